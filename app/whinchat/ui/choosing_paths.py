"""The system's own dialog for files and folders, which blocks nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

FILE = QFileDialog.FileMode.ExistingFile
FILES = QFileDialog.FileMode.ExistingFiles
FOLDER = QFileDialog.FileMode.Directory


def choose_paths(
    window: QWidget,
    title: str,
    kind: QFileDialog.FileMode,
    chosen: Callable[[list[Path]], object],
    *,
    filters: Sequence[str] = (),
    begin_in: str = "",
) -> None:
    """Have one path of a kind chosen, or several ``FILES``; nothing is told where none is."""
    dialog = QFileDialog(window, title, begin_in)
    dialog.setFileMode(kind)
    if filters:
        dialog.setNameFilters(filters)
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
