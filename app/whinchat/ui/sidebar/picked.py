"""What the user wants done in the list, and with what."""

from dataclasses import dataclass
from enum import Enum, auto

from whinchat.domain.folders import FolderId
from whinchat.domain.values import ConversationId


class Act(Enum):
    """Something that can be done with conversations and folders."""

    MOVE = auto()
    TAG = auto()
    PIN = auto()
    UNPIN = auto()
    ARCHIVE = auto()
    UNARCHIVE = auto()
    MARK_UNREAD = auto()
    MARK_READ = auto()
    EXPORT = auto()
    DELETE = auto()
    NEW_FOLDER = auto()
    """Within the folder that is picked, or at the top."""
    OPEN_PREVIOUS = auto()
    """The previous copy of a damaged conversation."""
    RECOVER = auto()
    """What can be read of a damaged conversation."""
    SHOW_FILE = auto()


@dataclass(frozen=True, slots=True)
class Picked:
    """Conversations and folders, in the order they are listed."""

    conversations: tuple[ConversationId, ...] = ()
    folders: tuple[FolderId, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is picked."""
        return bool(self.conversations or self.folders)

    @property
    def count(self) -> int:
        """Return how many things are picked."""
        return len(self.conversations) + len(self.folders)
