"""What comes out of a file of another program: conversations, and what could not be read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from whinchat.domain.conversation import Conversation
from whinchat.domain.parts import Attachment, FilePart, ImagePart


class App(StrEnum):
    """Where conversations come from. The value is kept with them."""

    CHATGPT = "chatgpt"
    CLAUDE = "claude"
    OPEN_WEBUI = "open-webui"
    LIBRECHAT = "librechat"
    CHATBOX = "chatbox"
    CHERRY = "cherry-studio"
    LM_STUDIO = "lm-studio"
    JAN = "jan"
    WHINCHAT = "whinchat"
    MARKDOWN = "markdown"

    @property
    def label(self) -> str:
        """Return what people call it."""
        return _LABELS[self]


_LABELS = {
    App.CHATGPT: "ChatGPT",
    App.CLAUDE: "Claude",
    App.OPEN_WEBUI: "Open WebUI",
    App.LIBRECHAT: "LibreChat",
    App.CHATBOX: "Chatbox",
    App.CHERRY: "Cherry Studio",
    App.LM_STUDIO: "LM Studio",
    App.JAN: "Jan",
    App.WHINCHAT: "Whinchat",
    App.MARKDOWN: "Markdown",
}

Content = tuple[Attachment, Callable[[], bytes]]


@dataclass(frozen=True, slots=True)
class Imported:
    """One conversation as it came."""

    conversation: Conversation
    """With a new id; the ids of its messages follow from the source and are always the same."""
    app: App
    source_id: str
    contents: tuple[Content, ...] = ()
    """The files of its messages, to be read before the next conversation is asked for."""
    notes: tuple[str, ...] = ()
    """What of it did not arrive, as sentences."""

    def attachments(self) -> Iterator[tuple[Attachment, bytes]]:
        """Read the files, one at a time. Raises ``Refused``."""
        for attachment, read in self.contents:
            yield attachment, read()

    @property
    def pictures(self) -> int:
        """Return how many pictures its messages have."""
        parts = (part for message in self.conversation.messages.values() for part in message.parts)
        return sum(isinstance(part, ImagePart) for part in parts)

    @property
    def files(self) -> int:
        """Return how many other files its messages have."""
        parts = (part for message in self.conversation.messages.values() for part in message.parts)
        return sum(isinstance(part, FilePart) for part in parts)


@dataclass(frozen=True, slots=True)
class Unread:
    """One conversation, or a whole file, that cannot be read."""

    name: str
    reason: str
    """A sentence."""
