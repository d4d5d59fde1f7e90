"""Rows for the sidebar, by a line each."""

from datetime import UTC, datetime, timedelta

from whinchat.domain.folders import Folder, FolderId
from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row, RowState


def a_row(
    title: str,
    *,
    days_ago: float = 0,
    state: RowState = RowState.QUIET,
    is_pinned: bool = False,
    folder: str = "",
    tags: tuple[str, ...] = (),
) -> Row:
    """Return a row; its title is its id."""
    moment = datetime.now(UTC) - timedelta(days=days_ago)
    return Row(ConversationId(title), title, moment, is_pinned, state, FolderId(folder), tags)


def a_folder(name: str, parent: str = "") -> Folder:
    """Return a folder; its name is its id."""
    return Folder(FolderId(name), name, FolderId(parent))
