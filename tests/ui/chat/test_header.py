"""The header: a title edited in its place, and room for title and model at every width."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from whinchat.ui.chat.header import Header
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size
from whinchat.ui.widgets.elided_label import ElidedLabel

_LONG = "A title that somebody made out of the whole of a long first question about tides"


@pytest.fixture
def header(theme: Theme, qtbot: QtBot) -> Header:
    header = Header(theme)
    qtbot.addWidget(header)
    header.resize(828, Size.HEADER)
    header.title.show_title("Bread", can_rename=True)
    header.model_button.show_model("o4-mini · OpenRouter · $$", "openai/o4-mini")
    with qtbot.waitExposed(header):
        header.show()
    header.activateWindow()
    return header


def field(header: Header) -> QLineEdit:
    found = header.title.findChild(QLineEdit)
    assert found is not None
    return found


def label(header: Header) -> ElidedLabel:
    found = header.title.findChild(ElidedLabel)
    assert found is not None
    return found


def test_enter_takes_the_new_title(header: Header, qtbot: QtBot) -> None:
    header.title.edit()
    field(header).setText(" Rye  bread ")

    with qtbot.waitSignal(header.title.renamed) as renamed:
        QTest.keyClick(field(header), Qt.Key.Key_Return)

    assert renamed.args == ["Rye bread"]
    assert not field(header).isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_the_keyboard_goes_back_to_where_it_was(header: Header, key: Qt.Key) -> None:
    header.model_button.setFocus()
    header.title.edit()
    assert header.focusWidget() is field(header)

    QTest.keyClick(field(header), key)

    assert header.focusWidget() is header.model_button


def test_escape_leaves_the_title_as_it_was(header: Header, qtbot: QtBot) -> None:
    header.title.edit()
    field(header).setText("Something else")

    with qtbot.assertNotEmitted(header.title.renamed):
        QTest.keyClick(field(header), Qt.Key.Key_Escape)

    assert not field(header).isVisible()
    assert label(header).text() == "Bread"


def test_the_same_title_is_no_change(header: Header, qtbot: QtBot) -> None:
    header.title.edit()

    with qtbot.assertNotEmitted(header.title.renamed):
        QTest.keyClick(field(header), Qt.Key.Key_Return)


def test_a_title_is_told_once(header: Header) -> None:
    told: list[str] = []
    header.title.renamed.connect(told.append)
    header.title.edit()
    field(header).setText("Rye")

    QTest.keyClick(field(header), Qt.Key.Key_Return)
    header.setFocus()

    assert told == ["Rye"]


def test_title_and_field_are_both_called_conversation_title(header: Header) -> None:
    assert label(header).accessibleName() == "Conversation title"
    assert label(header).accessibleDescription() == "Bread"
    assert field(header).accessibleName() == "Conversation title"


def test_the_model_button_tells_the_model(header: Header) -> None:
    assert header.model_button.accessibleName() == "Model"
    assert header.model_button.accessibleDescription() == "openai/o4-mini"


@pytest.mark.parametrize("width", [480, 828, 1400])
def test_title_and_model_share_the_room(header: Header, width: int) -> None:
    header.title.show_title(_LONG, can_rename=True)
    header.model_button.show_model("deepseek-r1-distill-llama-70b · OpenRouter · $", "x")
    header.offer_sidebar(offered=True)

    header.resize(width, Size.HEADER)
    QTest.qWait(0)

    assert header.model_button.geometry().right() <= width
    assert label(header).shown_text().startswith("A title")
    assert header.model_button.width() >= width // 5


def test_markup_in_a_title_is_text(header: Header) -> None:
    header.title.show_title("<b>Bread</b>", can_rename=True)

    assert label(header).text() == "<b>Bread</b>"
    assert label(header).textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("has_messages", [False, True])
def test_the_menu_offers_what_the_rows_menu_does(header: Header, *, has_messages: bool) -> None:
    header.set_has_messages(has_messages=has_messages)

    header._open_menu()

    menu = header.findChild(QMenu)
    assert menu is not None
    names = [action.text() for action in menu.actions() if action.text()]
    assert ("Rename" in names) is has_messages
    assert ("Export conversation" in names) is has_messages
    assert ("Move to trash" in names) is has_messages
    menu.close()
