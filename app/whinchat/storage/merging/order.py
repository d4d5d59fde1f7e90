"""In which order messages stand in a merged file: parents first, then by time, then by id."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from heapq import heapify, heappop, heappush
from typing import NamedTuple


class Stand(NamedTuple):
    """What a message's place depends on."""

    begun_at: datetime
    parent_id: str | None


def arranged(stands: Mapping[str, Stand]) -> list[str]:
    """Return the ids in order. It depends on nothing but what is given; cycles are cut."""
    children: dict[str, list[str]] = defaultdict(list)
    ready: list[tuple[datetime, str]] = []
    for message_id, stand in stands.items():
        if stand.parent_id in stands:
            children[str(stand.parent_id)].append(message_id)
        else:
            ready.append((stand.begun_at, message_id))
    heapify(ready)
    placed: dict[str, None] = {}
    _place(ready, placed, children, stands)
    if len(placed) < len(stands):
        for entry in sorted((stand.begun_at, key) for key, stand in stands.items()):
            _place([entry], placed, children, stands)
    return [*placed]


def _place(
    ready: list[tuple[datetime, str]],
    placed: dict[str, None],
    children: Mapping[str, list[str]],
    stands: Mapping[str, Stand],
) -> None:
    while ready:
        message_id = heappop(ready)[1]
        if message_id not in placed:
            placed[message_id] = None
            for child in children.get(message_id, ()):
                heappush(ready, (stands[child].begun_at, child))
