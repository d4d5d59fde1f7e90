"""Working the list: by keyboard, by mouse, and as a screen reader tells it."""

from dataclasses import replace
from time import perf_counter

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from fakes.rows import a_row
from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row, RowState
from whinchat.ui.sidebar.conversation_list import ConversationList
from whinchat.ui.sidebar.picked import Act, Picked
from whinchat.ui.sidebar.sidebar import Sidebar
from whinchat.ui.theme.theme import Theme

_MANY_SECONDS = 10
"""What nobody would wait for, even on a loaded machine; an idle one takes a fifth of a second."""


def show(sidebar: Sidebar, *rows: Row, shown: str = "") -> ConversationList:
    sidebar.show_rows(rows, ConversationId(shown) if shown else None)
    sidebar.list.setFocus()
    return sidebar.list


def press(widget: ConversationList | QLineEdit, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def titles(rows: ConversationList) -> list[str]:
    model = rows.model()
    return [str(model.index(place, 0).data()) for place in range(model.rowCount())]


def index_of(rows: ConversationList, title: str) -> QModelIndex:
    return rows.model().index(titles(rows).index(title), 0)


def title_field(rows: ConversationList) -> QLineEdit:
    field = rows.findChild(QLineEdit)
    assert field is not None
    return field


def test_the_open_conversation_is_selected(sidebar: Sidebar) -> None:
    rows = show(sidebar, a_row("one"), a_row("two"), shown="two")

    assert rows.currentIndex().data() == "two"


def test_no_row_is_selected_for_a_new_conversation(sidebar: Sidebar) -> None:
    rows = [a_row("one"), a_row("two")]
    sidebar.show_rows(rows, ConversationId("two"))

    sidebar.show_rows(rows, None)
    sidebar.show_rows(rows, None)

    assert not sidebar.list.selectedIndexes()


def test_enter_opens_the_row_that_the_arrows_reached(sidebar: Sidebar, qtbot: QtBot) -> None:
    rows = show(sidebar, a_row("one"), a_row("two"), shown="one")

    press(rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(rows.chosen) as chosen:
        press(rows, Qt.Key.Key_Return)

    assert chosen.args == ["two"]


def test_the_arrows_step_over_heads(sidebar: Sidebar) -> None:
    rows = show(sidebar, a_row("now"), a_row("before", days_ago=1), shown="now")

    press(rows, Qt.Key.Key_Down)

    assert rows.currentIndex().data() == "before"


def test_a_click_opens_and_one_on_a_head_does_nothing(sidebar: Sidebar, qtbot: QtBot) -> None:
    rows = show(sidebar, a_row("one"))
    opened: list[str] = []
    rows.chosen.connect(opened.append)

    for title in ("Today", "one"):
        place = rows.visualRect(index_of(rows, title)).center()
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert opened == ["one"]


def test_news_of_other_rows_leave_the_walker_where_they_are(sidebar: Sidebar) -> None:
    rows = show(sidebar, a_row("one"), a_row("two"), shown="one")
    press(rows, Qt.Key.Key_Down)

    show(sidebar, a_row("new"), a_row("one"), a_row("two"), shown="one")
    assert rows.currentIndex().data() == "two"

    show(sidebar, a_row("new"), a_row("one"), a_row("two"), shown="new")
    assert rows.currentIndex().data() == "new"


def test_f2_renames_in_place_and_enter_takes_it(sidebar: Sidebar, qtbot: QtBot) -> None:
    rows = show(sidebar, a_row("old name"), shown="old name")

    press(rows, Qt.Key.Key_F2)
    field = title_field(rows)
    assert (field.text(), field.isVisible()) == ("old name", True)
    field.setText("  a new   name ")
    with qtbot.waitSignal(rows.naming.renamed) as renamed:
        press(field, Qt.Key.Key_Return)

    assert renamed.args == ["old name", "a new name"]
    assert not field.isVisible()


def test_escape_leaves_the_name_as_it_was(sidebar: Sidebar, qtbot: QtBot) -> None:
    rows = show(sidebar, a_row("old name"), shown="old name")
    press(rows, Qt.Key.Key_F2)
    field = title_field(rows)
    field.setText("something else")

    with qtbot.assertNotEmitted(rows.naming.renamed):
        press(field, Qt.Key.Key_Escape)

    assert not field.isVisible()


def test_going_elsewhere_takes_the_new_name(sidebar: Sidebar, qtbot: QtBot) -> None:
    rows = show(sidebar, a_row("old name"), shown="old name")
    press(rows, Qt.Key.Key_F2)
    title_field(rows).setText("new name")

    with qtbot.waitSignal(rows.naming.renamed):
        sidebar.search.setFocus()


def test_control_delete_asks_for_the_trash_and_no_bare_key_does(sidebar: Sidebar) -> None:
    rows = show(sidebar, a_row("one"), shown="one")
    asked: list[tuple[Act, Picked]] = []
    rows.requested.connect(lambda act, picked: asked.append((act, picked)))

    for key in (
        Qt.Key.Key_Delete,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_D,
        Qt.Key.Key_X,
        Qt.Key.Key_Space,
    ):
        press(rows, key)
    assert asked == []

    QTest.keyClick(rows, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert asked == [(Act.DELETE, Picked((ConversationId("one"),)))]


def test_the_menu_key_offers_all_that_can_be_done_with_a_row(sidebar: Sidebar) -> None:
    rows = show(sidebar, a_row("one"), shown="one")

    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(rows.viewport(), asked)

    menu = rows.findChild(QMenu)
    assert menu is not None
    names = [action.text() for action in menu.actions() if action.text()]
    assert names == [
        *("Rename", "Pin", "Mark as unread", "Tags…", "Archive"),
        *("Move to folder…", "New folder", "Export…", "Move to trash"),
    ]
    menu.close()


def test_a_damaged_row_can_be_read_found_and_deleted_and_nothing_else(sidebar: Sidebar) -> None:
    damaged = replace(a_row("one", state=RowState.DAMAGED), is_read_only=True)
    rows = show(sidebar, damaged, shown="one")

    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(rows.viewport(), asked)

    menu = rows.findChild(QMenu)
    assert menu is not None
    names = [action.text() for action in menu.actions() if action.text()]
    assert names == [
        *("New folder", "Export…", "Recover what can be read", "Open the previous copy"),
        *("Show in folder", "Move to trash"),
    ]
    menu.close()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (RowState.QUIET, ""),
        (RowState.REPLYING, "streaming"),
        (RowState.UNREAD, "unread"),
        (RowState.FAILED, "error"),
        (RowState.DRAFT, "draft"),
        (RowState.DAMAGED, "damaged"),
    ],
)
def test_a_row_is_named_by_its_title_and_described_by_its_state(
    sidebar: Sidebar, state: RowState, words: str
) -> None:
    rows = show(sidebar, a_row("A title", state=state))
    index = index_of(rows, "A title")

    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "A title"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == words


@pytest.mark.parametrize("state", [state for state in RowState if state is not RowState.QUIET])
def test_every_state_shows_a_mark(sidebar: Sidebar, state: RowState) -> None:
    quiet = a_row("A title")
    rows = show(sidebar, quiet)
    without = rows.grab().toImage()

    show(sidebar, replace(quiet, state=state))

    assert rows.grab().toImage() != without


def test_the_spinner_turns_only_while_something_replies(theme: Theme, sidebar: Sidebar) -> None:
    theme.apply("light")
    rows = show(sidebar, a_row("one", state=RowState.REPLYING))
    assert rows.turning.is_turning

    show(sidebar, a_row("one"))
    assert not rows.turning.is_turning


def test_ten_thousand_rows_show_and_narrow_at_once(sidebar: Sidebar) -> None:
    many = [a_row(f"Conversation {number}", days_ago=number / 9) for number in range(10_000)]
    start = perf_counter()

    rows = show(sidebar, *many)
    sidebar.grab()
    sidebar.search.setText("9999")
    QApplication.processEvents()
    sidebar.grab()

    assert perf_counter() - start < _MANY_SECONDS
    assert titles(rows)[1:] == ["Conversation 9999"]
