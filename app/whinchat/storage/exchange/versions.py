"""The tree of a conversation in an order that a person can follow: what is shown, then the rest."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from whinchat.domain.conversation import Conversation
from whinchat.domain.values import MessageId

_Children: TypeAlias = dict[MessageId | None, list[MessageId]]


@dataclass(frozen=True, slots=True)
class Version:
    """Messages that follow each other, from where they branch off to their end."""

    number: int
    """From 1, which is the branch that is shown."""
    ids: tuple[MessageId, ...]
    parent_number: int = 0
    """The version that it branches from; 0 where it begins anew."""
    depth: int = 0
    """How many messages come before it, those of the versions that it branches from counted."""


def versions_of(conversation: Conversation) -> Iterator[Version]:
    """Yield the branch that is shown, then every other version once, near ones first.

    Each goes on with its newest continuation, and what else branches off it comes right after.
    Deleted messages are left out and what follows them moves up. Any tree reads as something.
    """
    shown = conversation.branch_ids()
    yield Version(1, tuple(shown))
    children = _children_of(conversation)
    places = {message_id: (1, depth) for depth, message_id in enumerate(shown, start=1)}
    starts = deque(_starts([None, *shown], children, places))
    number = 1
    # Last of all what hangs in a circle of parents, which nothing leads to.
    starts += _starts([*children], children, {})
    while starts:
        parent, start = starts.popleft()
        if start in places:
            continue
        number += 1
        above, depth = places.get(parent, (0, 0)) if parent is not None else (0, 0)
        run = _run(start, children, places)
        places |= {message_id: (number, depth + n) for n, message_id in enumerate(run, start=1)}
        yield Version(number, tuple(run), above, depth)
        starts.extendleft(reversed([*_starts(run, children, places)]))


def kept_parents(conversation: Conversation) -> dict[MessageId, MessageId | None]:
    """Return by its id what each message follows once the deleted ones are left out."""
    links = [*conversation.messages.links()]
    parents = {message_id: parent for message_id, parent, _ in links}
    gone = {message_id for message_id, _, is_deleted in links if is_deleted}
    kept: dict[MessageId, MessageId | None] = {}
    for message_id, parent, is_deleted in links:
        seen = {message_id}
        above = parent
        while above in gone and above not in seen:
            seen.add(above)
            above = parents[above]
        if not is_deleted:
            kept[message_id] = above if above in parents and above not in gone else None
    return kept


def _children_of(conversation: Conversation) -> _Children:
    children: _Children = {}
    for message_id, parent in kept_parents(conversation).items():
        children.setdefault(parent, []).append(message_id)
    return children


def _starts(
    run: Sequence[MessageId | None], children: _Children, known: dict[MessageId, tuple[int, int]]
) -> Iterator[tuple[MessageId | None, MessageId]]:
    for parent in run:
        for child in children.get(parent, ()):
            if child not in known:
                yield parent, child


def _run(
    start: MessageId, children: _Children, known: dict[MessageId, tuple[int, int]]
) -> list[MessageId]:
    run = {start: None}
    last = start
    while further := [
        child for child in children.get(last, ()) if child not in known and child not in run
    ]:
        last = further[-1]
        run[last] = None
    return [*run]
