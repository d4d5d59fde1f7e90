"""The menu of what is picked in the list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from whinchat.services.rows import Row, RowState
from whinchat.ui.sidebar.picked import Act, Picked
from whinchat.ui.widgets.deleting import show_deleting_key

_BETWEEN = None


@dataclass(frozen=True, slots=True)
class Asking:
    """How the menu says what is wanted."""

    request: Callable[[Act, Picked], None]
    rename: Callable[[], None]


def make_menu(parent: QWidget, picked: Picked, rows: Sequence[Row], asking: Asking) -> QMenu:
    """Return a menu for what is picked; ``rows`` are its conversations. It deletes itself."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if picked.count > 1:
        menu.setAccessibleName(f"{picked.count} selected")
    if picked.count == 1 and not any(row.is_read_only for row in rows):
        menu.addAction("Rename").triggered.connect(asking.rename)
    for words, act in _entries(picked, rows):
        if act is None:
            menu.addSeparator()
        else:
            action = menu.addAction(words)
            action.triggered.connect(partial(asking.request, act, picked))
            if act is Act.DELETE:
                show_deleting_key(action)
    return menu


def _entries(picked: Picked, rows: Sequence[Row]) -> list[tuple[str, Act | None]]:
    entries: list[tuple[str, Act | None]] = []
    changeable = [row for row in rows if not row.is_read_only]
    if changeable:
        entries += _marks(changeable)
    if changeable or picked.folders:
        entries.append(("Move to folder…", Act.MOVE))
    entries.append((_new_folder_words(picked), Act.NEW_FOLDER))
    if picked:
        entries += [("", _BETWEEN), ("Export…", Act.EXPORT)]
        if any(row.state is RowState.DAMAGED for row in rows) and picked.count == 1:
            entries += [
                ("Recover what can be read", Act.RECOVER),
                ("Open the previous copy", Act.OPEN_PREVIOUS),
                ("Show in folder", Act.SHOW_FILE),
            ]
        entries += [("", _BETWEEN), ("Move to trash", Act.DELETE)]
    return entries


def _marks(rows: Sequence[Row]) -> list[tuple[str, Act | None]]:
    is_unread = all(row.is_unread or row.state is RowState.UNREAD for row in rows)
    return [
        ("Unpin", Act.UNPIN) if all(row.is_pinned for row in rows) else ("Pin", Act.PIN),
        ("Mark as read", Act.MARK_READ) if is_unread else ("Mark as unread", Act.MARK_UNREAD),
        ("Tags…", Act.TAG),
        (
            ("Take out of the archive", Act.UNARCHIVE)
            if all(row.is_archived for row in rows)
            else ("Archive", Act.ARCHIVE)
        ),
        ("", _BETWEEN),
    ]


def _new_folder_words(picked: Picked) -> str:
    is_one_folder = len(picked.folders) == 1 and not picked.conversations
    return "New folder inside" if is_one_folder else "New folder"
