"""Cards of code: folded, wrapped, copied, coloured."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply
from fakes.screens import on_screen, settled
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript

LONG = "\n".join(f"line {number}" for number in range(100))
COPY, WRAP = QPoint(650, 62), QPoint(620, 62)


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


def test_colours_come_with_the_closed_block_and_follow_the_theme(
    transcript: Transcript, theme: Theme, qtbot: QtBot
) -> None:
    code = "```python\n" + "def f(x):\n    return 'words'\n" * 8
    transcript.show_entries([])
    transcript.put(growing(code))
    settled(qtbot)
    assert not has_colour(transcript, theme.tokens.syntax_keyword)

    transcript.put(reply(code + "```", message_id="reply"))
    qtbot.waitUntil(lambda: transcript.is_settled)
    settled(qtbot)
    assert has_colour(transcript, theme.tokens.syntax_keyword)

    theme.apply("dark", reduced_motion=True)
    settled(qtbot)
    assert has_colour(transcript, theme.tokens.syntax_keyword)


def has_colour(transcript: Transcript, colour: str) -> bool:
    """Tell whether a colour stands in the middle of some letter."""
    picture = on_screen(transcript)
    wanted = colour.lower()
    return any(
        picture.pixelColor(x, y).name() == wanted
        for y in range(picture.height())
        for x in range(20, 160)
    )
