"""The tree of the messages that are not deleted, as runs: most messages follow the one before."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, compress, count, islice, pairwise
from operator import ne

from whinchat.domain.values import MessageId


class LivingTree:
    """Walks from message to message in slices, so that a hundred thousand cost little.

    A *run* is a stretch of the list in which each message follows the one before it. Most trees
    are a few long runs. A parent that is not there ends a walk, and a cycle is cut.
    """

    def __init__(
        self,
        places: Mapping[MessageId, int],
        parents: Sequence[MessageId | None],
        gone: Sequence[int],
    ) -> None:
        """Build it: ``parents`` are living ones; ``gone`` are the places of what is deleted."""
        self._places = places
        self._gone = gone
        living = bytearray(b"\1") * len(places)
        for place in gone:
            living[place] = 0
        self._ids = [*compress(places, living)]
        before = [*compress(parents, living)] if gone else parents
        differs = map(ne, self._ids, islice(before, 1, None))
        self._starts = [*range(min(1, len(self._ids))), *compress(count(1), differs)]
        """Where runs begin."""
        self._before = {start: before[start] for start in self._starts}
        self._begun: dict[MessageId | None, list[int]] = {}
        """The runs that begin after a message."""
        for start, parent in self._before.items():
            self._begun.setdefault(parent, []).append(start)
        self._exits = sorted(self._at(one) for one in self._begun if one and self._has(one))
        """Where one may leave a run before its end."""

    def append(self, message_id: MessageId, parent_id: MessageId | None) -> None:
        """Add a message that came last, after the living one that it follows."""
        at = len(self._ids)
        if at == 0 or parent_id != self._ids[-1]:
            if parent_id is not None and parent_id not in self._begun and self._has(parent_id):
                insort(self._exits, self._at(parent_id))
            self._starts.append(at)
            self._before[at] = parent_id
            self._begun.setdefault(parent_id, []).append(at)
        self._ids.append(message_id)
        if message_id in self._begun:
            self._exits.append(at)

    def links(self) -> Iterator[tuple[MessageId, MessageId | None]]:
        """Yield every message and what it follows."""
        for start, end in pairwise((*self._starts, len(self._ids))):
            run = self._ids[start:end]
            yield from zip(run, chain((self._before[start],), run), strict=False)

    def path_to(self, message_id: MessageId | None) -> list[MessageId]:
        """Return the ids from the root to a message."""
        pieces: list[list[MessageId]] = []
        walked: dict[int, int] = {}
        while message_id is not None and self._has(message_id):
            at = self._at(message_id)
            start = self._starts[bisect_right(self._starts, at) - 1]
            if start in walked:
                pieces.append(self._ids[walked[start] + 1 : at + 1])
                break
            pieces.append(self._ids[start : at + 1])
            walked[start] = at
            message_id = self._before[start]
        return [*chain.from_iterable(reversed(pieces))]

    def roots(self) -> list[MessageId]:
        """Return what follows nothing that is there."""
        parents = self._before.items()
        return [self._ids[at] for at, parent in parents if parent is None or not self._has(parent)]

    def parent(self, message_id: MessageId) -> MessageId | None:
        """Return what a message follows."""
        at = self._at(message_id)
        return self._before[at] if at in self._before else self._ids[at - 1]

    def children(self, message_id: MessageId | None) -> list[MessageId]:
        """Return what follows a message, oldest first."""
        places = list(self._begun.get(message_id, ()))
        if message_id is not None and self._has(message_id):
            following = self._at(message_id) + 1
            if following < len(self._ids) and following not in self._before:
                insort(places, following)
        return [self._ids[place] for place in places]

    def forks(self) -> dict[MessageId | None, list[MessageId]]:
        """Return what follows each message that more than one follow."""
        families = ((parent, self.children(parent)) for parent in self._begun)
        return {parent: children for parent, children in families if len(children) > 1}

    def stretch(self, message_id: MessageId) -> list[MessageId]:
        """Return a message and what follows it, up to a fork or an end."""
        stretch: list[MessageId] = []
        for piece in self._onwards(message_id):
            stretch += piece
            if len(self.children(piece[-1])) != 1:
                break
        return stretch

    def newest_leaf(self, message_id: MessageId) -> MessageId:
        """Return where the continuation of a message ends, following the newest child."""
        leaf = message_id
        for piece in self._onwards(message_id):
            leaf = piece[-1]
        return leaf

    def _onwards(self, message_id: MessageId) -> Iterator[list[MessageId]]:
        """Yield a message and what follows it, piece by piece, at forks the newest child."""
        one = message_id
        while self._has(one):
            at, end = self._at(one), self._way_out(self._at(one))
            # Nobody follows two, so a cycle comes back to where it began.
            home = self._at(message_id)
            if at < home < end and one != message_id:
                yield self._ids[at:home]
                return
            yield self._ids[at:end]
            children = self.children(self._ids[end - 1])
            if not children or children[-1] == message_id:
                return
            one = children[-1]

    def _way_out(self, at: int) -> int:
        """Return where a run ends, or the first place from where one may leave it before."""
        place = bisect_right(self._starts, at)
        end = self._starts[place] if place < len(self._starts) else len(self._ids)
        way_out = bisect_left(self._exits, at)
        return min(end, self._exits[way_out] + 1) if way_out < len(self._exits) else end

    def _has(self, message_id: MessageId) -> bool:
        place = self._places.get(message_id)
        if place is None:
            return False
        at = bisect_left(self._gone, place)
        return at == len(self._gone) or self._gone[at] != place

    def _at(self, message_id: MessageId) -> int:
        place = self._places[message_id]
        return place - bisect_left(self._gone, place)
