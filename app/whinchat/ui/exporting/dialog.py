"""The dialog that exports: what, how and where to, and how far it has come."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.names import stem_of
from whinchat.storage.exchange.options import ExportPlan
from whinchat.ui.exporting.order import Order, Scope
from whinchat.ui.settings.rows import ChoiceField
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.form_field import FormField
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.scrolled import Scrolled

_WIDTH = 560
_SHOWN, _ALL = "shown", "all"
_FOLDER, _ZIP = "folder", "zip"
_OPTIONS = {
    "instructions": "Instructions",
    "reasoning": "Reasoning",
    "sources": "Sources",
    "times": "Times",
    "cost": "Cost",
}


class ExportDialog(QDialog):
    """Asks, and stays open while it is written; Escape then stops that."""

    ordered = Signal(object)
    """An ``Order`` that is to be carried out."""
    stop_requested = Signal()
    folder_named = Signal(object)
    """A ``Path`` of which nobody knows yet what is in it; answered by ``show_names``."""

    def __init__(
        self, theme: Theme, scopes: Sequence[Scope], order: Order, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._order = order
        self._scopes = {str(number): scope for number, scope in enumerate(scopes)}
        self._taken: tuple[Path, tuple[str, ...]] = (Path(), ())
        """The names in the folder that was looked into last."""
        self._is_busy = False
        self.setWindowTitle("Export")
        self.setAccessibleName("Export")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.scope = ChoiceField([(key, scope.label) for key, scope in self._scopes.items()])
        self.file_format = ChoiceField([(kind, f"{kind.label} ({kind.suffix})") for kind in Format])
        self.branches = ChoiceField([(_SHOWN, "The branch that is shown"), (_ALL, "All branches")])
        self.packing = ChoiceField([(_FOLDER, "A folder with a file each"), (_ZIP, "One zip")])
        self.boxes = {name: QCheckBox(words) for name, words in _OPTIONS.items()}
        self.name = QLineEdit()
        self.folder = QLineEdit()
        self._sentence = PlainLabel(theme, "", LabelKind.MUTED, wraps=True)
        self._progress = QProgressBar()
        self._choose_button = Button(theme, "Choose folder")
        self._cancel = Button(theme, "Cancel")
        self._export = Button(theme, "Export", ButtonKind.PRIMARY)
        self._lay_out()
        self._show(order)
        self._connect()
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def order(self) -> Order:
        """Return what is chosen now."""
        options = replace(
            self._order.plan.options,
            all_branches=self.branches.currentData() == _ALL,
            **{name: box.isChecked() for name, box in self.boxes.items()},
        )
        return Order(
            self._scopes[self.scope.currentData()],
            ExportPlan(Format(self.file_format.currentData()), options),
            Path(self.folder.text()).expanduser(),
            stem_of(self.name.text()),
            as_zip=self.packing.currentData() == _ZIP,
        )

    def show_names(self, folder: Path, names: tuple[str, ...]) -> None:
        """Take what is in a folder: what is written gets another name."""
        self._taken = folder, names
        if not self._is_busy:
            self._say_order()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many of several are written; of one only that it is being written."""
        self._set_busy(busy=True)
        self._progress.setRange(0, total if total > 1 else 0)
        self._progress.setValue(done)
        if total > 1:
            self._sentence.setText(f"{done:,} of {total:,} are done.")

    def show_trouble(self, words: str) -> None:
        """Say what went wrong; another attempt can be made."""
        self._set_busy(busy=False)
        self._sentence.set_kind(LabelKind.BAD)
        self._sentence.setText(words)
        event = QAccessibleAnnouncementEvent(self._sentence, words)
        QAccessible.updateAccessibility(event)

    def reject(self) -> None:
        """Stop what is being written, or close."""
        if self._is_busy:
            self.stop_requested.emit()
        super().reject()

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        page.setSpacing(Space.S)
        page.addWidget(PlainLabel(self._theme, "Export", LabelKind.TITLE))
        page.addWidget(Scrolled(self._make_fields()), 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._export)
        page.addLayout(buttons)
        self._export.setDefault(True)
        self.setMinimumWidth(_WIDTH)

    def _make_fields(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(Space.S)
        rows.addWidget(FormField(self._theme, "What", self.scope))
        rows.addWidget(FormField(self._theme, "Format", self.file_format))
        rows.addWidget(FormField(self._theme, "Branches", self.branches))
        self._packing_field = FormField(self._theme, "As", self.packing)
        rows.addWidget(self._packing_field)
        rows.addWidget(PlainLabel(self._theme, "With", LabelKind.FIELD))
        rows.addLayout(_row(*self.boxes.values(), spacing=Space.S))
        rows.addWidget(FormField(self._theme, "Name", self.name))
        rows.addWidget(FormField(self._theme, "Folder", self.folder))
        rows.addLayout(_row(self._choose_button))
        rows.addWidget(self._sentence)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(Space.S)
        self._progress.setAccessibleName("How much is exported")
        rows.addWidget(self._progress)
        self._progress.hide()
        rows.addStretch(1)
        return rows

    def _show(self, order: Order) -> None:
        keys = [key for key, scope in self._scopes.items() if scope == order.scope]
        self.scope.show_choice(keys[0] if keys else "0")
        self.file_format.show_choice(order.plan.file_format)
        options = order.plan.options
        self.branches.show_choice(_ALL if options.all_branches else _SHOWN)
        self.packing.show_choice(_ZIP if order.as_zip else _FOLDER)
        for name, box in self.boxes.items():
            box.setChecked(getattr(options, name))
        self.name.setText(order.name)
        self.folder.setText(str(order.folder))
        self._refresh()

    def _connect(self) -> None:
        self.scope.chosen.connect(self._rename)
        for field in (self.file_format, self.branches, self.packing):
            field.chosen.connect(self._refresh)
        for edit in (self.name, self.folder):
            edit.textChanged.connect(self._refresh)
        self.folder.textChanged.connect(lambda: self.folder_named.emit(self.order.folder))
        self._choose_button.clicked.connect(self._choose_folder)
        self._cancel.clicked.connect(self.reject)
        self._export.clicked.connect(self._give_order)

    def _rename(self) -> None:
        self.name.setText(self.order.scope.name)
        self._refresh()

    def _refresh(self) -> None:
        order = self.order
        self._packing_field.setVisible(len(order.scope.ids) > 1)
        self._say_order()
        self._export.setEnabled(bool(order.scope.ids) and not self._is_busy)

    def _say_order(self) -> None:
        order = self.order
        folder, names = self._taken
        self._sentence.set_kind(LabelKind.MUTED)
        self._sentence.setText(order.sentence(names if folder == order.folder else ()))

    def _give_order(self) -> None:
        self.show_progress(0, len(self.order.scope.ids))
        self.ordered.emit(self.order)

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, "Folder for the export", self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self._progress.setVisible(busy)
        choices = (self.scope, self.file_format, self.branches, self.packing)
        for field in (*choices, *self.boxes.values(), self.name, self.folder):
            field.setEnabled(not busy)
        self._choose_button.setEnabled(not busy)
        self._export.setEnabled(not busy)

    def _restyle(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, self._theme.tokens.window)
        self.setPalette(palette)
        self.setFont(self._theme.interface_font())


def _row(*widgets: QWidget, spacing: int = Space.S) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
