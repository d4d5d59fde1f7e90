"""How many messages of a conversation are deleted, as its head and its journal say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from whinchat.domain.conversation import Mark, MarkName
from whinchat.domain.values import JsonObject
from whinchat.storage.conversation_file import DELETIONS
from whinchat.storage.failures import Damaged
from whinchat.storage.fields import Fields
from whinchat.storage.json_bytes import from_bytes


@dataclass(frozen=True, slots=True)
class Deletions:
    """The deleted messages of one conversation."""

    count: int = 0
    at: datetime | None = None
    """When the last of them was deleted."""


def deletions_in(head: JsonObject, journal: bytes) -> Deletions:
    """Return what a head says, and what its journal says of marks that came since.

    Of the messages nothing is read. Where somebody else wrote the file since, or it was written
    and its journal did not go, it may be one out until the conversation is opened.
    """
    said = Fields(head).object(DELETIONS) or Fields({})
    count, at = said.count("count") or 0, said.time("at")
    # A journal may outlive the file that it was folded into: what is no later counts there.
    marks = [(key, mark) for key, mark in _marks_in(journal) if at is None or mark.at > at]
    first, last = dict(reversed(marks)), dict(marks)
    # A mark is written where it changes something: before its first it was the other way.
    for message_id, mark in last.items():
        if bool(mark.value) is bool(first[message_id].value):
            count += 1 if mark.value else -1
        if mark.value:
            at = max(at or mark.at, mark.at)
    return Deletions(count, at) if count > 0 else Deletions()


def _marks_in(journal: bytes) -> Iterator[tuple[str, Mark]]:
    # Cheap first: most journals have none, and a growing reply is many lines.
    for line in journal.split(b"\n") if b'"deleted"' in journal else ():
        if b'"deleted"' not in line:
            continue
        try:
            content = from_bytes(line)
        except Damaged:
            continue
        match content:
            case {"mark": str(message_id), "name": MarkName.DELETED}:
                mark = Fields({MarkName.DELETED: content}).mark(MarkName.DELETED)
                if mark is not None:
                    yield message_id, mark
