"""The dialog that imports: what to look at, what of it to take, and how far it has come."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from whinchat.domain.folders import NO_FOLDER, Folder, FolderId
from whinchat.services.import_preview import Preview, Standing
from whinchat.services.imports import Choice, IfHere, Import
from whinchat.ui.announcing import announce
from whinchat.ui.importing.candidate_list import CandidateList
from whinchat.ui.importing.candidate_rows import CandidateRows
from whinchat.ui.importing.words import APPS, count_of, note_words, preview_words, trouble_words
from whinchat.ui.settings.rows import ChoiceField
from whinchat.ui.sidebar.folder_tree import FolderTree
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.form_field import FormField
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.search_field import SearchField

_WIDTH, _HEIGHT = 620, 640
_IF_HERE = (
    (IfHere.UPDATE, "Add what is new in them"),
    (IfHere.SKIP, "Leave them as they are"),
    (IfHere.AGAIN, "Import them again, beside"),
)


class ImportDialog(QDialog):
    """Shows what was found, and stays open while it arrives; Escape then stops that."""

    looked_for = Signal(object)
    """A tuple of paths to look through."""
    ordered = Signal(object)
    """An ``Import`` that is to be carried out."""
    stop_requested = Signal()

    def __init__(self, theme: Theme, folders: Sequence[Folder], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_busy = False
        self._paths: tuple[Path, ...] = ()
        self.setWindowTitle("Import conversations")
        self.setAccessibleName("Import conversations")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.rows = CandidateRows()
        self.list = CandidateList(theme, self.rows)
        self.search = SearchField(theme, "Search what was found")
        self.all_box = QCheckBox("All")
        self.folder = ChoiceField([(NO_FOLDER, "No folder"), *FolderTree(folders).paths.items()])
        self.if_here = ChoiceField(_IF_HERE)
        self._sentence = PlainLabel(theme, APPS, LabelKind.MUTED, wraps=True)
        self._troubles = PlainLabel(theme, "", LabelKind.BAD, wraps=True)
        self._notes = PlainLabel(theme, "", LabelKind.META, wraps=True)
        self._progress = QProgressBar()
        self._files_button = Button(theme, "Choose files")
        self._folder_button = Button(theme, "Choose a folder")
        self._cancel = Button(theme, "Cancel")
        self._import = Button(theme, "Import", ButtonKind.PRIMARY)
        self._found = QWidget()
        self._lay_out()
        self._connect()
        self._found.hide()
        self._refresh()
        theme.changed.connect(self._restyle)
        self._restyle()

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
        self._set_busy(busy=False)
        self._sentence.setText(APPS)
        self._files_button.setFocus()

    def show_looking(self, count: int) -> None:
        """Say that files are looked through, and how many conversations were found so far."""
        self._set_busy(busy=True)
        self._progress.setRange(0, 0)
        self._sentence.setText(f"Looking… {count_of(count, 'conversation')} so far.")

    def show_preview(self, preview: Preview) -> None:
        """Show what was found, with all checked that is not here already."""
        self._set_busy(busy=False)
        self._paths = preview.paths
        self.rows.set_candidates(preview.candidates)
        self._found.setVisible(bool(preview.candidates))
        self._set_troubles(trouble_words(preview.unread))
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
        self._set_busy(busy=True)
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._sentence.setText(f"{done:,} of {total:,} have arrived.")

    def show_trouble(self, words: str) -> None:
        """Say what went wrong; another attempt can be made."""
        self._set_busy(busy=False)
        self._set_troubles(words)
        announce(self._troubles, words)

    def reject(self) -> None:
        """Stop what goes on, or close."""
        if self._is_busy:
            self.stop_requested.emit()
        else:
            super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls() and not self._is_busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look through what was dropped."""
        self._look([str(path) for path in dropped_files(event)])

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        rows.setSpacing(Space.S)
        rows.addWidget(PlainLabel(self._theme, "Import conversations", LabelKind.TITLE))
        rows.addLayout(_line(self._files_button, self._folder_button))
        rows.addWidget(self._sentence)
        rows.addWidget(self._troubles)
        rows.addWidget(self._found, 1)
        self._lay_out_found()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("How much is imported")
        rows.addWidget(self._progress)
        self._progress.hide()
        self._troubles.hide()
        rows.addStretch(0)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._import)
        rows.addLayout(buttons)
        self._import.setDefault(True)
        self.setMinimumWidth(_WIDTH)
        # From the start: a dialog that grew later would reach beyond the screen's edge.
        window = self.parentWidget()
        scale = max(1.0, self._theme.text_scale)
        width, height = round(_WIDTH * scale), round(_HEIGHT * scale)
        if window is not None:
            width, height = max(_WIDTH, min(width, window.width())), min(height, window.height())
        self.resize(width, height)

    def _lay_out_found(self) -> None:
        rows = QVBoxLayout(self._found)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        rows.setSpacing(Space.S)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self.search, 1)
        top.addWidget(self.all_box)
        rows.addLayout(top)
        rows.addWidget(self.list, 1)
        rows.addWidget(self._notes)
        self._if_here_field = FormField(self._theme, "What is here already", self.if_here)
        fields = QHBoxLayout()
        fields.setSpacing(Space.M)
        fields.addWidget(FormField(self._theme, "Into", self.folder), 1)
        fields.addWidget(self._if_here_field, 1)
        rows.addLayout(fields)

    def _connect(self) -> None:
        self._files_button.clicked.connect(self._choose_files)
        self._folder_button.clicked.connect(self._choose_folder)
        self.search.textChanged.connect(self._search)
        self.all_box.clicked.connect(lambda on: self.rows.check_shown(checked=on))
        self.rows.checks_changed.connect(self._refresh)
        self.if_here.chosen.connect(self._refresh)
        self._cancel.clicked.connect(self.reject)
        self._import.clicked.connect(lambda: self.ordered.emit(Import(self._paths, self.choice)))

    def _search(self, query: str) -> None:
        self.rows.search(query)
        self._refresh()

    def _refresh(self) -> None:
        shown = range(len(self.rows.shown))
        checked = sum(map(self.rows.is_checked, shown))
        self.all_box.setChecked(bool(shown) and checked == len(shown))
        count = len(self.choice.wanted)
        words = f"Import {count_of(count, 'conversation')}" if count else "Import"
        self._import.setText(words)
        self._import.setEnabled(count > 0 and not self._is_busy)

    def _choose_files(self) -> None:
        dialog = QFileDialog(self, "Files to import")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(["Exports (*.zip *.json *.md *.markdown *.txt)", "All files (*)"])
        dialog.filesSelected.connect(self._look)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, "Folder to import")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._look)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _look(self, paths: Sequence[str]) -> None:
        if paths:
            self._set_troubles("")
            self.looked_for.emit(tuple(map(Path, paths)))

    def _set_troubles(self, words: str) -> None:
        self._troubles.setText(words)
        self._troubles.setVisible(bool(words))

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self._progress.setVisible(busy)
        self._found.setEnabled(not busy)
        self._files_button.setEnabled(not busy)
        self._folder_button.setEnabled(not busy)
        self._cancel.setText("Stop" if busy else "Cancel")
        self._refresh()

    def _restyle(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, self._theme.tokens.window)
        self.setPalette(palette)
        self.setFont(self._theme.interface_font())


def dropped_files(event: QDropEvent) -> list[Path]:
    """Return the files and folders that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _line(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
