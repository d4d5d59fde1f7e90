"""Fields in a dialog are shown whole, whatever is said below them."""

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from fakes.waiting import until
from whinchat.ui.widgets.scrolled import Scrolled


def a_dialog(qtbot: QtBot, fields: int) -> tuple[QDialog, QLabel, Scrolled]:
    dialog, label, rows = QDialog(), QLabel("Short."), QVBoxLayout()
    qtbot.addWidget(dialog)
    label.setWordWrap(True)
    for _ in range(fields):
        rows.addWidget(QLineEdit())
    rows.addWidget(label)
    area = Scrolled(rows)
    QVBoxLayout(dialog).addWidget(area)
    dialog.resize(300, 50)
    dialog.show()
    return dialog, label, area


async def test_a_dialog_grows_until_nothing_has_to_be_scrolled(qtbot: QtBot) -> None:
    dialog, label, area = a_dialog(qtbot, fields=4)
    await until(lambda: area.verticalScrollBar().maximum() == 0)
    before = dialog.height()

    label.setText("A sentence of many words. " * 20)

    await until(lambda: dialog.height() > before)
    assert area.verticalScrollBar().maximum() == 0


async def test_a_dialog_grows_though_other_layouts_lie_between(qtbot: QtBot) -> None:
    dialog, label, rows, between = QDialog(), QLabel("Short."), QVBoxLayout(), QVBoxLayout()
    qtbot.addWidget(dialog)
    label.setWordWrap(True)
    rows.addWidget(label)
    between.addWidget(Scrolled(rows))
    QVBoxLayout(dialog).addLayout(between)
    dialog.resize(300, 50)
    dialog.show()
    before = dialog.height()

    label.setText("A sentence of many words. " * 20)

    await until(lambda: dialog.height() > before + 3 * label.fontMetrics().height())


async def test_what_the_screen_has_no_room_for_is_scrolled(qtbot: QtBot) -> None:
    dialog, _, area = a_dialog(qtbot, fields=100)

    await until(lambda: area.verticalScrollBar().maximum() > 0)

    assert dialog.height() < dialog.screen().availableGeometry().height()


async def test_a_dialog_grows_as_wide_as_its_fields(qtbot: QtBot) -> None:
    dialog, label, area = a_dialog(qtbot, fields=1)

    label.setMinimumWidth(500)

    await until(lambda: dialog.width() > 500)
    assert label.width() <= area.viewport().width()
