"""An inset says what happened and offers the one thing to do."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.button import Button
from whinchat.ui.widgets.inset import Inset, InsetText
from whinchat.ui.widgets.plain_label import PlainLabel

_WORDS = InsetText(
    title="The connection was cut",
    text="What had arrived is kept. " * 8,
    action="Continue",
    details="<b>peer closed</b> connection",
)


def _button(inset: Inset, words: str) -> Button:
    return next(b for b in inset.findChildren(Button) if b.accessibleName() == words)


def test_the_action_is_asked_for(theme: Theme, qtbot: QtBot) -> None:
    inset = Inset(theme, _WORDS)
    qtbot.addWidget(inset)

    with qtbot.waitSignal(inset.action_requested):
        QTest.mouseClick(_button(inset, "Continue"), Qt.MouseButton.LeftButton)


def test_details_open_and_close(theme: Theme, qtbot: QtBot) -> None:
    inset = Inset(theme, _WORDS)
    qtbot.addWidget(inset)
    closed = inset.heightForWidth(500)
    button = _button(inset, "Details")

    with qtbot.waitSignal(inset.details_toggled):
        button.click()
    opened = inset.heightForWidth(500)
    button.click()

    assert opened > closed == inset.heightForWidth(500)
    assert button.accessibleName() == "Details"


def test_the_servers_words_are_shown_as_they_came(theme: Theme, qtbot: QtBot) -> None:
    inset = Inset(theme, _WORDS)
    qtbot.addWidget(inset)

    texts = [label.text() for label in inset.findChildren(PlainLabel)]

    assert "<b>peer closed</b> connection" in texts


def test_what_is_left_out_leaves_no_control(theme: Theme, qtbot: QtBot) -> None:
    inset = Inset(theme, InsetText(title="You stopped this reply"))
    qtbot.addWidget(inset)

    assert inset.findChildren(Button) == []


def test_long_words_get_the_lines_they_need(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    rows = QVBoxLayout(page)
    inset = Inset(theme, _WORDS)
    rows.addWidget(inset)
    rows.addStretch(1)
    page.resize(320, 600)
    page.show()

    assert inset.height() >= inset.heightForWidth(inset.width())
