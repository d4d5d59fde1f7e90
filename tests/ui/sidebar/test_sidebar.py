"""Searching, and what stands at the sidebar's head and foot."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from fakes.rows import a_row
from whinchat.domain.values import ConversationId
from whinchat.ui.sidebar.row_button import RowButton
from whinchat.ui.sidebar.sidebar import Sidebar
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.state_dot import DotState


def titles(sidebar: Sidebar) -> list[str]:
    model = sidebar.list.model()
    return [str(model.index(place, 0).data()) for place in range(model.rowCount())]


def button(sidebar: Sidebar, name: str) -> QAbstractButton:
    return next(b for b in sidebar.findChildren(QAbstractButton) if b.accessibleName() == name)


def test_search_keeps_the_rows_that_have_every_word(sidebar: Sidebar) -> None:
    sidebar.show_rows([a_row("Bread with rye"), a_row("Rye whisky"), a_row("Tea")], None)

    sidebar.search.setText("RYE bre")
    assert titles(sidebar) == ["Today", "Bread with rye"]

    sidebar.search.clear()
    assert titles(sidebar) == ["Today", "Bread with rye", "Rye whisky", "Tea"]


def test_new_rows_are_narrowed_too(sidebar: Sidebar) -> None:
    sidebar.search.setText("tea")

    sidebar.show_rows([a_row("Coffee"), a_row("Tea")], None)

    assert titles(sidebar) == ["Today", "Tea"]


def test_enter_in_the_search_opens_the_first_hit(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.show_rows([a_row("Coffee"), a_row("Tea")], None)
    QTest.keyClicks(sidebar.search, "te")

    with qtbot.waitSignal(sidebar.list.chosen) as chosen:
        QTest.keyClick(sidebar.search, Qt.Key.Key_Return)

    assert chosen.args == ["Tea"]


def test_escape_empties_the_search_and_then_leaves_it(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.show_rows([a_row("Coffee"), a_row("Tea")], None)
    QTest.keyClicks(sidebar.search, "te")

    with qtbot.assertNotEmitted(sidebar.search_left):
        QTest.keyClick(sidebar.search, Qt.Key.Key_Escape)
    assert sidebar.search.text() == ""

    with qtbot.waitSignal(sidebar.search_left):
        QTest.keyClick(sidebar.search, Qt.Key.Key_Escape)


def test_down_in_the_search_goes_on_into_the_list(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.show_rows([a_row("Coffee"), a_row("Tea")], None)
    with qtbot.waitExposed(sidebar):
        sidebar.show()
    sidebar.activateWindow()
    sidebar.search.setFocus()
    QTest.keyClicks(sidebar.search, "te")

    QTest.keyClick(sidebar.search, Qt.Key.Key_Down)

    assert sidebar.focusWidget() is sidebar.list
    assert sidebar.list.currentIndex().data() == "Tea"


def test_the_row_of_a_search_can_be_gone_and_come_back_selected(sidebar: Sidebar) -> None:
    sidebar.show_rows([a_row("Coffee"), a_row("Tea")], ConversationId("Coffee"))

    sidebar.search.setText("tea")
    sidebar.search.clear()

    assert sidebar.list.currentIndex().data() == "Coffee"


def test_the_buttons_say_what_is_wanted(sidebar: Sidebar, qtbot: QtBot) -> None:
    for name, signal in (
        ("New conversation", sidebar.new_requested),
        ("Settings", sidebar.settings_requested),
        ("Hide the sidebar", sidebar.hide_requested),
    ):
        with qtbot.waitSignal(signal):
            button(sidebar, name).click()


def test_the_foot_says_in_words_who_answers(sidebar: Sidebar) -> None:
    sidebar.show_provider(DotState.WARN, "OpenRouter: no key")

    names = {child.accessibleName() for child in sidebar.findChildren(QWidget)}
    assert "OpenRouter: no key" in names


def test_what_is_typed_can_be_looked_for_in_all_messages(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.show_rows([a_row("Coffee")], None)
    sidebar.show()
    offer = button(sidebar, "Search all messages")
    assert not offer.isVisible()
    QTest.keyClicks(sidebar.search, "cof")
    assert offer.isVisible()
    assert offer.accessibleName() == "Search all messages for “cof”"

    with qtbot.waitSignal(sidebar.search_all_requested) as asked:
        offer.click()
    assert asked.args == ["cof"]

    sidebar.search.clear()
    assert not offer.isVisible()


def test_enter_looks_in_all_messages_where_no_title_fits(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.show_rows([a_row("Coffee")], None)
    QTest.keyClicks(sidebar.search, "wren #birds")

    with qtbot.waitSignal(sidebar.search_all_requested) as asked:
        QTest.keyClick(sidebar.search, Qt.Key.Key_Return)

    assert asked.args == ["wren tag:birds"]


def test_words_of_a_button_end_before_its_edge(theme: Theme, qtbot: QtBot) -> None:
    narrow = RowButton(theme, "square-pen", "New conversation with many words")
    qtbot.addWidget(narrow)
    narrow.resize(120, narrow.sizeHint().height())

    image = narrow.grab().toImage()

    edge = range(image.width() - Space.S + Space.HAIR, image.width())
    assert len({image.pixel(x, y) for x in edge for y in range(image.height())}) == 1
