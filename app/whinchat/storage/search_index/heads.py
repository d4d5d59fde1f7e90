"""The head of a conversation as the index keeps it."""

from whinchat.domain.conversation import Field, first_words
from whinchat.domain.letters import folded
from whinchat.domain.search_matching import searchable
from whinchat.domain.values import Json
from whinchat.storage.conversation_file import Document
from whinchat.storage.failures import Damaged
from whinchat.storage.fields import LONG_AGO, Fields

Column = str | int


def head_columns(document: Document, *, is_whole: bool) -> dict[str, Column]:
    """Return the columns of a conversation; of one that was read in part, those that it names."""
    fields = Fields(document.head)
    updated_at = fields.time("updated_at") or fields.time("created_at")
    marks = {name: mark.value for name in Field if (mark := fields.mark(name)) is not None}
    columns: dict[str, Column] = {}
    if updated_at is not None or is_whole:
        columns["updated_seconds"] = int((updated_at or LONG_AGO).timestamp())
    if Field.TITLE in marks or is_whole:
        title = searchable(_text(marks.get(Field.TITLE)) or _title_of(document, fields))
        columns.update(title=title, flat_title=folded(title))
    for name, column in ((Field.FOLDER, "folder"), (Field.LEAF, "leaf")):
        if name in marks or is_whole:
            columns[column] = _text(marks.get(name))
    for name, column in ((Field.PINNED, "is_pinned"), (Field.ARCHIVED, "is_archived")):
        if name in marks or is_whole:
            columns[column] = marks.get(name) is True
    if Field.TAGS in marks or is_whole:
        columns["tags"] = flat_tags(marks.get(Field.TAGS))
    return columns


def flat_tags(tags: Json) -> str:
    """Return tags folded, each between line ends."""
    words = tags if isinstance(tags, list) else []
    flat = [flat_name(tag) for tag in words if isinstance(tag, str)]
    return "\n" + "".join(f"{tag}\n" for tag in flat)


def flat_name(name: str) -> str:
    """Return the name of a tag or a folder as it is compared."""
    return " ".join(folded(searchable(name)).split())


def _title_of(document: Document, fields: Fields) -> str:
    found = fields.text("first_words")
    if not found:
        try:
            found = first_words(document.messages())
        except Damaged:
            return ""
    return found


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
