"""Where an imported conversation came from, by which it is known again."""

from typing import NamedTuple

from whinchat.domain.values import Json


class Source(NamedTuple):
    """A conversation of another program."""

    app: str
    id: str
    messages: int = 0
    """How many there were when it came."""


def source_in(value: Json) -> Source | None:
    """Return the source in a mark's value; ``None`` for a conversation that was begun here."""
    match value:
        case {"app": str(app), "id": str(source_id), "messages": int(messages)}:
            return Source(app, source_id, messages)
        case {"app": str(app), "id": str(source_id)}:
            return Source(app, source_id)
        case _:
            return None
