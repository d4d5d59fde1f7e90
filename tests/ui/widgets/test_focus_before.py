"""What takes the keyboard for a while gives it back, unless there is nothing to give it to."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from whinchat.ui.widgets.focus_before import FocusBefore


class Window(QWidget):
    """Has a field with the keyboard, and one that takes it for a while."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = QLineEdit(), QLineEdit()
        rows = QVBoxLayout(self)
        rows.addWidget(self.first)
        rows.addWidget(self.second)
        self.before = FocusBefore(self.second)

    def take(self) -> None:
        """Let the second field take the keyboard."""
        self.before.remember()
        self.second.setFocus()


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    window.first.setFocus()
    return window


def test_the_keyboard_goes_back_once(window: Window) -> None:
    window.take()

    assert window.before.is_due
    assert window.before.give_back()
    assert window.first.hasFocus()
    assert not window.before.is_due
    assert not window.before.give_back()


@pytest.mark.parametrize("end", ["hidden", "gone"])
def test_what_is_out_of_sight_does_not_get_it(window: Window, end: str) -> None:
    window.take()

    if end == "hidden":
        window.first.hide()
    else:
        window.first.deleteLater()
        QCoreApplication.sendPostedEvents(window.first, QEvent.Type.DeferredDelete)

    assert not window.before.give_back()
    assert window.second.hasFocus()
