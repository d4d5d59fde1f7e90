"""Several rows at once: selecting, what is asked for, and the bar that counts them."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from fakes.rows import a_folder, a_row
from whinchat.domain.folders import FolderId
from whinchat.domain.values import ConversationId
from whinchat.ui.sidebar.conversation_list import ConversationList
from whinchat.ui.sidebar.picked import Act, Picked
from whinchat.ui.sidebar.sidebar import Sidebar

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def three(sidebar: Sidebar) -> ConversationList:
    rows = [a_row(title) for title in ("one", "two", "three")]
    sidebar.show_rows(rows, ConversationId("one"), [a_folder("Work")])
    sidebar.list.setFocus()
    return sidebar.list


def click(rows: ConversationList, title: str, held: Qt.KeyboardModifier = PLAIN) -> None:
    place = rows.visualRect(rows.rows.index_of(title)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, held, place)


def picked(*titles: str) -> Picked:
    return Picked(tuple(map(ConversationId, titles)))


def asked(rows: ConversationList) -> list[tuple[Act, Picked]]:
    found: list[tuple[Act, Picked]] = []
    rows.requested.connect(lambda act, what: found.append((act, what)))
    return found


def test_control_and_shift_select_several_and_open_none(sidebar: Sidebar) -> None:
    rows = three(sidebar)
    opened: list[str] = []
    rows.chosen.connect(opened.append)

    click(rows, "three", CONTROL)
    assert rows.picked == picked("one", "three")
    click(rows, "one")
    click(rows, "three", SHIFT)

    assert rows.picked == picked("one", "two", "three")
    assert opened == ["one"]


def test_shift_with_arrows_and_control_a_select_by_keyboard(sidebar: Sidebar) -> None:
    rows = three(sidebar)

    QTest.keyClick(rows, Qt.Key.Key_Down, SHIFT)
    assert rows.picked == picked("one", "two")
    QTest.keyClick(rows, Qt.Key.Key_A, CONTROL)

    assert rows.picked == Picked(picked("one", "two", "three").conversations, (FolderId("Work"),))


def test_escape_leaves_one_selected_and_is_no_stop_then(sidebar: Sidebar) -> None:
    rows = three(sidebar)
    QTest.keyClick(rows, Qt.Key.Key_Down, SHIFT)

    QTest.keyClick(rows, Qt.Key.Key_Escape)

    assert rows.picked == picked("two")


def test_delete_asks_once_for_all(sidebar: Sidebar) -> None:
    rows = three(sidebar)
    requests = asked(rows)
    QTest.keyClick(rows, Qt.Key.Key_Down, SHIFT)

    QTest.keyClick(rows, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)

    assert requests == [(Act.DELETE, picked("one", "two"))]


def test_a_menu_beside_the_selection_is_for_the_row_below_the_pointer(sidebar: Sidebar) -> None:
    rows = three(sidebar)
    QTest.keyClick(rows, Qt.Key.Key_Down, SHIFT)
    requests = asked(rows)
    place = rows.visualRect(rows.rows.index_of("three")).center()

    by_mouse = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(rows.viewport(), QContextMenuEvent(by_mouse, place, QPoint()))
    menu = rows.findChild(QMenu)
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "Archive").trigger()
    menu.close()

    assert requests == [(Act.ARCHIVE, picked("three"))]


def test_news_keep_the_selection(sidebar: Sidebar) -> None:
    rows = three(sidebar)
    QTest.keyClick(rows, Qt.Key.Key_Down, SHIFT)

    sidebar.show_rows([a_row(t) for t in ("new", "one", "two", "three")], ConversationId("one"))

    assert rows.picked == picked("one", "two")


def test_the_line_after_one_that_is_gone_becomes_the_current_one(sidebar: Sidebar) -> None:
    rows = three(sidebar)
    QTest.keyClick(rows, Qt.Key.Key_Down)

    sidebar.show_rows([a_row("one"), a_row("three")], ConversationId("one"))

    assert rows.currentIndex().data() == "three"


def test_the_bar_counts_and_asks_for_all_and_goes_with_the_selection(sidebar: Sidebar) -> None:
    rows = three(sidebar)
    requests = asked(rows)
    name = "Pin: all that is selected"
    buttons = [b for b in sidebar.findChildren(QAbstractButton) if b.accessibleName() == name]
    assert not buttons[0].isVisible()

    QTest.keyClick(rows, Qt.Key.Key_Down, SHIFT)
    assert buttons[0].isVisible()
    buttons[0].click()
    assert requests == [(Act.PIN, picked("one", "two"))]

    sidebar.search.setText("three")
    assert not buttons[0].isVisible()


def test_the_pin_of_a_row_is_pressed_without_opening_it(sidebar: Sidebar) -> None:
    rows = three(sidebar)
    requests = asked(rows)
    opened: list[str] = []
    rows.chosen.connect(opened.append)
    index = rows.rows.index_of("two")
    pin = rows._delegate.pin_area(rows.visualRect(index), index)

    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, PLAIN, pin.center())

    assert requests == [(Act.PIN, picked("two"))]
    assert opened == []
