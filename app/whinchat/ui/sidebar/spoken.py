"""What a screen reader says of a line beyond its title."""

from typing import assert_never

from whinchat.services.rows import Row, RowState
from whinchat.ui.counting import counted
from whinchat.ui.sidebar.folder_tree import FolderTree
from whinchat.ui.sidebar.lines import ArchiveLine, FolderLine, Head, Line


def describe_line(line: Line, tree: FolderTree) -> str:
    """Return the description of a line, in the words of the interface."""
    match line:
        case Head():
            return "group"
        case FolderLine():
            return ", ".join(_folder_words(line))
        case ArchiveLine(is_open=is_open):
            return _fold_word(is_open=is_open)
        case Row():
            return ", ".join(filter(None, _row_words(line, tree)))
        case _:
            assert_never(line)


def _folder_words(line: FolderLine) -> list[str]:
    words = ["folder", _fold_word(is_open=line.is_open), counted(line.count, "conversation")]
    if line.depth:
        words.append(f"level {line.depth + 1}")
    if line.has_news:
        words.append("news inside")
    return words


def _fold_word(*, is_open: bool) -> str:
    return "unfolded" if is_open else "folded"


def _row_words(row: Row, tree: FolderTree) -> list[str]:
    state = "streaming" if row.state is RowState.REPLYING else row.state.value
    path = tree.paths.get(row.folder, "")
    return [
        state,
        "unread" if row.is_unread and row.state is not RowState.UNREAD else "",
        "pinned" if row.is_pinned else "",
        "archived" if row.is_archived else "",
        f"in {path}" if path else "",
        *(f"#{tag}" for tag in row.tags),
    ]
