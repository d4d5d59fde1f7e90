"""Which branch of a conversation is shown, and what of the tree is deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, compress, takewhile
from operator import ne

from whinchat.domain.conversation import Conversation, Field, MarkName, Message
from whinchat.domain.messages import Messages
from whinchat.domain.values import MessageId
from whinchat.services.record import Record


@dataclass(frozen=True, slots=True)
class DeletedMessages:
    """What takes a deletion back, also once the conversation was closed and opened again."""

    message_ids: frozenset[MessageId]
    leaf_before: str
    leaf_after: str


class Branches:
    """Walks the versions. Each is shown again as it was left, as long as the chat is open."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._shown = record.conversation.leaf_id
        self._left: dict[MessageId, MessageId] = {}
        """The leaf that was shown last of each version that another took the place of."""
        record.fields_changed.add(self._follow)

    @property
    def _conversation(self) -> Conversation:
        return self._record.conversation

    @property
    def _messages(self) -> Messages[Message]:
        return self._record.conversation.messages

    def show_version(self, message_id: MessageId, step: int) -> None:
        """Show the version of a message that lies ``step`` places further, as it was left."""
        versions = self._messages.siblings(message_id)
        place = versions.index(message_id) + step
        if 0 <= place < len(versions):
            self._show(self._leaf_of(versions[place]))

    def show_leaf(self, message_id: MessageId) -> None:
        """Show a branch that holds a message: the one shown, the one left last, or the newest."""
        if message_id not in self._conversation.branch_ids():
            self._show(self._leaf_of(message_id))

    def branch_from(self, message_id: MessageId) -> list[MessageId]:
        """Return a message and all that follow it, in all versions, without deleted ones."""
        branch: dict[MessageId, None] = {}
        size = -1
        # Once is enough but where a merge has put a message before the one that it follows.
        while len(branch) > size:
            size = len(branch)
            for one, before in self._messages.living.links():
                if one == message_id or before in branch:
                    branch[one] = None
        return [*branch]

    def delete(self, message_ids: Iterable[MessageId]) -> DeletedMessages:
        """Mark messages as deleted; what follows them stays and is shown.

        Where nothing of the branch shown is left after them, the nearest version is shown, or
        where there is none, what came before.
        """
        ids = frozenset(message_ids)
        before = self._conversation.field_text(Field.LEAF)
        neighbour = self._neighbour_of(ids)
        for message_id in ids:
            self._record.mark(message_id, MarkName.DELETED, value=True)
        self._show(self._leaf_of(neighbour) if neighbour else self._conversation.leaf_id)
        return DeletedMessages(ids, before, self._conversation.field_text(Field.LEAF))

    def restore(self, message_ids: Iterable[MessageId], leaf: str | None = None) -> None:
        """Take the marks of deleted messages away; show a leaf, or go on showing the one shown."""
        for message_id in message_ids:
            self._record.mark(message_id, MarkName.DELETED, value=False)
        self._show(self._conversation.leaf_id if leaf is None else MessageId(leaf))

    def undo(self, deletion: DeletedMessages) -> None:
        """Take a deletion back; the view is what it was, unless another was chosen since."""
        is_untouched = self._conversation.field_text(Field.LEAF) == deletion.leaf_after
        self.restore(deletion.message_ids, deletion.leaf_before if is_untouched else None)

    def _neighbour_of(self, gone: frozenset[MessageId]) -> MessageId | None:
        """Return the version to be shown instead where the end of the branch is deleted."""
        path = self._conversation.branch_ids()
        end = len(path) - sum(1 for _ in takewhile(gone.__contains__, reversed(path)))
        if end == len(path):
            return None
        versions = self._messages.siblings(path[end])
        place = versions.index(path[end])
        others = (other for other in enumerate(versions) if other[1] not in gone)
        nearest = min(others, key=lambda other: abs(other[0] - place), default=(0, None))
        return nearest[1]

    def _leaf_of(self, message_id: MessageId) -> MessageId:
        left = self._left.get(message_id)
        if left is not None and message_id in self._messages.path_to(left):
            return self._messages.nearest_living(left) or message_id
        return self._conversation.newest_leaf(message_id)

    def _show(self, leaf_id: MessageId | None) -> None:
        self._record.set(Field.LEAF, leaf_id or "")

    def _follow(self, field: Field) -> None:
        """Remember how the versions were left that are not shown any more."""
        if field is not Field.LEAF:
            return
        left, self._shown = self._shown, self._conversation.leaf_id
        if left is None or self._shown is None or self._is_next(left, self._shown):
            return
        shown, path = self._messages.path_to(self._shown), self._messages.path_to(left)
        # Paths that have parted do not meet again.
        apart = chain(compress(path, map(ne, path, shown)), path[len(shown) :])
        first = next(apart, None)
        if first is not None:
            self._left[first] = left

    def _is_next(self, before: MessageId, after: MessageId) -> bool:
        return self._messages[after].parent_id == before
