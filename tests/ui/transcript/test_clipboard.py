"""What a copy puts on the clipboard, read back from it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fakes.entries import reply, user
from fakes.markdown_samples import RICH
from fakes.pointing import drag
from fakes.screens import settled
from whinchat.markdown.splitter import split
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.clipboard import LONGEST_HTML, MARKDOWN_TYPE
from whinchat.ui.transcript.rows.markdown_of import markdown_of
from whinchat.ui.transcript.rows.prose_row import ProseRow
from whinchat.ui.transcript.rows.row import RowKey
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.transcript import Transcript

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_reply_is_copied_in_three_flavours(transcript: Transcript, qtbot: QtBot) -> None:
    copy_all(transcript, qtbot, RICH)

    assert text() == markdown() == RICH
    for element in ("<h1", "<li>", "<table", "<pre", '<a href="https://example.org/path"'):
        assert element in html()


def test_no_colour_of_the_theme_and_nothing_to_load_comes_along(
    transcript: Transcript, theme: Theme, qtbot: QtBot
) -> None:
    theme.apply("dark", reduced_motion=True)
    copy_all(transcript, qtbot, RICH + "\n\n![A bird](https://example.org/bird.png)")

    assert "A bird (https://example.org/bird.png)" in html()
    assert not [word for word in ("<img", "src=", "color", "background", "url(") if word in html()]


def test_the_users_words_are_copied_as_typed(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("a *b*\n<i>c\n```\nx = 1\n```")])
    press(transcript, qtbot, Qt.Key.Key_A, Qt.Key.Key_C)

    assert text() == markdown() == "a *b*\n<i>c\n```\nx = 1\n```"
    assert "<p>a *b*<br>\n&lt;i&gt;c</p>" in html()
    assert "<code>x = 1</code></pre>" in html()


def test_code_by_itself_is_code_alone(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply("```py\nif a < b:\n    pass\n```")])
    settled(qtbot)
    drag(transcript, qtbot, QPoint(30, 100), QPoint(690, 140))
    press(transcript, qtbot, Qt.Key.Key_C)

    assert text() == "if a < b:\n    pass"
    assert "<code>if a &lt; b:\n    pass</code></pre>" in html()
    assert not QGuiApplication.clipboard().mimeData().hasFormat(MARKDOWN_TYPE)


def test_parts_of_a_message_keep_what_they_are(transcript: Transcript, qtbot: QtBot) -> None:
    parts = "**Bold** [link][1].\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\nx = 1\n```"
    transcript.show_entries([reply(f"{parts}\n\nEnd\n\n[1]: https://example.org")])
    settled(qtbot)
    drag(transcript, qtbot, QPoint(1, 50), QPoint(690, 260))
    press(transcript, qtbot, Qt.Key.Key_C)

    assert markdown().startswith("**Bold** [link][1].\n\n[1]: <https://example.org>")
    assert "| a | b |\n|---|---|\n| 1 | 2 |" in markdown()
    assert "```py\nx = 1\n```" in markdown()
    assert '<strong>Bold</strong> <a href="https://example.org">link</a>' in html()
    assert text().startswith("Bold link.\n\na\tb\n1\t2\n\nx = 1")


def test_a_word_of_a_paragraph_is_no_markup(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply("snake\\_case\\_name stays")])
    settled(qtbot)
    qtbot.mouseDClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 56))
    press(transcript, qtbot, Qt.Key.Key_C)

    assert text() == "snake_case_name"
    assert markdown() == "snake\\_case\\_name"


@pytest.mark.parametrize(
    "text",
    [
        "**Bold**, *slanted*, ~~struck~~ and `code`",
        "A [link](<https://example.org/a>) and <https://example.org/b>",
        "## A heading of three words",
        "- one\n- two\n  - deeper\n- three",
        "1. one\n2. two",
        "- [x] done\n  - deeper\n- [ ] open",
        "> quoted\n>\n> twice",
        "- one\n\n  ```\n  x = 1\n  ```",
        "\\- no list but snake\\_case",
        "first line\n1\\. no item",
    ],
)
def test_some_of_the_words_keep_their_markup(stage: Stage, text: str) -> None:
    row = a_row(stage, text)

    typography = row.typography

    assert markdown_of(row.document, 0, row.length, row.marks, typography.code) == text


def test_from_the_middle_of_a_list_the_rest_stays_a_list(stage: Stage) -> None:
    row = a_row(stage, "- one **two** \U0001f426 x\n- three")

    excerpt = row.excerpt(4, row.length)

    assert excerpt is not None
    assert excerpt.markdown == "**two** \U0001f426 x\n\n- three"


@pytest.mark.parametrize("words", ["word " * (LONGEST_HTML // 5 + 1)], ids=["long"])
def test_too_long_a_text_goes_without_html(
    transcript: Transcript, qtbot: QtBot, words: str
) -> None:
    copy_all(transcript, qtbot, words)

    assert text() == markdown() == words
    assert not QGuiApplication.clipboard().mimeData().hasHtml()


def test_nothing_selected_leaves_the_clipboard_alone(transcript: Transcript, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("before")
    transcript.show_entries([reply("Words")])
    press(transcript, qtbot, Qt.Key.Key_C)

    assert text() == "before"


def a_row(stage: Stage, text: str) -> ProseRow:
    return ProseRow(stage, RowKey(0, 0), split(text)[0], {})


def copy_all(transcript: Transcript, qtbot: QtBot, words: str) -> None:
    transcript.show_entries([reply(words)])
    press(transcript, qtbot, Qt.Key.Key_A, Qt.Key.Key_C)


def press(transcript: Transcript, qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(transcript, key, CONTROL)


def text() -> str:
    return QGuiApplication.clipboard().text()


def html() -> str:
    return QGuiApplication.clipboard().mimeData().html()


def markdown() -> str:
    return bytes(QGuiApplication.clipboard().mimeData().data(MARKDOWN_TYPE).data()).decode()
