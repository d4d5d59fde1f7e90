"""Places: where the message of an id stands in a branch."""

from collections.abc import Sequence
from itertools import count

from whinchat.domain.values import MessageId


class Places:
    """The places of messages by their ids, looked up by nobody while a branch is only read."""

    def __init__(self, ids: Sequence[MessageId] = ()) -> None:
        self._ids = ids
        self._known: dict[MessageId, int] | None = None

    def __len__(self) -> int:
        return len(self._ids) if self._known is None else len(self._known)

    def __contains__(self, message_id: object) -> bool:
        return message_id in self._places

    def get(self, message_id: MessageId) -> int | None:
        """Return the place of a message; ``None`` for one that is not here."""
        return self._places.get(message_id)

    def append(self, message_id: MessageId) -> None:
        """Add a message at the end."""
        self._places[message_id] = len(self._places)

    def cut(self, length: int) -> None:
        """Keep only the first messages."""
        places = self._places
        while len(places) > length:
            places.popitem()

    @property
    def _places(self) -> dict[MessageId, int]:
        if self._known is None:
            self._known = dict(zip(self._ids, count(), strict=False))
            self._ids = ()
        return self._known
