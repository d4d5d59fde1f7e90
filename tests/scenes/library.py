"""Scenes of the list with folders and tags, of its filter, and of the trash."""

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QWidget

from fakes.rows import a_folder, a_row
from scenes.scene import Scene
from scenes.windows import open_window
from whinchat.domain.folders import FolderId
from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row, RowState
from whinchat.services.trash import TrashKind, TrashRow
from whinchat.ui.sidebar.folder_picker import FolderPicker
from whinchat.ui.sidebar.picked import Picked
from whinchat.ui.sidebar.sidebar import Sidebar
from whinchat.ui.sidebar.tags_dialog import TagsDialog
from whinchat.ui.theme.theme import Theme
from whinchat.ui.trash.page import TrashPage
from whinchat.ui.widgets.state_dot import DotState

_FOLDERS = (a_folder("Kitchen"), a_folder("Bread", "Kitchen"), a_folder("Songbirds"))
_SELECT = QItemSelectionModel.SelectionFlag.Select
_NOON = datetime(2026, 3, 18, 12).astimezone()
_TITLES = ("Thesis outline", "Rye or wheat?", "Oven temperatures", "Trip to the Azores in May")


def _rows() -> list[Row]:
    thesis, rye, oven, trip = (a_row(title) for title in _TITLES)
    sky = a_row("Why is the sky dark at night?", state=RowState.UNREAD)
    old = a_row("Names for a small songbird app", folder="Songbirds", state=RowState.UNREAD)
    return [
        replace(thesis, is_pinned=True, tags=("thesis",)),
        replace(rye, folder=FolderId("Bread"), tags=("baking",)),
        replace(oven, folder=FolderId("Kitchen"), tags=("baking", "notes")),
        replace(trip, tags=("travel",)),
        sky,
        a_row("Letter to the landlord", state=RowState.DRAFT),
        a_row("Regex for ISO dates", tags=("code",)),
        old,
        replace(a_row("Old plans"), is_archived=True),
        replace(a_row("Older plans"), is_archived=True),
    ]


def build_folders(theme: Theme) -> QWidget:
    """Pins, folders in folders, tags, marks, three selected, and the archive."""
    sidebar = Sidebar(theme)
    sidebar.list.set_unfolded(["Kitchen", "Bread"])
    sidebar.show_rows(_rows(), ConversationId(_TITLES[3]), _FOLDERS)
    sidebar.show_provider(DotState.GOOD, "OpenRouter")
    selection = sidebar.list.selectionModel()
    for title in ("Why is the sky dark at night?", "Letter to the landlord"):
        selection.select(sidebar.list.rows.index_of(title), _SELECT)
    return sidebar


def build_filter(theme: Theme) -> QWidget:
    """What has a tag; the folders of the hits are open."""
    sidebar = Sidebar(theme)
    sidebar.show_rows(_rows(), ConversationId(_TITLES[3]), _FOLDERS)
    sidebar.search.setText("#baking")
    return sidebar


def build_move(theme: Theme) -> QWidget:
    """Choosing a folder for what is selected."""
    window = open_window(theme)
    window.resize(800, 480)
    window.show()
    sidebar = window.views.sidebar
    sidebar.show_rows(_rows(), ConversationId(_TITLES[3]), _FOLDERS)
    picked = Picked((ConversationId(_TITLES[3]),))
    FolderPicker(theme, window).open(picked, _FOLDERS, sidebar.search)
    return window


def build_tags(theme: Theme) -> QWidget:
    """The tags of one conversation."""
    return TagsDialog(theme, [_rows()[2]], ("baking", "code"), None)


def build_trash(theme: Theme) -> QWidget:
    """A conversation, messages and a folder in the trash."""
    page = TrashPage(theme)
    page.show_rows(_trash(), _NOON)
    return page


def build_empty_trash(theme: Theme) -> QWidget:
    """Nothing in the trash."""
    page = TrashPage(theme)
    page.show_rows((), _NOON)
    return page


def _trash() -> list[TrashRow]:
    return [
        _trashed("A question that was asked twice", TrashKind.CONVERSATION, days=0),
        _trashed("Retry with backoff in asyncio", TrashKind.MESSAGES, days=1, count=3),
        _trashed("Recipes of last year", TrashKind.FOLDER, days=12, count=14),
        _trashed("Meeting notes, summarised", TrashKind.CONVERSATION, days=29),
    ]


def _trashed(title: str, kind: TrashKind, *, days: int, count: int = 1) -> TrashRow:
    at = _NOON - timedelta(days=days)
    return TrashRow(title, kind, title, at, at + timedelta(days=30), count)


SCENES = (
    Scene("sidebar-folders", build_folders, (272, 620)),
    Scene("sidebar-filter", build_filter, (272, 400), scales=(1,)),
    Scene("sidebar-move", build_move, (800, 480), scales=(1,), is_active=True),
    Scene("tags", build_tags, (480, 160), scales=(1,)),
    Scene("trash", build_trash, (640, 420), scales=(1,)),
    Scene("trash-empty", build_empty_trash, (640, 320), scales=(1,)),
)
