"""The dialog that exports: what, how and where to, and how far it has come."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.names import stem_of
from whinchat.storage.exchange.options import ExportPlan
from whinchat.ui.choosing_paths import FOLDER, choose_paths
from whinchat.ui.exporting.order import Order, Scope
from whinchat.ui.settings.rows import ChoiceField
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.button import Button
from whinchat.ui.widgets.form_field import FormField
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.scrolled import Scrolled
from whinchat.ui.work.dialog import WorkDialog, WorkNames

_NAMES = WorkNames(title="Export", order="Export", progress="How much is exported")
_SHOWN, _ALL = "shown", "all"
_FOLDER, _ZIP = "folder", "zip"
_OPTIONS = {
    "instructions": "Instructions",
    "reasoning": "Reasoning",
    "sources": "Sources",
    "times": "Times",
    "cost": "Cost",
}


class ExportDialog(WorkDialog):
    """Asks what, how and where to, and orders that: an ``Order``."""

    folder_named = Signal(object)
    """A ``Path`` of which nobody knows yet what is in it; answered by ``show_names``."""

    def __init__(
        self, theme: Theme, scopes: Sequence[Scope], order: Order, parent: QWidget | None
    ) -> None:
        super().__init__(theme, _NAMES, parent)
        self._order = order
        self._scopes = {str(number): scope for number, scope in enumerate(scopes)}
        self._taken: tuple[Path, tuple[str, ...]] = (Path(), ())
        """The names in the folder that was looked into last."""
        self.scope = ChoiceField([(key, scope.label) for key, scope in self._scopes.items()])
        self.file_format = ChoiceField([(kind, f"{kind.label} ({kind.suffix})") for kind in Format])
        self.branches = ChoiceField([(_SHOWN, "The branch that is shown"), (_ALL, "All branches")])
        self.packing = ChoiceField([(_FOLDER, "A folder with a file each"), (_ZIP, "One zip")])
        self.boxes = {name: QCheckBox(words) for name, words in _OPTIONS.items()}
        self.name = QLineEdit()
        self.folder = QLineEdit()
        self._sentence = PlainLabel(theme, "", LabelKind.MUTED, wraps=True)
        self._choose_button = Button(theme, "Choose folder")
        self._packing_field = FormField(theme, "As", self.packing)
        self._show(order)
        self._connect()
        self._lay_out()

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
        if not self.is_busy:
            self._say_order()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many of several are written; of one only that it is being written."""
        super().show_progress(done, total if total > 1 else 0)
        if total > 1:
            self._sentence.setText(f"{done:,} of {total:,} are done.")

    def show_trouble(self, words: str) -> None:
        """Say what went wrong instead of what would be written, until something is changed."""
        super().show_trouble(words)
        self._sentence.hide()

    def refresh(self) -> None:
        """Say what would be written."""
        scope = self.order.scope
        self._packing_field.setVisible(len(scope.ids) > 1)
        self._say_order()
        self.order_button.setEnabled(bool(scope.ids) and not self.is_busy)

    def _lay_out(self) -> None:
        rows = QVBoxLayout()
        rows.addWidget(Scrolled(self._make_fields()), 1)
        choices = (self.scope, self.file_format, self.branches, self.packing)
        texts = (self.name, self.folder)
        self.lay_out(rows, *choices, *self.boxes.values(), *texts, self._choose_button)
        self.setMinimumWidth(Size.DIALOG_WIDTH)

    def _make_fields(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(Space.S)
        rows.addWidget(FormField(self.theme, "What", self.scope))
        rows.addWidget(FormField(self.theme, "Format", self.file_format))
        rows.addWidget(FormField(self.theme, "Branches", self.branches))
        rows.addWidget(self._packing_field)
        rows.addWidget(PlainLabel(self.theme, "With", LabelKind.FIELD))
        rows.addLayout(_row(*self.boxes.values(), spacing=Space.S))
        rows.addWidget(FormField(self.theme, "Name", self.name))
        rows.addWidget(FormField(self.theme, "Folder", self.folder))
        rows.addLayout(_row(self._choose_button))
        rows.addWidget(self._sentence)
        rows.addWidget(self.troubles)
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

    def _connect(self) -> None:
        self.scope.chosen.connect(self._rename)
        for field in (self.file_format, self.branches, self.packing):
            field.chosen.connect(self.refresh)
        for edit in (self.name, self.folder):
            edit.textChanged.connect(self.refresh)
        self.folder.textChanged.connect(lambda: self.folder_named.emit(self.order.folder))
        self._choose_button.clicked.connect(self._choose_folder)
        self.order_button.clicked.connect(lambda: self.ordered.emit(self.order))

    def _rename(self) -> None:
        self.name.setText(self.order.scope.name)
        self.refresh()

    def _say_order(self) -> None:
        order = self.order
        folder, names = self._taken
        self.set_troubles("")
        self._sentence.show()
        self._sentence.setText(order.sentence(names if folder == order.folder else ()))

    def _choose_folder(self) -> None:
        title, begin_in = "Folder for the export", self.folder.text()
        choose_paths(self, title, FOLDER, self._take_folder, begin_in=begin_in)

    def _take_folder(self, paths: Sequence[Path]) -> None:
        self.folder.setText(str(paths[0]))


def _row(*widgets: QWidget, spacing: int = Space.S) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
