"""The dialog that restores: which backup, what it would do, and how far it has come."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from whinchat.services.restores import Restore, RestorePreview
from whinchat.storage.backups.manifest import Backup
from whinchat.ui.announcing import announce
from whinchat.ui.restoring.words import choice_words, fate_words, preview_words, trouble_words
from whinchat.ui.settings.rows import ChoiceField
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.form_field import FormField
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel

_WIDTH, _HEIGHT = 560, 560
_BEGINNING = "Nothing that is here is replaced or deleted: what is missing is added."


class RestoreDialog(QDialog):
    """Shows what restoring would do, and stays open meanwhile; Escape then stops it."""

    looked_for = Signal(object)
    """The path of a backup to look into."""
    ordered = Signal(object)
    """A ``Restore`` that is to be carried out."""
    stop_requested = Signal()

    def __init__(self, theme: Theme, backups: Sequence[Backup], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_busy = False
        self._preview: RestorePreview | None = None
        self.setWindowTitle("Restore a backup")
        self.setAccessibleName("Restore a backup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.backups = ChoiceField([(str(one.path), choice_words(one)) for one in backups])
        self.backups.setPlaceholderText("No backup yet")
        self.bring_back = QCheckBox("Also bring back what was deleted since")
        self.list = QTreeWidget()
        self._file_button = Button(theme, "Another file…")
        self._sentence = PlainLabel(theme, _BEGINNING, LabelKind.MUTED, wraps=True)
        self._told = PlainLabel(theme, "", LabelKind.BODY, wraps=True)
        self._troubles = PlainLabel(theme, "", LabelKind.BAD, wraps=True)
        self._progress = QProgressBar()
        self._cancel = Button(theme, "Cancel")
        self._restore = Button(theme, "Restore", ButtonKind.PRIMARY)
        self._lay_out()
        self._connect()
        self.backups.setEnabled(bool(backups))
        self._refresh()
        theme.changed.connect(self._restyle)
        self._restyle()

    def look_at_newest(self) -> None:
        """Show what the first of the backups would do."""
        path = self.backups.currentData()
        if path:
            self.looked_for.emit(Path(str(path)))
        else:
            self._file_button.setFocus()

    def show_looking(self, count: int) -> None:
        """Say that a backup is looked through, and how many conversations were compared so far."""
        self._set_busy(busy=True)
        self._progress.setRange(0, 0)
        self._told.setText(f"Looking… {count:,} compared so far.")

    def show_preview(self, preview: RestorePreview) -> None:
        """Show what restoring would do."""
        self._preview = preview
        self._set_busy(busy=False)
        self._set_troubles(trouble_words(preview.items))
        self.bring_back.setVisible(preview.has_deleted)
        self._refresh()
        announce(self._told, self._told.text())
        (self._restore if self._restore.isEnabled() else self.backups).setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many conversations have come."""
        self._set_busy(busy=True)
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._told.setText(f"{done:,} of {total:,} are here.")

    def show_trouble(self, words: str) -> None:
        """Say what went wrong; another backup can be chosen."""
        self._set_busy(busy=False)
        self._set_troubles(words)
        announce(self._troubles, words)

    def forget_preview(self) -> None:
        """Show nothing of a backup."""
        self._preview = None
        self._set_busy(busy=False)

    def reject(self) -> None:
        """Stop what goes on, or close."""
        if self._is_busy:
            self.stop_requested.emit()
        else:
            super().reject()

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        rows.setSpacing(Space.S)
        rows.addWidget(PlainLabel(self._theme, "Restore a backup", LabelKind.TITLE))
        rows.addWidget(self._sentence)
        choice = QHBoxLayout()
        choice.setSpacing(Space.S)
        choice.addWidget(FormField(self._theme, "Backup", self.backups), 1)
        choice.addWidget(self._file_button, 0, Qt.AlignmentFlag.AlignBottom)
        rows.addLayout(choice)
        rows.addWidget(self._told)
        rows.addWidget(self._troubles)
        self._prepare_list()
        rows.addWidget(self.list, 1)
        rows.addWidget(self.bring_back)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("How much is restored")
        rows.addWidget(self._progress)
        rows.addStretch(0)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._restore)
        rows.addLayout(buttons)
        self._restore.setDefault(True)
        for hidden in (self._progress, self._troubles, self.bring_back, self.list):
            hidden.hide()
        self.setMinimumWidth(_WIDTH)
        window = self.parentWidget()
        self.resize(_WIDTH, min(_HEIGHT, window.height()) if window else _HEIGHT)

    def _prepare_list(self) -> None:
        self.list.setAccessibleName("What would come")
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFrameShape(QTreeWidget.Shape.NoFrame)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _connect(self) -> None:
        self.backups.chosen.connect(lambda path: self.looked_for.emit(Path(path)))
        self._file_button.clicked.connect(self._choose_file)
        self.bring_back.toggled.connect(self._refresh)
        self._cancel.clicked.connect(self.reject)
        self._restore.clicked.connect(self._order)

    def _order(self) -> None:
        if self._preview is not None:
            self.ordered.emit(Restore(self._preview, self.bring_back.isChecked()))

    def _refresh(self) -> None:
        preview, bring_back = self._preview, self.bring_back.isChecked()
        wanted = preview.wanted(bring_back=bring_back) if preview else ()
        if preview is not None and not self._is_busy:
            self._told.setText(preview_words(preview, bring_back=bring_back))
            self.list.clear()
            rows = [_row(item.title, fate_words(item, bring_back=bring_back)) for item in wanted]
            self.list.addTopLevelItems(rows)
        self.list.setVisible(bool(wanted))
        has_more = preview is not None and (bool(wanted) or preview.attachments > 0)
        self._restore.setEnabled(has_more and not self._is_busy)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "Backup to restore")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["Backups (*.zip)", "All files (*)"])
        dialog.filesSelected.connect(self._look)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _look(self, paths: Sequence[str]) -> None:
        path = Path(paths[0])
        if self.backups.findData(str(path)) < 0:
            self.backups.addItem(path.name, str(path))
        self.backups.show_choice(str(path))
        self.backups.setEnabled(True)
        self.looked_for.emit(path)

    def _set_troubles(self, words: str) -> None:
        self._troubles.setText(words)
        self._troubles.setVisible(bool(words))

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self._progress.setVisible(busy)
        for control in (self.backups, self._file_button, self.bring_back, self.list):
            control.setEnabled(not busy)
        self._cancel.setText("Stop" if busy else "Cancel")
        if busy:
            self._set_troubles("")
        else:
            self._told.setText("")
        self._refresh()

    def _restyle(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, self._theme.tokens.window)
        self.setPalette(palette)
        self.setFont(self._theme.interface_font())
        ground = self.list.palette()
        ground.setColor(QPalette.ColorRole.Base, self._theme.tokens.window)
        self.list.setPalette(ground)


def _row(title: str, fate: str) -> QTreeWidgetItem:
    row = QTreeWidgetItem([title, fate])
    row.setSizeHint(0, QSize(0, Size.ROW - Space.S))
    row.setToolTip(0, title)
    return row
