"""What a search finds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from whinchat.domain.conversation import Role
from whinchat.domain.snippets import Snippet, Span
from whinchat.domain.values import ConversationId, MessageId

PatternFinder = Callable[[str, Sequence[str]], list[list[Span] | None]]
"""Looks for a regular expression, in any case, in texts; ``None`` for one that took too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A message that fits, or a conversation by its title."""

    conversation_id: ConversationId
    title: str
    is_trashed: bool
    at: datetime
    snippet: Snippet
    """Of the message; of the title where there is no message."""
    message_id: MessageId | None = None
    role: Role | None = None
    model: str = ""
    is_deleted: bool = False
    is_on_branch: bool = True
    """Whether the message is on the branch that its conversation shows."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some more of what a search finds."""

    hits: tuple[Hit, ...] = ()
    is_last: bool = True
    """Whether everything was looked at."""
    looked_at: float = 1.0
    """How far back it went so far: 1 is to the oldest message."""
    skipped: int = 0
    """Messages so far in which looking for a regular expression took too long."""
