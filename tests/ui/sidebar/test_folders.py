"""Folders in the list: folding, naming, and carrying things into them and out again."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fakes.rows import a_folder, a_row
from whinchat.domain.folders import FolderId
from whinchat.domain.values import ConversationId
from whinchat.ui.sidebar.conversation_list import ConversationList
from whinchat.ui.sidebar.picked import Picked
from whinchat.ui.sidebar.sidebar import Sidebar

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def rows(sidebar: Sidebar) -> ConversationList:
    """A list with two folders, one in the other, and a conversation in each place."""
    listed = [a_row("loose"), a_row("letter", folder="Work"), a_row("bill", folder="Tax")]
    folders = [a_folder("Work"), a_folder("Tax", "Work"), a_folder("Zoo")]
    sidebar.show_rows(listed, ConversationId("loose"), folders)
    sidebar.list.setFocus()
    return sidebar.list


def titles(rows: ConversationList) -> list[str]:
    return [line.title for line in rows.rows.lines]


def go_to(rows: ConversationList, key: str) -> None:
    rows.setCurrentIndex(rows.rows.index_of(key))


def place_of(rows: ConversationList, key: str) -> QPoint:
    return rows.visualRect(rows.rows.index_of(key)).center()


def carry(rows: ConversationList, key: str, to: QPoint) -> None:
    """Press on a line, move in steps as hands do, and leave what is carried above ``to``."""
    begin = place_of(rows, key)
    QTest.mousePress(rows.viewport(), LEFT, NONE, begin)
    for step in range(1, 9):
        QTest.mouseMove(rows.viewport(), begin + (to - begin) * step / 8)


def drops(rows: ConversationList) -> list[tuple[Picked, str]]:
    found: list[tuple[Picked, str]] = []
    rows.dropped.connect(lambda what, folder: found.append((what, folder)))
    return found


def test_right_unfolds_left_folds_and_goes_out(rows: ConversationList) -> None:
    go_to(rows, "Work")

    QTest.keyClick(rows, Qt.Key.Key_Right)
    assert titles(rows) == ["Folders", "Work", "Tax", "letter", "Zoo", "Today", "loose"]
    go_to(rows, "letter")
    QTest.keyClick(rows, Qt.Key.Key_Left)
    assert rows.currentIndex().data() == "Work"
    QTest.keyClick(rows, Qt.Key.Key_Left)

    assert titles(rows) == ["Folders", "Work", "Zoo", "Today", "loose"]


def test_enter_and_a_click_fold_and_unfold(rows: ConversationList) -> None:
    go_to(rows, "Work")
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert "letter" in titles(rows)

    QTest.mouseClick(rows.viewport(), LEFT, NONE, place_of(rows, "Work"))
    assert "letter" not in titles(rows)


def test_folding_is_told_so_that_it_can_be_kept(rows: ConversationList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rows.folding_changed):
        rows.unfold("Work")

    assert rows.unfolded == {"Work"}


def test_opening_a_conversation_unfolds_the_folders_in_which_it_lies(
    rows: ConversationList, sidebar: Sidebar
) -> None:
    listed = [a_row("bill", folder="Tax")]
    folders = [a_folder("Work"), a_folder("Tax", "Work")]

    sidebar.show_rows(listed, ConversationId("bill"), folders)

    assert rows.currentIndex().data() == "bill"


def test_a_folder_reads_as_one_with_its_count_and_whether_it_is_folded(
    rows: ConversationList,
) -> None:
    described = rows.rows.index_of("Work").data(Qt.ItemDataRole.AccessibleDescriptionRole)

    assert described == "folder, folded, 2 conversations"


def test_a_row_in_a_folder_says_where_it_is(rows: ConversationList) -> None:
    rows.set_unfolded(["Work", "Tax"])

    described = rows.rows.index_of("bill").data(Qt.ItemDataRole.AccessibleDescriptionRole)

    assert described == "in Work / Tax"


def test_f2_renames_a_folder_in_its_place(rows: ConversationList, qtbot: QtBot) -> None:
    go_to(rows, "Zoo")
    QTest.keyClick(rows, Qt.Key.Key_F2)
    field = rows.findChild(QLineEdit)
    assert field is not None
    assert (field.text(), field.accessibleName()) == ("Zoo", "Folder name")
    field.setText("Animals")

    with qtbot.waitSignal(rows.naming.folder_renamed) as renamed:
        QTest.keyClick(field, Qt.Key.Key_Return)

    assert renamed.args == ["Zoo", "Animals"]


def test_what_is_dropped_on_a_folder_goes_into_it(rows: ConversationList) -> None:
    found = drops(rows)

    carry(rows, "loose", place_of(rows, "Zoo"))
    assert rows.carrying.target == "Zoo"
    QTest.mouseRelease(rows.viewport(), LEFT, NONE, place_of(rows, "Zoo"))

    assert found == [(Picked((ConversationId("loose"),)), "Zoo")]


def test_what_is_dropped_among_the_days_comes_out_of_its_folder(rows: ConversationList) -> None:
    rows.set_unfolded(["Work"])
    found = drops(rows)

    carry(rows, "letter", place_of(rows, "loose"))
    QTest.mouseRelease(rows.viewport(), LEFT, NONE, place_of(rows, "loose"))

    assert found == [(Picked((ConversationId("letter"),)), "")]


def test_a_folder_goes_into_another_but_never_into_itself(rows: ConversationList) -> None:
    rows.set_unfolded(["Work"])
    found = drops(rows)

    carry(rows, "Work", place_of(rows, "Tax"))
    assert rows.carrying.target is None
    QTest.mouseRelease(rows.viewport(), LEFT, NONE, place_of(rows, "Tax"))
    assert found == []

    carry(rows, "Tax", place_of(rows, "Zoo"))
    QTest.mouseRelease(rows.viewport(), LEFT, NONE, place_of(rows, "Zoo"))
    assert found == [(Picked((), (FolderId("Tax"),)), "Zoo")]


def test_all_that_is_selected_is_carried_together(rows: ConversationList) -> None:
    rows.set_unfolded(["Work"])
    go_to(rows, "letter")
    QTest.mouseClick(
        rows.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, place_of(rows, "loose")
    )
    found = drops(rows)

    carry(rows, "letter", place_of(rows, "Zoo"))
    QTest.mouseRelease(rows.viewport(), LEFT, NONE, place_of(rows, "Zoo"))

    assert found == [(Picked((ConversationId("letter"), ConversationId("loose"))), "Zoo")]


def test_escape_drops_nothing(rows: ConversationList) -> None:
    found = drops(rows)
    carry(rows, "loose", place_of(rows, "Zoo"))

    QTest.keyClick(rows, Qt.Key.Key_Escape)
    QTest.mouseRelease(rows.viewport(), LEFT, NONE, place_of(rows, "Zoo"))

    assert found == []
    assert not rows.carrying.is_on


def test_a_folder_unfolds_below_what_lingers_above_it(rows: ConversationList, qtbot: QtBot) -> None:
    carry(rows, "loose", place_of(rows, "Work"))

    qtbot.waitUntil(lambda: "letter" in titles(rows))
    rows.carrying.cancel()
