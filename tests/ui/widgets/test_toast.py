"""A notice is seen, heard, reached by keyboard, and goes by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.button import Button
from whinchat.ui.widgets.toast import Toast


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A window with a field that has the keyboard."""
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(QLineEdit())
    page.resize(500, 300)
    with qtbot.waitActive(page):
        page.show()
    _field(page).setFocus()
    return page


def _field(page: QWidget) -> QLineEdit:
    field = page.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


@pytest.fixture
def toast(theme: Theme, page: QWidget) -> Toast:
    return Toast(theme, page)


def test_a_notice_stays_five_seconds_and_ten_with_an_action(toast: Toast) -> None:
    toast.show_notice("Copied")
    plain = toast.remaining_milliseconds
    toast.show_notice("Deleted", action=lambda: None)

    # Qt's coarse timers are right to five per cent.
    assert plain == pytest.approx(5_000, rel=0.1)
    assert toast.remaining_milliseconds == pytest.approx(10_000, rel=0.1)


def test_a_new_notice_takes_the_place_of_the_old(toast: Toast) -> None:
    done: list[str] = []
    toast.show_notice("First deleted", action=lambda: done.append("first"))
    toast.show_notice("Second deleted", action=lambda: done.append("second"))
    toast.take_focus()

    _press_action(toast)

    assert done == ["second"]


def test_the_action_runs_once_and_the_notice_goes(toast: Toast) -> None:
    done: list[str] = []
    toast.show_notice("Deleted", action=lambda: done.append("undone"))

    _press_action(toast)

    assert (done, toast.message) == (["undone"], "")


def test_f8_brings_the_keyboard_and_escape_takes_it_back(toast: Toast, page: QWidget) -> None:
    toast.show_notice("Deleted", action=lambda: None)

    QTest.keyClick(_field(page), Qt.Key.Key_F8)
    reached = page.focusWidget()
    assert reached is not None
    counting = toast.remaining_milliseconds
    QTest.keyClick(reached, Qt.Key.Key_Escape)

    assert reached.accessibleName() == "Undo"
    assert counting == -1
    assert _field(page).hasFocus()
    assert toast.message == ""


def test_f8_reads_a_notice_without_an_action(toast: Toast, page: QWidget) -> None:
    toast.show_notice("Copied")

    QTest.keyClick(_field(page), Qt.Key.Key_F8)

    reached = page.focusWidget()
    assert reached is not None
    assert (reached.accessibleName(), reached.accessibleDescription()) == ("Notice", "Copied")


def test_f8_does_nothing_without_a_notice(toast: Toast, page: QWidget) -> None:
    QTest.keyClick(_field(page), Qt.Key.Key_F8)

    assert _field(page).hasFocus()


def test_a_notice_stays_in_the_middle_of_its_page(toast: Toast, page: QWidget) -> None:
    toast.show_notice("A notice that is long enough to be broken into several lines. " * 3)

    page.resize(320, 240)

    assert abs(toast.geometry().center().x() - page.rect().center().x()) <= 1
    assert page.rect().contains(toast.geometry())


def _press_action(toast: Toast) -> None:
    toast.take_focus()
    button = toast.findChild(Button)
    assert isinstance(button, Button)
    button.click()


def test_the_end_of_a_notice_is_told_after_its_action(toast: Toast) -> None:
    done: list[str] = []
    toast.closed.connect(lambda: done.append("closed"))
    toast.show_notice("Deleted", action=lambda: done.append("undone"))

    button = toast.findChild(Button)
    assert isinstance(button, Button)
    button.click()
    assert done == ["undone", "closed"]

    toast.show_notice("One")
    toast.show_notice("Two")
    toast.close_notice()
    assert done == ["undone", "closed", "closed", "closed"]


def test_a_second_button_does_the_other_thing(toast: Toast) -> None:
    done: list[str] = []
    second = ("Show", lambda: done.append("shown"))
    toast.show_notice("Imported", action=lambda: done.append("undone"), second=second)
    undo, show = toast.findChildren(Button)
    shown = [button.text() for button in (undo, show) if not button.isHidden()]

    show.click()

    assert shown == ["Undo", "Show"]
    assert (done, toast.message) == (["shown"], "")
    toast.show_notice("Copied")
    assert show.isHidden()


def test_only_what_is_called_undo_is_undone(toast: Toast) -> None:
    done: list[str] = []

    toast.show_notice("It is large", action_text="Load it", action=lambda: done.append("loaded"))
    toast.undo()
    assert not done

    toast.show_notice("Archived", action=lambda: done.append("taken out"))
    toast.undo()
    toast.undo()
    assert done == ["taken out"]
