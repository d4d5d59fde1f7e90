"""Two versions side by side: what is compared, and that nobody needs to wait for it."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from fakes.conversations import a_message
from whinchat.services.tasks import Tasks
from whinchat.ui.branches.comparison_dialog import ComparisonDialog
from whinchat.ui.theme.theme import Theme


async def test_a_dialog_closed_while_it_compares_is_gone_without_a_failure(theme: Theme) -> None:
    tasks, window = Tasks(), QWidget()
    versions = [a_message("one " * 2000), a_message("another " * 2000)]
    dialog = ComparisonDialog(theme, versions, 1, tasks, window)
    dialog.open()
    dialog.compare()
    (comparing,) = tasks._running

    dialog.accept()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    await tasks.close()

    assert comparing.cancelled()
