"""Cards of code: folded, wrapped, copied, coloured."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply
from fakes.screens import on_screen, settled
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript

LONG = "\n".join(f"line {number}" for number in range(100))
COPY, SAVE, WRAP = QPoint(650, 62), QPoint(620, 62), QPoint(590, 62)


def test_the_header_copies_all_of_the_code(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply(f"```\n{LONG}\n```")])
    qtbot.keyClick(transcript, Qt.Key.Key_Home)
    settled(qtbot)

    qtbot.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=COPY)

    assert QGuiApplication.clipboard().text() == LONG


def test_long_code_is_folded_and_unfolds(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply(f"```\n{LONG}\n```")])
    settled(qtbot)
    folded = transcript.verticalScrollBar().maximum()
    surface = transcript.viewport()

    for y in range(surface.height() - 1, 0, -8):
        qtbot.mouseClick(surface, Qt.MouseButton.LeftButton, pos=QPoint(350, y))
        if transcript.verticalScrollBar().maximum() > folded:
            break

    assert transcript.verticalScrollBar().maximum() > folded + 1_000


def test_code_that_was_seen_growing_stays_unfolded(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([])
    transcript.put(growing(f"```\n{LONG[:300]}"))
    transcript.put(growing(f"```\n{LONG}"))
    qtbot.waitUntil(lambda: transcript.is_settled)
    before = transcript.verticalScrollBar().maximum()

    transcript.put(reply(f"```\n{LONG}\n```", message_id="reply"))

    assert transcript.verticalScrollBar().maximum() >= before > 1_000


def test_too_long_lines_are_wrapped_on_request(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply("```\n" + "word " * 600 + "\n```")])
    settled(qtbot)
    assert transcript.verticalScrollBar().maximum() == 0

    qtbot.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=WRAP)

    assert transcript.verticalScrollBar().maximum() > 0


def test_colours_come_line_by_line_and_follow_the_theme(
    transcript: Transcript, theme: Theme, qtbot: QtBot
) -> None:
    code = "```python\n" + "def f(x):\n    return 'words'\n" * 8
    transcript.show_entries([])
    transcript.put(growing("```python\ndef f(x):"))
    settled(qtbot)
    assert not has_colour(transcript, theme.tokens.syntax_keyword)

    transcript.put(growing(code))
    qtbot.waitUntil(lambda: transcript.is_settled)
    settled(qtbot)
    before = on_screen(transcript)
    assert has_colour(transcript, theme.tokens.syntax_keyword)

    transcript.put(growing(code + "```"))
    settled(qtbot)
    assert on_screen(transcript) == before

    theme.apply("dark", reduced_motion=True)
    settled(qtbot)
    assert has_colour(transcript, theme.tokens.syntax_keyword)


@pytest.mark.parametrize(
    ("info", "name"),
    [
        ("py", "code.py"),
        ("r", "code.R"),
        ("tsx", "code.tsx"),
        ("perl", "code.pl"),
        ("Dockerfile", "Dockerfile"),
        ("", "code.txt"),
        ("../../etc/passwd", "code.txt"),
    ],
)
def test_the_header_asks_for_a_file_named_by_the_language(
    transcript: Transcript, qtbot: QtBot, info: str, name: str
) -> None:
    transcript.show_entries([reply(f"```{info}\nx = 1\n```")])
    settled(qtbot)
    spy = QSignalSpy(transcript.save_requested)

    qtbot.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=SAVE)

    assert spy.at(0) == [name, "x = 1"]


def test_every_tool_of_code_is_in_the_menu_of_the_focused_message(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([reply(f"```py\n{LONG}\n```")])
    settled(qtbot)
    spy = QSignalSpy(transcript.save_requested)
    before = transcript.verticalScrollBar().maximum()
    qtbot.keyClick(transcript, Qt.Key.Key_Menu)
    actions = {a.text(): a for menu in transcript.findChildren(QMenu) for a in menu.actions()}

    actions["Show all 100 lines"].trigger()
    actions["Wrap lines"].trigger()
    actions["Save as file"].trigger()

    assert transcript.verticalScrollBar().maximum() > before + 1_000
    assert actions["Wrap lines"].isChecked()
    assert spy.at(0) == ["code.py", LONG]


def test_several_pieces_of_code_have_a_menu_each(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply("```py\nx\n```\n\n```sh\ny\n```")])
    qtbot.keyClick(transcript, Qt.Key.Key_Menu)
    menus = {menu.title(): menu for menu in transcript.findChildren(QMenu)}

    next(a for a in menus["Code 2 (sh)"].actions() if a.text() == "Copy code (sh)").trigger()

    assert QGuiApplication.clipboard().text() == "y"
    assert "Code 1 (py)" in menus


WIDE_CODE = "```\n" + "wide " * 100 + "\n```"
WIDE_TABLE = "|" + " head |" * 20 + "\n|" + "---|" * 20 + "\n|" + " cell |" * 20


@pytest.mark.parametrize("text", [WIDE_CODE, WIDE_TABLE], ids=["code", "table"])
def test_the_bar_of_wide_content_follows_the_mouse(
    transcript: Transcript, theme: Theme, qtbot: QtBot, text: str
) -> None:
    transcript.show_entries([reply(text)])
    settled(qtbot)
    before = on_screen(transcript)
    bar = bar_of(transcript, theme)
    qtbot.mouseMove(transcript.viewport(), bar)
    assert transcript.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor

    qtbot.mousePress(transcript.viewport(), Qt.MouseButton.LeftButton, pos=bar)
    qtbot.mouseMove(transcript.viewport(), bar + QPoint(80, 30))
    settled(qtbot)
    moved = on_screen(transcript)
    qtbot.mouseMove(transcript.viewport(), bar)
    qtbot.mouseRelease(transcript.viewport(), Qt.MouseButton.LeftButton, pos=bar)
    settled(qtbot)

    assert moved != before
    assert on_screen(transcript) == before


def bar_of(transcript: Transcript, theme: Theme) -> QPoint:
    """Return a point in the bar: a line's colour that is four pixels high."""
    picture = transcript.viewport().grab().toImage()
    wanted = theme.tokens.line.lower()
    for y in range(60, picture.height() - 4):
        if all(picture.pixelColor(40, y + step).name() == wanted for step in range(4)):
            return QPoint(40, y + 2)
    raise AssertionError("there is no bar")


def has_colour(transcript: Transcript, colour: str) -> bool:
    """Tell whether a colour stands in the middle of some letter."""
    picture = on_screen(transcript)
    wanted = colour.lower()
    return any(
        picture.pixelColor(x, y).name() == wanted
        for y in range(picture.height())
        for x in range(20, 160)
    )


def test_what_only_a_terminal_understands_is_neither_shown_nor_copied(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([])
    for end in range(12, 45):
        transcript.put(growing("```console\n\x1b[1;32mok\x1b[0m \x1b]0;title\x07done"[:end]))
    qtbot.waitUntil(lambda: transcript.is_settled)
    settled(qtbot)
    qtbot.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=COPY)
    assert QGuiApplication.clipboard().text() == "ok done"
