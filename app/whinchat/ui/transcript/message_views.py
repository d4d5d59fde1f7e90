"""The views of all messages, each made when it first comes near the screen."""

from array import array
from collections.abc import Iterator, Sequence
from typing import Protocol, overload

from whinchat.domain.messages import node_of
from whinchat.domain.values import MessageId
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.guess import Guess
from whinchat.ui.transcript.heights import Heights
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.stage import Stage


class Branch(Protocol):
    """The messages to show, from the first to the last, each to be had when it is wanted."""

    @property
    def ids(self) -> Sequence[MessageId]:
        """Return the ids of all messages."""

    @property
    def lengths(self) -> tuple[Sequence[int], Sequence[int]]:
        """Return how many characters and how many line ends each message has, about."""

    def __getitem__(self, place: int, /) -> Entry:
        """Return what to show of a message."""


class GivenBranch:
    """Messages that are all at hand."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    @property
    def ids(self) -> Sequence[MessageId]:
        """Return the ids of all messages."""
        return [entry.message.id for entry in self._entries]

    @property
    def lengths(self) -> tuple[Sequence[int], Sequence[int]]:
        """Return how many characters and how many line ends each message has."""
        nodes = [node_of(entry.message) for entry in self._entries]
        return [node.characters for node in nodes], [node.line_ends for node in nodes]

    def __getitem__(self, place: int) -> Entry:
        """Return what to show of a message."""
        return self._entries[place]


class MessageViews(Sequence[MessageView]):
    """One view for each message. Those that nobody has come near do not exist yet."""

    def __init__(self, stage: Stage, branch: Branch) -> None:
        self._stage = stage
        self._branch = branch
        self._made: dict[int, MessageView] = {}
        characters, line_ends = branch.lengths
        self._characters = array("Q", characters)
        self._line_ends = array("Q", line_ends)

    def __len__(self) -> int:
        return len(self._characters)

    @overload
    def __getitem__(self, place: int) -> MessageView: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[MessageView]: ...
    def __getitem__(self, place: int | slice) -> MessageView | Sequence[MessageView]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if place < 0:
            place += len(self)
        if not 0 <= place < len(self):
            raise IndexError(place)
        view = self._made.get(place)
        if view is None:
            view = self._made[place] = MessageView(self._stage, self._branch[place])
        return view

    def entry(self, place: int) -> Entry:
        """Return what a message shows, without a view of one that nobody has come near."""
        view = self._made.get(place)
        return self._branch[place] if view is None else view.entry

    @property
    def built(self) -> Iterator[MessageView]:
        """Return the views that have rows."""
        return (view for view in self._made.values() if view.is_built)

    def append(self, entry: Entry) -> None:
        """Add a message at the end."""
        node = node_of(entry.message)
        self._made[len(self)] = MessageView(self._stage, entry)
        self._characters.append(node.characters)
        self._line_ends.append(node.line_ends)

    def cut(self, length: int) -> None:
        """Keep only the first messages."""
        for place in [place for place in self._made if place >= length]:
            self._made.pop(place).discard()
        del self._characters[length:], self._line_ends[length:]

    def guesses(self, width: int) -> Heights:
        """Return about how high each message is in a column of that width."""
        guess = Guess.of(self._stage.typography, width)
        heights = Heights(guesses=_Guesses(guess, self._characters[:], self._line_ends[:]))
        for place, view in self._made.items():
            heights.set(place, view.guess(width))
        return heights


class _Guesses:
    """Of messages by their lengths."""

    def __init__(self, guess: Guess, characters: "array[int]", line_ends: "array[int]") -> None:
        self._guess = guess
        self._characters = characters
        self._line_ends = line_ends

    def __len__(self) -> int:
        return len(self._characters)

    def total(self, start: int, end: int) -> int:
        """Return how high some messages are together."""
        characters, line_ends = self._characters[start:end], self._line_ends[start:end]
        return self._guess.height(end - start, sum(characters), sum(line_ends))

    def each(self, start: int, end: int) -> list[int]:
        """Return how high some messages are, each by itself."""
        return self._guess.heights(self._characters[start:end], self._line_ends[start:end])
