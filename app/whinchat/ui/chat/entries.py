"""Turns the messages of a chat into what the transcript shows."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress, count
from operator import ne
from time import monotonic

from whinchat.domain.conversation import Conversation, Message, Role, Status
from whinchat.domain.events import Connected, ModelStarting, Progress, Retrying, Silent
from whinchat.domain.model import ModelChoice
from whinchat.domain.provider import LOCAL
from whinchat.domain.values import MessageId
from whinchat.services.chat import Chat
from whinchat.services.models import Models
from whinchat.ui.chat.model_words import short_name
from whinchat.ui.transcript.entry import Entry

Versions = dict[MessageId, tuple[int, int]]


class Entries:
    """Makes entries for one chat; knows which message is which version of how many."""

    def __init__(self, chat: Chat, models: Models) -> None:
        self._chat = chat
        self._models = models
        self._versions: Versions = {}
        self._progress: Progress | None = None
        self._progress_since = 0.0
        self.recount()

    def recount(self) -> None:
        """Count the versions anew, after a message was added or deleted."""
        self._versions = versions_of(self._chat.conversation)

    def branch(self) -> "BranchEntries":
        """Return the entries of the branch that is shown."""
        return BranchEntries(self, self._chat.conversation)

    def version(self, message_id: MessageId) -> tuple[int, int]:
        """Return which of how many versions a message is."""
        return self._versions.get(message_id, (1, 1))

    def entry(self, message: Message) -> Entry:
        """Return what to show of a message."""
        entry = Entry(
            message,
            label=self._label(message),
            version=self.version(message.id),
            can_change=not self._chat.conversation.is_read_only,
        )
        if message.status is not Status.STREAMING:
            return entry
        if isinstance(self._chat.progress, Silent):
            return replace(entry, silence=f"No data for {self._chat.progress.seconds:.0f} s")
        return replace(entry, progress=self._progress_words(message))

    def _progress_words(self, message: Message) -> str:
        progress = self._chat.progress
        if progress is not self._progress:
            self._progress, self._progress_since = progress, monotonic()
        return progress_words(progress, monotonic() - self._progress_since, message)

    def _label(self, message: Message) -> str:
        if message.role is Role.USER:
            return "You"
        asked = ModelChoice(message.provider_id, message.model)
        return short_name(self._models.find(asked)) or message.answered_by or "Reply"


class BranchEntries:
    """The entries of the branch that is shown, each made when it is wanted."""

    def __init__(self, entries: Entries, conversation: Conversation) -> None:
        self._entries = entries
        self._messages = conversation.messages
        self.ids = conversation.branch_ids()

    @property
    def lengths(self) -> tuple[Sequence[int], Sequence[int]]:
        """Return how many characters and how many line ends each message has."""
        return self._messages.lengths(self.ids)

    def __getitem__(self, place: int) -> Entry:
        """Return what to show of a message."""
        return self._entries.entry(self._messages[self.ids[place]])


def versions_of(conversation: Conversation) -> Versions:
    """Return, for each message with siblings, which of how many it is."""
    return {
        message_id: (place, len(versions))
        for versions in conversation.messages.living.forks().values()
        for place, message_id in enumerate(versions, start=1)
    }


def progress_words(progress: Progress | None, age_seconds: float, message: Message) -> str:
    """Return how a request is getting on, ``age_seconds`` after that was said."""
    match progress:
        case ModelStarting():
            return "Starting the model on this computer…"
        case Connected():
            is_local = message.provider_id == LOCAL
            return "Reading your message…" if is_local else "Waiting for the first word…"
        case Retrying(attempt, delay_seconds, failure):
            remaining = max(0.0, delay_seconds - age_seconds)
            return f"{failure.title}. Attempt {attempt} in {remaining:.0f} s…"
        case Silent() | None:
            return ""


def common_length(old: list[MessageId], new: list[MessageId]) -> int:
    """Return how many messages two branches share at their beginning."""
    return next(compress(count(), map(ne, old, new)), min(len(old), len(new)))
