"""Data: where it lies, its backups, and what can be done with all of it at once."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from whinchat.domain.errors import NotSaved
from whinchat.domain.settings import BackupInterval, Settings
from whinchat.services.backups import BackupState
from whinchat.ui.announcing import announce
from whinchat.ui.choosing_paths import FOLDER, choose_paths
from whinchat.ui.settings.backup_words import backup_words
from whinchat.ui.settings.page_titles import DATA
from whinchat.ui.settings.parts import SettingsParts
from whinchat.ui.settings.rows import ChoiceField, RowsPage, SettingRow
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.button import Button
from whinchat.ui.widgets.elided_label import ElidedLabel
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel

_KEPT = (3, 5, 10, 20)
_WHAT_IS_IN_IT = (
    "All conversations, files and settings in a zip, without keys; only if something has changed."
)
_MADE = "The backup is made."


class DataPage(RowsPage):
    """Shows how things stand, and changes them or has them done."""

    def __init__(self, parts: SettingsParts) -> None:
        self._parts = parts
        self._tools = parts.data
        theme = parts.theme
        self._interval = ChoiceField(
            [
                (BackupInterval.OFF, "Never by itself"),
                (BackupInterval.DAILY, "Every day"),
                (BackupInterval.WEEKLY, "Every week"),
            ]
        )
        self._kept = ChoiceField([(str(n), f"The last {n}") for n in _KEPT])
        middle = Qt.TextElideMode.ElideMiddle
        self._backup_path = ElidedLabel(theme, "", LabelKind.META, mode=middle)
        self._data_path = ElidedLabel(theme, str(parts.data_folder), LabelKind.META, mode=middle)
        self._status = PlainLabel(theme, "", LabelKind.META, wraps=True)
        self.folder_button = Button(theme, "Show in folder", icon_name="folder-open")
        self.choose_button = Button(theme, "Choose…")
        self.show_backups_button = Button(theme, "Show")
        self.back_up_button = Button(theme, "Back up now")
        self.restore_button = Button(theme, "Restore…")
        self.import_button = Button(theme, "Import…")
        self.export_button = Button(theme, "Export all…")
        self.trash_button = Button(theme, "Open the trash")
        self.index_button = Button(theme, "Rebuild search index")
        super().__init__(theme, DATA, self._make_rows())
        self._name_buttons()
        self._connect()
        self._show(parts.preferences.settings)
        self._show_state(self._tools.backups.state)

    def showEvent(self, event: QShowEvent) -> None:
        """Look which backups there are now."""
        self._tools.look_for_backups()
        super().showEvent(event)

    def show_folder(self) -> None:
        """Open the data folder in the system's file manager."""
        self._parts.show_folder(self._parts.data_folder)

    def choose_folder(self) -> None:
        """Ask where backups are to go."""
        choose_paths(self, "Folder for backups", FOLDER, lambda paths: self._set_folder(paths[0]))

    def back_up(self) -> None:
        """Make a backup now."""
        self._parts.tasks.start(self._back_up())

    def _make_rows(self) -> list[SettingRow]:
        theme = self._parts.theme
        rows = (
            (
                "Data folder",
                "Your conversations, one readable JSON file each. Keys are never in it.",
                _box(self._data_path, self.folder_button),
            ),
            (
                "Back up",
                _WHAT_IS_IN_IT,
                self._interval,
            ),
            ("Backups kept", "And one of each month of the last year.", self._kept),
            (
                "Backup folder",
                "Best on another disk, or in a folder that is copied elsewhere.",
                _box(self._backup_path, self.choose_button, self.show_backups_button),
            ),
            (
                "Last backup",
                "Restoring adds what is missing here. It replaces and deletes nothing.",
                _box(self._status, self.back_up_button, self.restore_button),
            ),
            (
                "Conversations",
                "From other programs, and to files.",
                _box(self.import_button, self.export_button),
            ),
            ("Trash", "What is deleted stays there for 30 days.", _box(self.trash_button)),
            (
                "Search index",
                "Made from your conversations. It can be made anew at any time.",
                _box(self.index_button),
            ),
        )
        return [SettingRow(theme, name, hint, control) for name, hint, control in rows]

    def _name_buttons(self) -> None:
        self.folder_button.setAccessibleDescription(str(self._parts.data_folder))
        self.choose_button.setAccessibleName("Choose the backup folder")
        self.show_backups_button.setAccessibleName("Show backups in folder")
        self.restore_button.setAccessibleName("Restore a backup")

    def _connect(self) -> None:
        tools = self._tools
        self.folder_button.clicked.connect(self.show_folder)
        self.choose_button.clicked.connect(self.choose_folder)
        self.show_backups_button.clicked.connect(
            lambda: self._parts.show_folder(tools.backups.folder)
        )
        self.back_up_button.clicked.connect(self.back_up)
        for button, act in (
            (self.restore_button, tools.restore),
            (self.import_button, tools.import_from),
            (self.export_button, tools.export_all),
            (self.trash_button, tools.open_trash),
            (self.index_button, tools.rebuild_index),
        ):
            button.clicked.connect(lambda _checked=False, act=act: act())
        self._interval.chosen.connect(self._set_interval)
        self._kept.chosen.connect(self._set_kept)
        self._parts.preferences.changed.add(lambda change: self._show(change[1]))
        tools.backups.changed.add(self._show_state)

    def _show(self, settings: Settings) -> None:
        self._interval.show_choice(settings.backup_interval)
        kept = str(settings.backups_kept)
        if self._kept.findData(kept) < 0:
            self._kept.addItem(f"The last {kept}", kept)
        self._kept.show_choice(kept)
        self._backup_path.setText(str(self._tools.backups.folder))

    def _show_state(self, state: BackupState) -> None:
        self._status.set_kind(LabelKind.META_BAD if state.trouble else LabelKind.META)
        self._status.setText(backup_words(state))
        self.back_up_button.setEnabled(not state.is_running)

    async def _back_up(self) -> None:
        try:
            await self._tools.backups.back_up()
        except NotSaved as error:
            announce(self._status, str(error))
            return
        announce(self._status, _MADE)

    def _set_interval(self, key: str) -> None:
        interval = BackupInterval(key)
        self._parts.preferences.update(lambda old: replace(old, backup_interval=interval))

    def _set_kept(self, key: str) -> None:
        self._parts.preferences.update(lambda old: replace(old, backups_kept=int(key)))

    def _set_folder(self, folder: Path) -> None:
        self._parts.preferences.update(lambda old: replace(old, backup_folder=str(folder)))
        self._tools.look_for_backups()


def _box(*widgets: QWidget) -> QWidget:
    """Return labels one below the other, and buttons below them side by side."""
    box = QWidget()
    rows = QVBoxLayout(box)
    rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    rows.setSpacing(Space.XS)
    buttons = QHBoxLayout()
    buttons.setSpacing(Space.S)
    for widget in widgets:
        if isinstance(widget, Button):
            buttons.addWidget(widget)
        else:
            rows.addWidget(widget)
    buttons.addStretch(1)
    rows.addLayout(buttons)
    return box
