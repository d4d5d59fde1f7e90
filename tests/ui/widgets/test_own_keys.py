"""Escape belongs to what is open, and only then to the window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.choices import Choice
from whinchat.ui.widgets.search_list import SearchList
from whinchat.ui.widgets.toast import Toast


def window_with_escape(qtbot: QtBot) -> tuple[QWidget, list[str]]:
    """Return a window that is active, and what its own Escape did."""
    window = QWidget()
    QVBoxLayout(window).addWidget(QLineEdit())
    window.resize(600, 400)
    pressed: list[str] = []
    QShortcut(QKeySequence("Esc"), window).activated.connect(lambda: pressed.append("window"))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, pressed


def press_escape(window: QWidget) -> None:
    focused = window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)


def test_the_first_escape_closes_a_list_and_the_second_is_the_windows(
    qtbot: QtBot, theme: Theme
) -> None:
    window, pressed = window_with_escape(qtbot)
    models = SearchList(theme, "Models", window)
    models.set_choices([Choice("a", "A")])
    models.open_at(window)

    press_escape(window)
    assert models.isHidden()
    assert pressed == []

    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert pressed == ["window"]


def test_escape_closes_a_notice_that_has_the_keyboard(qtbot: QtBot, theme: Theme) -> None:
    window, pressed = window_with_escape(qtbot)
    toast = Toast(theme, window)
    toast.show_notice("Gone", action=lambda: None)
    toast.take_focus()

    press_escape(window)

    assert toast.message == ""
    assert pressed == []
