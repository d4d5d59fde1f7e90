"""What another copy of a conversation brings to ours."""

from dataclasses import dataclass

from whinchat.domain.values import MessageId
from whinchat.storage.conversation_file import Document
from whinchat.storage.merging.documents import changed_messages, has_same_fields, is_same, merge


@dataclass(frozen=True, slots=True)
class Gain:
    """Two copies merged, as seen by whoever had the one that is ours."""

    document: Document
    """All that both have."""
    messages: frozenset[MessageId]
    """Which messages are new or other than ours were."""
    has_other_fields: bool
    """Whether more than messages is other than it was."""
    is_more_than_ours: bool
    """Whether it is another file than ours would be."""
    is_more_than_theirs: bool
    """Whether it is another file than theirs."""

    @property
    def is_news(self) -> bool:
        """Tell whether anybody would see that it was taken in."""
        return bool(self.messages) or self.has_other_fields


def gain_from(theirs: Document, ours: Document) -> Gain:
    """Return what ours gains from theirs; neither is changed.

    Raises ``Damaged`` where a message cannot be read.
    """
    merged = merge(ours, theirs)
    return Gain(
        merged,
        frozenset(changed_messages(ours, merged)),
        has_other_fields=not has_same_fields(ours, merged),
        is_more_than_ours=not is_same(ours, merged),
        is_more_than_theirs=not is_same(merged, theirs),
    )
