"""The dialog that restores: which backup, what it would do, and how far it has come."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from whinchat.services.restores import Restore, RestorePreview
from whinchat.storage.backups.manifest import Backup
from whinchat.ui.announcing import announce
from whinchat.ui.choosing_paths import FILE, choose_paths
from whinchat.ui.restoring.words import choice_words, fate_words, preview_words, trouble_words
from whinchat.ui.settings.rows import ChoiceField
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.button import Button
from whinchat.ui.widgets.form_field import FormField
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.work.dialog import WorkDialog, WorkNames

_NAMES = WorkNames(title="Restore a backup", order="Restore", progress="How much is restored")
_BEGINNING = "Nothing that is here is replaced or deleted: what is missing is added."


class RestoreDialog(WorkDialog):
    """Shows what restoring a backup would do, and orders that ``Restore``."""

    looked_for = Signal(object)
    """The path of a backup to look into."""

    def __init__(self, theme: Theme, backups: Sequence[Backup], parent: QWidget | None) -> None:
        super().__init__(theme, _NAMES, parent)
        self._preview: RestorePreview | None = None
        self.backups = ChoiceField([(str(one.path), choice_words(one)) for one in backups])
        self.backups.setPlaceholderText("No backup yet")
        self.bring_back = QCheckBox("Also bring back what was deleted since")
        self.list = _make_list()
        self._file_button = Button(theme, "Another file…")
        self._sentence = PlainLabel(theme, _BEGINNING, LabelKind.MUTED, wraps=True)
        self._told = PlainLabel(theme, "", LabelKind.BODY, wraps=True)
        self._connect()
        self._lay_out()
        self.backups.setEnabled(bool(backups))

    def look_at_newest(self) -> None:
        """Show what the first of the backups would do."""
        path = self.backups.currentData()
        if path:
            self.looked_for.emit(Path(str(path)))
        else:
            self._file_button.setFocus()

    def show_looking(self, count: int) -> None:
        """Say that a backup is looked through, and how many conversations were compared so far."""
        super().show_progress(0, 0)
        self._told.setText(f"Looking… {count:,} compared so far.")

    def show_preview(self, preview: RestorePreview) -> None:
        """Show what restoring would do."""
        self._preview = preview
        self.show_rest()
        self.set_troubles(trouble_words(preview.items))
        self.bring_back.setVisible(preview.has_deleted)
        announce(self._told, self._told.text())
        (self.order_button if self.order_button.isEnabled() else self.backups).setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many conversations have come."""
        super().show_progress(done, total)
        self._told.setText(f"{done:,} of {total:,} are here.")

    def forget_preview(self) -> None:
        """Show nothing of a backup."""
        self._preview = None
        self.show_rest()

    def refresh(self) -> None:
        """Show what the backup would bring, as chosen."""
        preview, bring_back = self._preview, self.bring_back.isChecked()
        wanted = preview.wanted(bring_back=bring_back) if preview else ()
        if not self.is_busy:
            self._told.setText(preview_words(preview, bring_back=bring_back) if preview else "")
            self.list.clear()
            rows = [_row(item.title, fate_words(item, bring_back=bring_back)) for item in wanted]
            self.list.addTopLevelItems(rows)
        self.list.setVisible(bool(wanted))
        has_more = preview is not None and (bool(wanted) or preview.attachments > 0)
        self.order_button.setEnabled(has_more and not self.is_busy)

    def restyle(self) -> None:
        """Let the list lie on the dialog's own ground."""
        super().restyle()
        ground = self.list.palette()
        ground.setColor(QPalette.ColorRole.Base, self.theme.tokens.window)
        self.list.setPalette(ground)

    def _lay_out(self) -> None:
        rows = QVBoxLayout()
        rows.addWidget(self._sentence)
        choice = QHBoxLayout()
        choice.setSpacing(Space.S)
        choice.addWidget(FormField(self.theme, "Backup", self.backups), 1)
        choice.addWidget(self._file_button, 0, Qt.AlignmentFlag.AlignBottom)
        rows.addLayout(choice)
        rows.addWidget(self._told)
        rows.addWidget(self.troubles)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.bring_back)
        self.bring_back.hide()
        self.lay_out(rows, self.backups, self._file_button, self.bring_back, self.list)
        self.be_as_large_as(Size.DIALOG_WIDTH, Size.RESTORE_HEIGHT)

    def _connect(self) -> None:
        self.backups.chosen.connect(lambda path: self.looked_for.emit(Path(path)))
        self._file_button.clicked.connect(self._choose_file)
        self.bring_back.toggled.connect(self.refresh)
        self.order_button.clicked.connect(self._order)

    def _order(self) -> None:
        if self._preview is not None:
            self.ordered.emit(Restore(self._preview, self.bring_back.isChecked()))

    def _choose_file(self) -> None:
        filters = ("Backups (*.zip)", "All files (*)")
        choose_paths(self, "Backup to restore", FILE, self._look, filters=filters)

    def _look(self, paths: Sequence[Path]) -> None:
        path = paths[0]
        if self.backups.findData(str(path)) < 0:
            self.backups.addItem(path.name, str(path))
        self.backups.show_choice(str(path))
        self.backups.setEnabled(True)
        self.looked_for.emit(path)


def _make_list() -> QTreeWidget:
    rows = QTreeWidget()
    rows.setAccessibleName("What would come")
    rows.setColumnCount(2)
    rows.setHeaderHidden(True)
    rows.setRootIsDecorated(False)
    rows.setUniformRowHeights(True)
    rows.setFrameShape(QTreeWidget.Shape.NoFrame)
    header = rows.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    return rows


def _row(title: str, fate: str) -> QTreeWidgetItem:
    row = QTreeWidgetItem([title, fate])
    row.setSizeHint(0, QSize(0, Size.ROW - Space.S))
    row.setToolTip(0, title)
    return row
