"""Code and tables, wherever they stand, can be copied from the menu and by the mouse."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply
from fakes.screens import settled
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.rows.table_copies import CSV_TYPE, TSV_TYPE
from whinchat.ui.transcript.transcript import Transcript

TABLE = "| a | b |\n|--:|---|\n| 1 | **x, y** |"
IN_A_LIST = (
    "1. Run\n\n   ```sh\n   echo x\n   echo y\n   ```\n\n2. Look\n\n   | a |\n   |---|\n   | 1 |"
)


def test_a_table_is_copied_as_markdown_and_for_spreadsheets(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([reply(f"Words\n\n{TABLE}")])
    qtbot.keyClick(transcript, Qt.Key.Key_Menu)

    _choose(transcript, "Copy table as Markdown")
    assert QGuiApplication.clipboard().text() == TABLE

    _choose(transcript, "Copy table as CSV")
    assert QGuiApplication.clipboard().text() == 'a,b\r\n1,"x, y"\r\n'
    assert QGuiApplication.clipboard().mimeData().hasFormat(CSV_TYPE)

    _choose(transcript, "Copy table for a spreadsheet")
    assert QGuiApplication.clipboard().text() == "a\tb\n1\tx, y\n"
    assert QGuiApplication.clipboard().mimeData().hasFormat(TSV_TYPE)


def test_code_and_tables_in_lists_are_in_the_menu(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply(IN_A_LIST)])
    qtbot.keyClick(transcript, Qt.Key.Key_Menu)
    titles = [menu.title() for menu in transcript.findChildren(QMenu)]

    assert {"Code 1 (sh)", "Table 1"} <= set(titles)
    _choose(transcript, "Copy code (sh)")
    assert QGuiApplication.clipboard().text() == "echo x\necho y"
    _choose(transcript, "Copy table as CSV")
    assert QGuiApplication.clipboard().text() == "a\r\n1\r\n"


def test_what_the_pointer_is_at_comes_first_in_the_menu(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([reply("```py\nx\n```\n\n" + TABLE)])
    settled(qtbot)
    point = QPoint(40, 170)
    where = transcript.viewport().mapToGlobal(point)

    QApplication.sendEvent(
        transcript.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, where),
    )

    menus = transcript.findChildren(QMenu)
    assert any(menu.actions()[0].text() == "Copy table as Markdown" for menu in menus)


def test_code_in_a_list_is_copied_by_its_sign(
    transcript: Transcript, theme: Theme, qtbot: QtBot
) -> None:
    transcript.show_entries([reply(IN_A_LIST)])
    settled(qtbot)
    surface = transcript.viewport()

    for y in range(60, 260, 8):
        for x in range(640, 700, 8):
            qtbot.mouseClick(surface, Qt.MouseButton.LeftButton, pos=QPoint(x, y))

    assert QGuiApplication.clipboard().text() == "echo x\necho y"


def test_code_in_a_list_is_coloured_while_the_list_grows(
    transcript: Transcript, theme: Theme, qtbot: QtBot
) -> None:
    transcript.show_entries([])
    transcript.put(growing("- a\n\n  ```py\n  return 1\n  ```\n\n- b\n\n  ```py\n  x\n"))
    qtbot.waitUntil(lambda: transcript.is_settled)
    settled(qtbot)

    picture = transcript.viewport().grab().toImage()
    wanted = theme.tokens.syntax_keyword.lower()
    assert any(
        picture.pixelColor(x, y).name() == wanted for x in range(60, 120) for y in range(60, 160)
    )


def _choose(transcript: Transcript, words: str) -> None:
    QGuiApplication.clipboard().clear()
    actions = [a for menu in transcript.findChildren(QMenu) for a in menu.actions()]
    next(action for action in actions if action.text() == words).trigger()
