"""A dialog over long work: what Escape does, what is said, what can be used meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from fakes.waiting import until
from whinchat.domain.errors import NotSaved
from whinchat.services.tasks import Tasks
from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.button import Button
from whinchat.ui.work.dialog import WorkDialog, WorkNames
from whinchat.ui.work.starting import start_work


class Asking(WorkDialog):
    """Asks for a name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, WorkNames("Knitting", "Knit", "How much is knitted"), None)
        self.name = QLineEdit()
        rows = QVBoxLayout()
        rows.addWidget(self.name)
        rows.addWidget(self.troubles)
        self.lay_out(rows, self.name)


@pytest.fixture
def dialog(qapp: QApplication, qtbot: QtBot) -> Asking:
    """The dialog, shown."""
    theme = Theme(qapp)
    theme.apply("light")
    dialog = Asking(theme)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def escape(dialog: Asking) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def words_on_buttons(dialog: Asking) -> set[str]:
    return {button.text() for button in dialog.findChildren(Button)}


async def forever() -> None:
    await asyncio.Event().wait()


async def fail() -> None:
    raise NotSaved("The disk is full.")


async def test_escape_stops_what_goes_on_and_closes_once_nothing_does(dialog: Asking) -> None:
    stopped: list[bool] = []
    dialog.stop_requested.connect(lambda: stopped.append(True))
    dialog.show_progress(1, 3)

    escape(dialog)
    assert stopped == [True]
    assert dialog.isVisible()
    dialog.show_rest()
    escape(dialog)

    assert stopped == [True]
    assert not dialog.isVisible()


async def test_nothing_can_be_changed_while_work_goes_on(dialog: Asking) -> None:
    dialog.show_progress(0, 3)
    assert (dialog.name.isEnabled(), words_on_buttons(dialog)) == (False, {"Knit", "Stop"})

    dialog.show_rest()
    assert (dialog.name.isEnabled(), words_on_buttons(dialog)) == (True, {"Knit", "Cancel"})


async def test_a_failure_is_said_until_the_next_attempt(dialog: Asking) -> None:
    tasks = Tasks()
    dialog.show_progress(0, 3)

    start_work(tasks, dialog, fail, when_stopped=dialog.accept)

    await until(dialog.troubles.isVisible)
    assert dialog.troubles.text() == "The disk is full."
    assert not dialog.is_busy
    dialog.show_progress(0, 3)
    assert not dialog.troubles.isVisible()


async def test_work_that_is_stopped_tells_so_and_work_that_ends_does_not(dialog: Asking) -> None:
    tasks, told, events = Tasks(), list[str](), asyncio.Event()
    dialog.show_progress(0, 3)

    start_work(tasks, dialog, forever, when_stopped=lambda: told.append("stopped"))
    await asyncio.sleep(0)
    escape(dialog)
    await until(lambda: told == ["stopped"])

    start_work(tasks, dialog, ends(events), when_stopped=lambda: told.append("ended"))
    await events.wait()
    await tasks.close()
    escape(dialog)
    await asyncio.sleep(0)
    assert told == ["stopped"]


async def test_work_that_is_stopped_before_it_begins_tells_so_too(dialog: Asking) -> None:
    tasks, told = Tasks(), list[str]()
    dialog.show_progress(0, 3)

    start_work(tasks, dialog, forever, when_stopped=lambda: told.append("stopped"))
    escape(dialog)

    await until(lambda: told == ["stopped"])


def ends(event: asyncio.Event) -> Callable[[], Awaitable[None]]:
    """Return work that sets an event and is done."""

    async def work() -> None:
        event.set()

    return work
