"""The list of conversations: the heads of the files, without their messages."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from whinchat.domain.values import ConversationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the list shows of a conversation."""

    id: ConversationId
    """The name of its file, without ``.json``."""
    title: str
    created_at: datetime
    updated_at: datetime
    """When its newest message was begun."""
    is_pinned: bool = False
    is_read_only: bool = False
    """Written by a newer version."""
    trouble: str = ""
    """Why it cannot be read, as a sentence; empty where it can."""
    has_previous_copy: bool = False
    path: Path
    size_bytes: int = 0

    @property
    def is_damaged(self) -> bool:
        """Tell whether the file cannot be read; it is listed and never touched."""
        return bool(self.trouble)
