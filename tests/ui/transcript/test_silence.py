"""Content asks for files and addresses; nobody answers."""

import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fakes.entries import reply, user
from fakes.screens import settled
from whinchat.ui.transcript.transcript import Transcript
from whinchat.ui.transcript.writing.document import SilentDocument

GREEDY = """![a](file:///etc/passwd) ![b](https://example.org/b.png) ![c](/etc/hostname)

<img src="file:///etc/passwd"> <link rel="stylesheet" href="file:///etc/passwd">

[x](javascript:alert) [y](file:///etc/passwd) <https://example.org>

| ![d](//example.org/d.png) |
|---|
| <iframe src="https://example.org"></iframe> |
"""


def test_rendering_asks_for_nothing(
    transcript: Transcript, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    opened: list[str] = []
    monkeypatch.setattr(
        SilentDocument, "loadResource", lambda _self, _kind, url: asked.append(str(url))
    )
    sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)

    transcript.show_entries([user(GREEDY), reply(GREEDY)])
    settled(qtbot)
    qtbot.keyClick(transcript, Qt.Key.Key_Return)
    settled(qtbot)

    assert asked == []
    assert not any("passwd" in name or "hostname" in name for name in opened)


def test_a_silent_document_answers_nothing(qapp: QApplication) -> None:
    document = SilentDocument()

    document.setHtml('<img src="file:///etc/hostname">words')

    assert document.resource(2, "file:///etc/hostname") is None
    assert "words" in document.toPlainText()


def test_only_safe_addresses_are_ever_told(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply(GREEDY)])
    settled(qtbot)
    spy = QSignalSpy(transcript.link_activated)
    surface = transcript.viewport()

    for x in range(20, 680, 14):
        for y in range(10, 590, 10):
            qtbot.mouseClick(surface, Qt.MouseButton.LeftButton, pos=QPoint(x, y))

    told = {spy.at(index)[0] for index in range(spy.count())}
    assert told == {"https://example.org/b.png", "https://example.org"}
