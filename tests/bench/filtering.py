"""Typing into the list's field with 10,000 conversations: each key a frame."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel, QStringListModel, Qt
from PySide6.QtWidgets import QApplication, QListView, QWidget

from bench.figures import Figures, Watch, share_of
from bench.frames import Frames
from whinchat.domain.folders import Folder, FolderId
from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row
from whinchat.ui.collecting import Collector
from whinchat.ui.sidebar.sidebar import Sidebar
from whinchat.ui.theme.theme import Theme

_WORDS = ["bread", "rye", "azores", "asyncio", "sky", "letter", "report", "thesis", "oven", "bird"]
_TYPED = ("bread", "#work rye", "9999", "con", "folder 7")
_FOLDERS = 50
_SIZE = 272, 760


def ours(deltas: int, _folder: Path) -> Figures:
    """Narrow the sidebar's list by what is typed, and paint it."""
    theme = Theme(_app())
    sidebar = Sidebar(theme)
    folders = [Folder(FolderId(f"f{n}"), f"Folder {n}") for n in range(_FOLDERS)]
    rows = [_row(n) for n in range(_count(deltas))]
    sidebar.show_rows(rows, rows[0].id, folders)
    # As in the program, no collection of garbage falls into a key.
    Collector(sidebar)
    return _typed_into(sidebar, sidebar.list.viewport(), sidebar.search.setText)


def proxy(deltas: int, _folder: Path) -> Figures:
    """Narrow a plain list of the same titles by Qt's own proxy."""
    _app()
    model = QSortFilterProxyModel()
    model.setSourceModel(QStringListModel([_title(n) for n in range(_count(deltas))]))
    model.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    view = QListView()
    view.setUniformItemSizes(True)
    view.setModel(model)
    return _typed_into(view, view.viewport(), model.setFilterFixedString)


def _typed_into(window: QWidget, painted: QWidget, narrow: Callable[[str], object]) -> Figures:
    window.resize(*_SIZE)
    window.show()
    QApplication.processEvents()
    frames = Frames(painted)
    watch = Watch()
    for words in _TYPED:
        for end in (*range(1, len(words) + 1), len(words) - 1, 0):
            with frames.timed():
                narrow(words[:end])
                painted.repaint()
                QApplication.processEvents()
    return watch.read(frames=frames)


def _row(number: int) -> Row:
    moment = datetime.now(UTC) - timedelta(hours=number)
    folder = FolderId(f"f{number % _FOLDERS}" if number % 5 == 0 else "")
    tags = ("work",) if number % 7 == 0 else ()
    return Row(ConversationId(f"id{number}"), _title(number), moment, folder=folder, tags=tags)


def _title(number: int) -> str:
    return f"Conversation {_WORDS[number % len(_WORDS)]} {number}"


def _count(deltas: int) -> int:
    return share_of(10_000, deltas)


def _app() -> QApplication:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return app
