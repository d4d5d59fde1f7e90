"""What can be seen of a conversation and of the library, to be compared: on the disk, in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from whinchat.domain.conversation import Conversation, Field, MarkName, Message, Status
from whinchat.domain.folders import Folder, FolderId
from whinchat.domain.values import ConversationId, Json, MessageId
from whinchat.services.rows import Row
from whinchat.storage.open_conversation import read_conversation


@dataclass(frozen=True, slots=True)
class Seen:
    """A message, as far as a user could miss anything of it."""

    parent_id: MessageId | None
    role: str
    text: str
    status: Status = Status.COMPLETE
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A conversation, as far as a user could miss anything of it."""

    messages: Mapping[MessageId, Seen] = field(default_factory=dict)
    leaf_id: MessageId | None = None
    title: str = ""
    """As it was given."""
    folder: str = ""
    tags: tuple[str, ...] = ()
    is_pinned: bool = False
    is_archived: bool = False
    is_unread: bool = False

    def with_messages(self, more: Mapping[MessageId, Seen], leaf_id: MessageId | None) -> "View":
        """Return it with some messages more, or changed."""
        return replace(self, messages={**self.messages, **more}, leaf_id=leaf_id)


def view_of(conversation: Conversation) -> View:
    """Return what is to be seen; a reply that runs is to a reader one that was interrupted."""

    def value(name: Field) -> Json:
        mark = conversation.marks.get(name)
        return mark.value if mark is not None else None

    tags = value(Field.TAGS)
    return View(
        {message.id: seen(message) for message in conversation.messages.values()},
        conversation.leaf_id,
        conversation.field_text(Field.TITLE),
        conversation.field_text(Field.FOLDER),
        tuple(map(str, tags)) if isinstance(tags, list) else (),
        is_pinned=value(Field.PINNED) is True,
        is_archived=value(Field.ARCHIVED) is True,
        is_unread=value(Field.UNREAD) is True,
    )


def seen(message: Message) -> Seen:
    """Return what is to be seen of a message."""
    runs = message.status is Status.STREAMING
    return Seen(
        message.parent_id,
        message.role,
        message.text,
        Status.INTERRUPTED if runs else message.status,
        message.has(MarkName.DELETED),
    )


def on_disk(folder: Path) -> dict[ConversationId, View]:
    """Return the conversations in a folder, read anew; nothing is touched."""
    names = {path.stem for path in folder.iterdir() if path.suffix in (".json", ".journal")}
    return {
        ConversationId(name): view_of(
            read_conversation(folder / f"{name}.json").conversation(ConversationId(name))
        )
        for name in names
    }


def row_of_view(row: Row, view: View) -> Row:
    """Return what a row must be, given its conversation; what is not in a view stays."""
    return replace(
        row,
        folder=FolderId(view.folder),
        tags=view.tags,
        is_pinned=view.is_pinned,
        is_archived=view.is_archived,
        is_unread=view.is_unread,
    )


def folder_names(folders: tuple[Folder, ...]) -> dict[FolderId, tuple[str, FolderId]]:
    """Return name and place of each folder."""
    return {one.id: (one.name, one.parent_id) for one in folders}
