"""What an import begins with."""

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fakes.desktop_user import DesktopUser, journey
from fakes.foreign_apps import EXPORTS
from fakes.waiting import until
from whinchat.storage.exchange.importing.imported import App
from whinchat.ui.importing.dialog import ImportDialog
from whinchat.ui.importing.known_apps import KnownApps
from whinchat.ui.theme.theme import Theme


def test_every_program_that_can_be_read_is_named(qapp: QApplication, qtbot: QtBot) -> None:
    known = KnownApps(Theme(qapp))
    qtbot.addWidget(known)

    names = [label.text() for label in known.findChildren(QLabel)][::2]

    assert names == [app.label for app in App]


@journey
async def test_the_programs_are_named_until_something_was_found(user: DesktopUser) -> None:
    user.page.header.import_requested.emit()
    await until(lambda: user.program.window.findChildren(ImportDialog))
    (dialog,) = user.program.window.findChildren(ImportDialog)
    (known,) = dialog.findChildren(KnownApps)
    assert known.isVisible()

    (user.folder / "odd.bin").write_bytes(b"\x00\x01")
    dialog.looked_for.emit((user.folder / "odd.bin",))
    await until(dialog.troubles.isVisible)
    assert known.isVisible()

    dialog.looked_for.emit((EXPORTS[App.JAN](user.folder / "exports"),))
    await until(dialog.list.isVisible)
    assert not known.isVisible()
