"""The dialog that imports: what to look at, what of it to take, and how far it has come."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from whinchat.domain.folders import NO_FOLDER, Folder, FolderId
from whinchat.services.import_preview import Preview, Standing
from whinchat.services.imports import Choice, IfHere, Import
from whinchat.ui.announcing import announce
from whinchat.ui.choosing_paths import FILES, FOLDER, choose_paths
from whinchat.ui.counting import counted
from whinchat.ui.importing.candidate_list import CandidateList
from whinchat.ui.importing.candidate_rows import CandidateRows
from whinchat.ui.importing.dropping import dropped_files
from whinchat.ui.importing.known_apps import KnownApps
from whinchat.ui.importing.words import BEGINNING, note_words, preview_words, trouble_words
from whinchat.ui.settings.rows import ChoiceField
from whinchat.ui.sidebar.folder_tree import FolderTree
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.button import Button
from whinchat.ui.widgets.form_field import FormField
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.search_field import SearchField
from whinchat.ui.work.dialog import WorkDialog, WorkNames

_NAMES = WorkNames(title="Import conversations", order="Import", progress="How much is imported")
_FILTERS = ("Exports (*.zip *.json *.md *.markdown *.txt)", "All files (*)")
_IF_HERE = (
    (IfHere.UPDATE, "Add what is new in them"),
    (IfHere.SKIP, "Leave them as they are"),
    (IfHere.AGAIN, "Import them again, beside"),
)


class ImportDialog(WorkDialog):
    """Shows what was found, and orders an ``Import`` of what is checked."""

    looked_for = Signal(object)
    """A tuple of paths to look through."""

    def __init__(self, theme: Theme, folders: Sequence[Folder], parent: QWidget | None) -> None:
        super().__init__(theme, _NAMES, parent)
        self._paths: tuple[Path, ...] = ()
        self.setAcceptDrops(True)
        self.rows = CandidateRows()
        self.list = CandidateList(theme, self.rows)
        self.search = SearchField(theme, "Search what was found")
        self.all_box = QCheckBox("All")
        self.folder = ChoiceField([(NO_FOLDER, "No folder"), *FolderTree(folders).paths.items()])
        self.if_here = ChoiceField(_IF_HERE)
        self._sentence = PlainLabel(theme, BEGINNING, LabelKind.MUTED, wraps=True)
        self._notes = PlainLabel(theme, "", LabelKind.META, wraps=True)
        self._files_button = Button(theme, "Choose files")
        self._folder_button = Button(theme, "Choose a folder")
        self._found = self._make_found()
        self._found.hide()
        self._known = KnownApps(theme)
        self._connect()
        self._lay_out()

    @property
    def choice(self) -> Choice:
        """Return what is chosen now."""
        return Choice(
            self.rows.checked,
            FolderId(str(self.folder.currentData())),
            IfHere(self.if_here.currentData()),
        )

    def show_beginning(self) -> None:
        """Say what can be imported."""
        self.show_rest()
        self._sentence.setText(BEGINNING)
        self._files_button.setFocus()

    def show_looking(self, count: int) -> None:
        """Say that files are looked through, and how many conversations were found so far."""
        super().show_progress(0, 0)
        self._sentence.setText(f"Looking… {counted(count, 'conversation')} so far.")

    def show_preview(self, preview: Preview) -> None:
        """Show what was found, with all checked that is not here already."""
        self.show_rest()
        self._paths = preview.paths
        self.rows.set_candidates(preview.candidates)
        self._found.setVisible(bool(preview.candidates))
        self._known.setVisible(not preview.candidates)
        self.set_troubles(trouble_words(preview.unread))
        notes = note_words(preview.candidates)
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))
        words = preview_words(preview)
        self._sentence.setText(words)
        announce(self._sentence, words)
        here = any(one.standing is not Standing.NEW for one in preview.candidates)
        self._if_here_field.setVisible(here)
        (self.list if preview.candidates else self._files_button).setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many have arrived."""
        super().show_progress(done, total)
        self._sentence.setText(f"{done:,} of {total:,} have arrived.")

    def refresh(self) -> None:
        """Tell how many are checked, at the box for all and on the button."""
        shown = range(len(self.rows.shown))
        checked = sum(map(self.rows.is_checked, shown))
        self.all_box.setChecked(bool(shown) and checked == len(shown))
        count = len(self.choice.wanted)
        words = f"Import {counted(count, 'conversation')}" if count else "Import"
        self.order_button.setText(words)
        self.order_button.setEnabled(count > 0 and not self.is_busy)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls() and not self.is_busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look through what was dropped."""
        self._look(dropped_files(event))

    def _lay_out(self) -> None:
        rows = QVBoxLayout()
        rows.addLayout(_line(self._files_button, self._folder_button))
        rows.addWidget(self._sentence)
        rows.addWidget(self.troubles)
        rows.addWidget(self._known, 1)
        rows.addWidget(self._found, 1)
        self.lay_out(rows, self._files_button, self._folder_button, self._found)
        self.be_as_large_as(Size.IMPORT_WIDTH, Size.IMPORT_HEIGHT)

    def _make_found(self) -> QWidget:
        found = QWidget()
        rows = QVBoxLayout(found)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        rows.setSpacing(Space.S)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self.search, 1)
        top.addWidget(self.all_box)
        rows.addLayout(top)
        rows.addWidget(self.list, 1)
        rows.addWidget(self._notes)
        self._if_here_field = FormField(self.theme, "What is here already", self.if_here)
        fields = QHBoxLayout()
        fields.setSpacing(Space.M)
        fields.addWidget(FormField(self.theme, "Into", self.folder), 1)
        fields.addWidget(self._if_here_field, 1)
        rows.addLayout(fields)
        return found

    def _connect(self) -> None:
        self._files_button.clicked.connect(self._choose_files)
        self._folder_button.clicked.connect(self._choose_folder)
        self.search.textChanged.connect(self._search)
        self.all_box.clicked.connect(lambda on: self.rows.check_shown(checked=on))
        self.rows.checks_changed.connect(self.refresh)
        self.if_here.chosen.connect(self.refresh)
        self.order_button.clicked.connect(
            lambda: self.ordered.emit(Import(self._paths, self.choice))
        )

    def _search(self, query: str) -> None:
        self.rows.search(query)
        self.refresh()

    def _choose_files(self) -> None:
        choose_paths(self, "Files to import", FILES, self._look, filters=_FILTERS)

    def _choose_folder(self) -> None:
        choose_paths(self, "Folder to import", FOLDER, self._look)

    def _look(self, paths: Sequence[Path]) -> None:
        if paths:
            self.looked_for.emit(tuple(paths))


def _line(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
