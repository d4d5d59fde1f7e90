"""Mermaid's language is drawn once it has ended; until then, or without the library, it is code."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply
from fakes.screens import on_screen, settled
from whinchat.provider.diagram_process import can_draw_diagrams
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.pictures.picture_view import PictureView
from whinchat.ui.transcript.transcript import Transcript

_DRAWN = pytest.mark.skipif(not can_draw_diagrams(), reason="mermaidx is not installed")
_SOURCE = "flowchart TD\n  A --> B\n  B --> C"
_OPEN, _CLOSED = f"```mermaid\n{_SOURCE}\n", f"```mermaid\n{_SOURCE}\n```"


@_DRAWN
def test_a_diagram_is_code_while_it_comes_and_drawn_when_it_has_ended(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([])
    transcript.put(growing(_OPEN))
    _wait(transcript, qtbot)
    assert "Show source" not in _menu(transcript, qtbot)

    transcript.put(growing(_CLOSED + "\n\nMore words"))
    _wait(transcript, qtbot)

    assert "Show source" in _menu(transcript, qtbot)


@_DRAWN
def test_the_source_is_a_press_away_and_the_picture_can_be_kept(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([reply(_CLOSED)])
    _wait(transcript, qtbot)
    drawn = on_screen(transcript)
    spy = QSignalSpy(transcript.save_requested)

    _choose(transcript, qtbot, "Copy code (mermaid)")
    _choose(transcript, qtbot, "Save picture")
    _choose(transcript, qtbot, "Show source")
    settled(qtbot)
    source = on_screen(transcript)
    _choose(transcript, qtbot, "Show diagram")
    settled(qtbot)

    assert QGuiApplication.clipboard().text() == _SOURCE
    name, data = spy.at(0)
    assert name == "diagram.png"
    assert data.startswith(b"\x89PNG")
    assert source != drawn
    assert on_screen(transcript) == drawn


@_DRAWN
def test_a_diagram_is_drawn_anew_in_another_theme(
    transcript: Transcript, theme: Theme, qtbot: QtBot
) -> None:
    transcript.show_entries([reply(_CLOSED)])
    _wait(transcript, qtbot)

    theme.apply("dark", reduced_motion=True)
    _wait(transcript, qtbot)

    picture = on_screen(transcript)
    colours = {picture.pixelColor(x, 110).name() for x in range(300, 400)}
    assert theme.tokens.raised.lower() in colours


@_DRAWN
def test_pressing_a_diagram_shows_it_large(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply(_CLOSED)])
    _wait(transcript, qtbot)

    qtbot.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(350, 150))

    view = transcript.findChild(PictureView)
    assert view is not None
    qtbot.keyClick(view, Qt.Key.Key_Escape)


@_DRAWN
def test_what_cannot_be_drawn_stays_code(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply("```mermaid\nflowchart TD\n A -->\n```")])
    _wait(transcript, qtbot)

    words = _menu(transcript, qtbot)

    assert "Wrap lines" in words
    assert "Show diagram" not in words


def test_without_the_library_a_diagram_is_code(
    transcript: Transcript, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whinchat.ui.transcript.pictures.diagrams.can_draw_diagrams", lambda: False)
    without = Transcript(Theme(QGuiApplication.instance()))  # type: ignore[arg-type]  # qapp
    qtbot.addWidget(without)
    without.resize(700, 600)
    without.show()
    without.show_entries([reply(_CLOSED)])
    _wait(without, qtbot)

    assert "Wrap lines" in _menu(without, qtbot)


def _wait(transcript: Transcript, qtbot: QtBot) -> None:
    settled(qtbot)
    qtbot.waitUntil(lambda: transcript.is_settled, timeout=20_000)
    settled(qtbot)


def _menu(transcript: Transcript, qtbot: QtBot) -> list[str]:
    for menu in transcript.findChildren(QMenu):
        menu.close()
        menu.deleteLater()
    qtbot.wait(1)
    qtbot.keyClick(transcript, Qt.Key.Key_Menu)
    return [action.text() for menu in transcript.findChildren(QMenu) for action in menu.actions()]


def _choose(transcript: Transcript, qtbot: QtBot, words: str) -> None:
    _menu(transcript, qtbot)
    actions = [a for menu in transcript.findChildren(QMenu) for a in menu.actions()]
    next(action for action in actions if action.text() == words).trigger()
