"""A conversation's tree in rows: where it forks, with what lies between folded to one row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from whinchat.domain.conversation import Conversation
from whinchat.domain.values import MessageId

_SHOWN_WHOLE = 3
"""A stretch without a fork of at most so many messages has a row for each."""


@dataclass(frozen=True, slots=True)
class MapRow:
    """One message, or several that follow each other without a fork."""

    message_id: MessageId
    """The first of them."""
    count: int
    """Of messages."""
    role: str
    depth: int
    """The column: 0 is the trunk, and what branches off stands one further to the right."""
    begins: bool
    """Whether it branches off from the column to the left."""
    goes_on: bool
    """Whether something follows in its column."""
    version: tuple[int, int]
    """Which of how many versions the message is, counted from 1."""
    is_shown: bool
    """Whether it is on the branch that is on the screen."""
    passed_by: tuple[int, ...]
    """The columns to the left in which that branch goes on further down."""


@dataclass(frozen=True, slots=True)
class _Start:
    message_id: MessageId
    depth: int
    version: tuple[int, int]
    begins: bool
    passed_by: tuple[int, ...] = ()


def map_of(conversation: Conversation) -> tuple[MapRow, ...]:
    """Return the rows from the beginning; no message is read for them.

    The newest version is the trunk, so that going elsewhere moves nothing on the map. What
    branches off comes before what the trunk goes on with.
    """
    tree, role = conversation.messages.living, conversation.messages.role
    shown = set(conversation.branch_ids())
    waiting = _starts(tree.roots(), _Start(MessageId(""), 0, (1, 1), begins=False), shown)
    rows: list[MapRow] = []
    while waiting:
        start = waiting.pop()
        stretch = tree.stretch(start.message_id)
        following = _starts(tree.children(stretch[-1]), start, shown)
        rows += _rows(stretch, start, role, shown, goes_on=bool(following))
        waiting += following
    return tuple(rows)


def _starts(versions: Sequence[MessageId], fork: _Start, shown: set[MessageId]) -> list[_Start]:
    """Return where the branches at a fork begin, the one to be drawn first at the end."""
    if not versions:
        return []
    count = len(versions)
    passing = list(fork.passed_by)
    starts = [
        _Start(versions[-1], fork.depth, (count, count), begins=False, passed_by=tuple(passing))
    ]
    for place in range(count - 1, 0, -1):
        if versions[place] in shown:
            passing.append(fork.depth)
        start = _Start(versions[place - 1], fork.depth + 1, (place, count), begins=True)
        starts.append(replace(start, passed_by=tuple(passing)))
    return starts


def _rows(
    stretch: Sequence[MessageId],
    start: _Start,
    role: Callable[[MessageId], str],
    shown: set[MessageId],
    *,
    goes_on: bool,
) -> Iterator[MapRow]:
    is_short = len(stretch) <= _SHOWN_WHOLE
    counts = [1] * len(stretch) if is_short else [1, len(stretch) - 2, 1]
    place = 0
    for number, count in enumerate(counts, start=1):
        message_id = stretch[place]
        yield MapRow(
            message_id,
            count,
            role(message_id),
            start.depth,
            begins=start.begins and place == 0,
            goes_on=goes_on or number < len(counts),
            version=start.version if place == 0 else (1, 1),
            is_shown=message_id in shown,
            passed_by=start.passed_by,
        )
        place += count
