"""What all readers do alike: one conversation after the other, none in another's way."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from whinchat.domain.values import JsonObject
from whinchat.storage.exchange.importing.bundle import Member
from whinchat.storage.exchange.importing.imported import Imported, Unread
from whinchat.storage.exchange.importing.intake import Intake
from whinchat.storage.exchange.importing.json_cutter import JsonCutter, Path, Step
from whinchat.storage.exchange.importing.lenient import decoded
from whinchat.storage.exchange.importing.refusal import CutShort, Refused
from whinchat.storage.exchange.importing.sketch import Sketch

Outcome: TypeAlias = Imported | Unread
Reader: TypeAlias = Callable[[Member, Intake], Iterator[Outcome]]


def each_object(
    member: Member, choose: Callable[[Path], Step]
) -> Iterator[tuple[Path, JsonObject] | Unread]:
    """Yield the objects that ``choose`` takes out of a JSON file, and what cannot be read of it.

    Raises ``Refused`` where nothing can be read at all.
    """
    found = 0
    try:
        with member.open() as stream:
            for path, data in JsonCutter(stream.read).cut(choose):
                found += 1
                yield _object_at(path, data)
    except CutShort as error:
        if not found:
            raise
        yield Unread(member.base_name, f"The rest of the file: {error}")


def listed_or_alone(path: Path) -> Step:
    """Take the values in a list, or the one there is."""
    return Step.TAKE if path else Step.ENTER_LIST


def whole(_path: Path) -> Step:
    """Take the whole value."""
    return Step.TAKE


def drawn_each(
    member: Member,
    intake: Intake,
    draw: Callable[[JsonObject, Intake], Sketch],
    choose: Callable[[Path], Step] = listed_or_alone,
) -> Iterator[Outcome]:
    """Yield the conversations in a file, each an object that ``draw`` makes a sketch of."""
    for found in each_object(member, choose):
        yield found if isinstance(found, Unread) else finished(draw(found[1], intake), intake)


def finished(sketch: Sketch, intake: Intake) -> Outcome:
    """Return the conversation of a sketch, with the files that were taken for it."""
    contents, notes = intake.finish()
    conversation = sketch.conversation()
    if not conversation.messages:
        return Unread(sketch.title or sketch.source_id or "A conversation", "It has no messages.")
    return Imported(conversation, sketch.app, sketch.source_id, contents, notes)


def _object_at(path: Path, data: bytes | None) -> tuple[Path, JsonObject] | Unread:
    name = f"Number {path[0] + 1}" if path and isinstance(path[0], int) else "A conversation"
    try:
        value = decoded(data)
    except Refused as error:
        return Unread(name, str(error))
    if not isinstance(value, Mapping):
        return Unread(name, "It is no conversation.")
    return path, value
