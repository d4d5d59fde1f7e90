"""What is in chosen files and folders, and how it stands to what is here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from whinchat.domain.conversation import Conversation
from whinchat.domain.source import Source, source_of
from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row
from whinchat.storage.exchange.importing.imported import App, Imported, Unread
from whinchat.storage.exchange.importing.refusal import Refused

Place = tuple[int, int]
"""Which of the files, and which of the conversations in it."""
Known = Mapping[tuple[str, str], tuple[ConversationId, Source | None]]
"""By program and id, the conversation that came from there and what it was then.

``None`` where that is not known.
"""


class Standing(StrEnum):
    """How a conversation stands to what is here."""

    NEW = "new"
    HERE = "here"
    LONGER = "longer"
    """Here, but saying less than the file does now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A conversation that can be imported."""

    place: Place
    source: Source
    app: App
    title: str
    messages: int
    pictures: int
    files: int
    begun_at: datetime
    ended_at: datetime
    notes: tuple[str, ...]
    standing: Standing
    here: ConversationId | None = None
    """What came from there before."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What was found."""

    paths: tuple[Path, ...]
    candidates: tuple[Candidate, ...]
    unread: tuple[Unread, ...]
    """What cannot be read, whole files among it."""


Found = Candidate | Unread


def known_by_source(rows: Sequence[Row]) -> Known:
    """Return the conversations of a list by where they came from.

    An export of ours knows a conversation by its own id, and it may still be here.
    """
    known: dict[tuple[str, str], tuple[ConversationId, Source | None]] = {
        (App.WHINCHAT.value, str(row.id)): (row.id, None) for row in rows
    }
    for row in rows:
        if row.source is not None:
            known[row.source.app, row.source.id] = (row.id, row.source)
    return known


def look_through(paths: Sequence[Path], known: Known) -> Iterator[Found]:
    """Yield what is in files and folders, without their pictures; nothing is raised."""
    for number, path in enumerate(paths):
        try:
            for ordinal, found in enumerate(_arrivals(path, reads_content=False)):
                if isinstance(found, Imported):
                    yield _candidate((number, ordinal), found, known)
                else:
                    yield found
        except Refused as error:
            yield Unread(path.name, str(error))


def take(path: Path, wanted: Mapping[int, Candidate]) -> Iterator[tuple[Candidate, Imported]]:
    """Yield the wanted conversations of a file, whole. Raises ``Refused``.

    A file that is another by now gives nothing of what it gave before.
    """
    left = set(wanted)
    for ordinal, found in enumerate(_arrivals(path, reads_content=True)):
        candidate = wanted.get(ordinal)
        if candidate is None:
            continue
        left.discard(ordinal)
        if not isinstance(found, Imported) or found.source_id != candidate.source.id:
            raise Refused(f"{path.name} has changed since it was looked at. Choose it again.")
        yield candidate, found
        if not left:
            return
    if left:
        raise Refused(f"{path.name} has changed since it was looked at. Choose it again.")


def _candidate(place: Place, found: Imported, known: Known) -> Candidate:
    conversation = found.conversation
    source = source_of(found.app.value, found.source_id, conversation.messages.values())
    here, before = known.get((found.app.value, found.source_id), (None, None))
    standing = Standing.NEW
    if here is not None:
        is_longer = before is not None and source.is_longer_than(before)
        standing = Standing.LONGER if is_longer else Standing.HERE
    begun_at, ended_at = _times(conversation)
    return Candidate(
        place=place,
        source=source,
        app=found.app,
        title=conversation.title or "Untitled",
        messages=source.messages,
        pictures=found.pictures,
        files=found.files,
        begun_at=begun_at,
        ended_at=ended_at,
        notes=found.notes,
        standing=standing,
        here=here,
    )


def _times(conversation: Conversation) -> tuple[datetime, datetime]:
    times = [message.created_at for message in conversation.messages.values()]
    return min(conversation.created_at, *times), max(times)


Progress = Callable[[int], None]
"""Told how many conversations have been found, or have arrived."""


def _arrivals(path: Path, *, reads_content: bool) -> Iterator[Imported | Unread]:
    # A reader for each program, which only an import needs.
    from whinchat.storage.exchange.importing.arrivals import arrivals  # noqa: PLC0415 - see above

    return arrivals(path, reads_content=reads_content)
