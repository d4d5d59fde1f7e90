"""The messages of a conversation: a tree that is known, of messages that are read when wanted."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Generic, NamedTuple, Protocol, TypeVar

from whinchat.domain.living_tree import LivingTree
from whinchat.domain.parts import Part, RefusalPart, TextPart
from whinchat.domain.values import MessageId


class InTree(Protocol):
    """What a message shows of itself here."""

    @property
    def id(self) -> MessageId:
        """Return its id."""

    @property
    def parent_id(self) -> MessageId | None:
        """Return the id of the message that it follows."""

    @property
    def role(self) -> str:
        """Return who speaks."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return its pieces."""

    @property
    def is_deleted(self) -> bool:
        """Tell whether a mark says so."""

    @property
    def marked(self) -> frozenset[str]:
        """Return the names of the other marks that are set."""


Kept = TypeVar("Kept", bound=InTree)


class Node(NamedTuple):
    """What is known of a message before it is read: its place in the tree, and how long it is."""

    parent_id: MessageId | None
    role: str
    is_deleted: bool
    characters: int
    """Of the words for the reader, about: it is a guess of what the message takes to show."""
    line_ends: int
    marks: frozenset[str] = frozenset()
    """The names of what is set of it, but for the deletion."""


class Messages(Mapping[MessageId, Kept], Generic[Kept]):
    """Messages by their ids, in the order in which they came.

    What was kept as bytes is read anew whenever it is asked for: a conversation of a hundred
    thousand messages costs its text and little more, and whoever needs a message holds it.
    """

    def __init__(self, read: Callable[[MessageId, bytes], Kept] | None = None) -> None:
        self._read = read
        self._places: dict[MessageId, int] = {}
        self._held: list[Kept | bytes] = []
        self._parents: list[MessageId | None] = []
        self._roles: list[str] = []
        self._deleted: set[MessageId] = set()
        self.marked: dict[MessageId, frozenset[str]] = {}
        """What is set of messages, of those of which anything is; deletions are apart."""
        self._characters = array("Q")
        self._line_ends = array("Q")
        self._living: LivingTree | None = None
        self._straight = 0
        """So many of the first messages follow each the one before: most trees are one branch."""

    def __getitem__(self, message_id: MessageId) -> Kept:
        held = self._held[self._places[message_id]]
        if not isinstance(held, bytes):
            return held
        if self._read is None:
            raise KeyError(message_id)
        return self._read(message_id, held)

    def __iter__(self) -> Iterator[MessageId]:
        return iter(self._places)

    def __reversed__(self) -> Iterator[MessageId]:
        return reversed(self._places)

    def __contains__(self, message_id: object) -> bool:
        return message_id in self._places

    def __len__(self) -> int:
        return len(self._places)

    def put(self, message: Kept) -> None:
        """Add a message or exchange the one with its id."""
        self._set(message.id, message, node_of(message))

    def keep(self, message_id: MessageId, data: bytes, node: Node) -> None:
        """Add a message that is to be read from these bytes when somebody wants it."""
        self._set(message_id, data, node)

    def arrange(self, order: Iterable[MessageId]) -> None:
        """Bring messages into this order; those that it does not name come last, as they came."""
        ids = [message_id for message_id in order if message_id in self._places]
        named = {*ids}
        ids += [message_id for message_id in self._places if message_id not in named]
        if ids == [*self._places]:
            return
        self._living = None
        places = [self._places[message_id] for message_id in ids]
        self._places = {message_id: place for place, message_id in enumerate(ids)}
        self._held = [self._held[place] for place in places]
        self._parents = [self._parents[place] for place in places]
        self._roles = [self._roles[place] for place in places]
        self._characters = array("Q", (self._characters[place] for place in places))
        self._line_ends = array("Q", (self._line_ends[place] for place in places))
        follows = zip([None, *ids], self._parents, strict=False)
        self._straight = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], follows))

    def copy(self) -> "Messages[Kept]":
        """Return the messages as they are now, for another thread."""
        copied: Messages[Kept] = Messages(self._read)
        copied._places = self._places.copy()
        copied._held = self._held.copy()
        copied._parents = self._parents.copy()
        copied._roles = self._roles.copy()
        copied._deleted = self._deleted.copy()
        copied.marked = self.marked.copy()
        copied._characters = self._characters[:]
        copied._line_ends = self._line_ends[:]
        copied._straight = self._straight
        return copied

    def lengths(self, path: Sequence[MessageId]) -> tuple[Sequence[int], Sequence[int]]:
        """Return how many characters and how many line ends each message of a path has."""
        if path and self._places[path[-1]] == len(path) - 1 < self._straight:
            return self._characters[: len(path)], self._line_ends[: len(path)]
        places = [*map(self._places.__getitem__, path)]
        characters = [*map(self._characters.__getitem__, places)]
        return characters, [*map(self._line_ends.__getitem__, places)]

    @property
    def deleted(self) -> list[MessageId]:
        """Return the ids of the messages whose marks say that they are deleted, oldest first."""
        return [one for one in self._places if one in self._deleted] if self._deleted else []

    def role(self, message_id: MessageId) -> str:
        """Return who speaks in a message; nothing is read."""
        return self._roles[self._places[message_id]]

    @property
    def living(self) -> LivingTree:
        """Return the tree of what is not deleted.

        What followed a deleted message follows what that one followed: nothing is out of reach.
        """
        if self._living is None:
            gone = sorted(map(self._places.__getitem__, self._deleted))
            self._living = LivingTree(self._places, self._living_parents(), gone)
        return self._living

    def path_to(self, leaf_id: MessageId | None) -> list[MessageId]:
        """Return the ids from the root to a leaf, without deleted ones."""
        return self.living.path_to(self.nearest_living(leaf_id))

    def siblings(self, message_id: MessageId) -> list[MessageId]:
        """Return the ids of the versions of a message, itself among them, oldest first.

        They are all that may follow what it follows, whoever speaks.
        """
        if message_id not in self._deleted:
            return self.living.children(self.living.parent(message_id))
        versions = self.living.children(self.nearest_living(message_id))
        return sorted((*versions, message_id), key=self._places.__getitem__)

    def links(self) -> Iterator[tuple[MessageId, MessageId | None, bool]]:
        """Yield id, parent and whether it is deleted of every message; nothing is read."""
        for message_id, parent in zip(self._places, self._parents, strict=True):
            yield message_id, parent, message_id in self._deleted

    def nearest_living(self, message_id: MessageId | None) -> MessageId | None:
        """Return a message, or the nearest one before it that is not deleted."""
        seen: set[MessageId] = set()
        while message_id in self._deleted and message_id not in seen:
            seen.add(message_id)
            message_id = self._parents[self._places[message_id]]
        return None if message_id in self._deleted else message_id

    def _living_parents(self) -> Sequence[MessageId | None]:
        if not self._deleted:
            return self._parents
        living: dict[MessageId | None, MessageId | None] = {}
        for message_id in self._deleted:
            passed: dict[MessageId | None, None] = {}
            one: MessageId | None = message_id
            while one in self._deleted and one not in living and one not in passed:
                passed[one] = None
                one = self._parents[self._places[one]]
            end = living.get(one, None if one in self._deleted else one)
            living.update(dict.fromkeys(passed, end))
        return [*map(living.get, self._parents, self._parents)]

    def _set(self, message_id: MessageId, held: Kept | bytes, node: Node) -> None:
        place = self._places.get(message_id, len(self._held))
        self._follow(message_id, place, node)
        parent_id = self._straighten(place, node.parent_id)
        self._places[message_id] = place
        self._held[place : place + 1] = [held]
        self._parents[place : place + 1] = [parent_id]
        self._roles[place : place + 1] = [node.role]
        self._characters[place : place + 1] = array("Q", [node.characters])
        self._line_ends[place : place + 1] = array("Q", [node.line_ends])
        if node.is_deleted:
            self._deleted.add(message_id)
        else:
            self._deleted.discard(message_id)
        if node.marks:
            self.marked[message_id] = node.marks
        else:
            self.marked.pop(message_id, None)

    def _follow(self, message_id: MessageId, place: int, node: Node) -> None:
        """Keep the living tree in step, or have it built anew."""
        if self._living is None:
            return
        is_new = place == len(self._held)
        if is_new and not node.is_deleted:
            self._living.append(message_id, self.nearest_living(node.parent_id))
        elif is_new or (
            self._parents[place] != node.parent_id
            or (message_id in self._deleted) != node.is_deleted
        ):
            self._living = None

    def _straighten(self, place: int, parent_id: MessageId | None) -> MessageId | None:
        """Note whether a message follows the one before; return the parent's id."""
        is_new = place == len(self._held)
        before = next(reversed(self._places), None) if is_new else self._parents[place]
        if parent_id != before:
            self._straight = min(self._straight, place)
            return parent_id
        if is_new and place == self._straight:
            self._straight += 1
        # The very same text: another for each message would be as much as all else kept of it.
        return before


def node_of(message: InTree) -> Node:
    """Return what is known of a message by its value."""
    words = [part.text for part in message.parts if isinstance(part, TextPart | RefusalPart)]
    return Node(
        message.parent_id,
        message.role,
        message.is_deleted,
        sum(map(len, words)),
        sum(text.count("\n") for text in words),
        message.marked,
    )
