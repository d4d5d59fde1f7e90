"""Reading one message with a caret: by character, word, line and heading."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMenu, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from fakes.entries import reply, user
from whinchat.domain.parts import Citation, ReasoningPart, TextPart
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.reading.reader import Reader

SHIFT = Qt.KeyboardModifier.ShiftModifier
ANSWER = """\
# First

1. One [site][s]
2. - [x] done

## Second & last

```py
x = 1
```

[s]: https://example.org/s
"""


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window to read over."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def page_of(theme: Theme, window: QWidget, entry: Entry) -> QTextEdit:
    """Open a reader and return its page."""
    reader = Reader(theme, entry, window)
    reader.open()
    page = reader.findChild(QTextEdit)
    assert page is not None
    return page


def line(page: QTextEdit) -> str:
    return page.textCursor().block().text()


def test_everything_is_there_in_the_order_of_hearing(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    sources = (Citation("https://example.org/a", "A page"),)
    entry = reply(ReasoningPart("Let me see.", 2.0), TextPart(ANSWER, sources))

    assert page_of(theme, window, entry).toPlainText().split("\n") == [
        "wren-1",
        "First",
        "1. One site",
        "2. ",
        "[x] done",
        "Second & last",
        "Code (py)",
        "x = 1",
        "End of code",
        "Sources",
        "1. A page example.org",
        "Thoughts",
        "Let me see.",
    ]


def test_h_goes_from_heading_to_heading_and_back(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    page = page_of(theme, window, reply(ANSWER))
    seen = [line(page)]
    for _ in range(3):
        qtbot.keyClick(page, Qt.Key.Key_H)
        seen.append(line(page))
    assert seen == ["wren-1", "First", "Second & last", "Second & last"]

    qtbot.keyClick(page, Qt.Key.Key_H, SHIFT)
    assert line(page) == "First"


def test_the_menu_leads_to_every_heading(
    theme: Theme,
    window: QWidget,
    qtbot: QtBot,
) -> None:
    page = page_of(theme, window, reply(ANSWER))
    qtbot.waitUntil(page.hasFocus)
    qtbot.keyClick(page, Qt.Key.Key_F10, SHIFT)
    menus = {menu.title(): menu for menu in page.findChildren(QMenu)}
    headings = {action.text(): action for action in menus["Headings"].actions()}
    assert list(headings) == ["wren-1", "First", "Second && last"]

    headings["Second && last"].trigger()

    assert line(page) == "Second & last"
    menus[""].close()


def test_the_caret_goes_by_character_word_and_line(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    page = page_of(theme, window, user("one two\nthree"))
    qtbot.keyClick(page, Qt.Key.Key_Down)
    qtbot.keyClick(page, Qt.Key.Key_Right)
    assert page.textCursor().positionInBlock() == 1
    qtbot.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert page.textCursor().positionInBlock() == len("one ")
    qtbot.keyClick(page, Qt.Key.Key_Down)
    assert line(page) == "three"


def test_enter_follows_the_link_at_the_caret(
    theme: Theme,
    window: QWidget,
    qtbot: QtBot,
) -> None:
    page = page_of(theme, window, reply(ANSWER))
    reader = page.window()
    assert isinstance(reader, Reader)
    links = QSignalSpy(reader.link_activated)
    cursor = page.document().find("site")
    cursor.setPosition(cursor.selectionStart() + 1)
    page.setTextCursor(QTextCursor(cursor))

    qtbot.keyClick(page, Qt.Key.Key_Return)

    assert links.at(0) == ["https://example.org/s", "site"]


def test_escape_closes_it(
    theme: Theme,
    window: QWidget,
    qtbot: QtBot,
) -> None:
    page = page_of(theme, window, reply(ANSWER))

    qtbot.keyClick(page, Qt.Key.Key_Escape)

    assert not page.window().isVisible()


def test_sources_are_numbered_at_the_words_and_formulas_read_as_tex(
    theme: Theme, window: QWidget
) -> None:
    text = "Wrens sing. $x_1$ and\n\n$$\ny_2\n$$"
    part = TextPart(text, (Citation("https://example.org/a", "A", 0, 11),))

    words = page_of(theme, window, reply(part)).toPlainText().replace("\u2060\u202f", "")

    assert "Wrens sing.[1] $x_1$ and" in words
    assert "y_2" in words
