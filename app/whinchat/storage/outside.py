"""What others did to the library's files, as those hear of it who show them."""

from dataclasses import dataclass

from whinchat.domain.conversation import Conversation
from whinchat.domain.values import ConversationId, MessageId


@dataclass(frozen=True, slots=True)
class TakenIn:
    """An open conversation with what others wrote into its file."""

    conversation: Conversation
    messages: frozenset[MessageId]
    """Which messages are new or other than they were."""


@dataclass(frozen=True, slots=True)
class OutsideChanges:
    """Which conversations have other files than when we looked last."""

    listed: frozenset[ConversationId] = frozenset()
    """In the list: new, other or gone."""
    trashed: frozenset[ConversationId] = frozenset()
    """In the trash: new, other or gone."""
    folders: bool = False
    """Whether ``folders.json`` is another."""

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.listed or self.trashed or self.folders)
