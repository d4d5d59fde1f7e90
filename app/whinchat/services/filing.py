"""What the user says of conversations in the list: in the rows at once, on the disk behind."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from whinchat.domain.conversation import Field, Mark
from whinchat.domain.values import ConversationId, Json
from whinchat.services.open_chats import OpenChats
from whinchat.services.row_states import RowStates
from whinchat.services.rows import Row, Rows, with_field
from whinchat.storage.library import Library


class Filing:
    """Changes fields of several conversations, open or not. What may not be changed stays."""

    def __init__(self, rows: Rows, states: RowStates, chats: OpenChats, library: Library) -> None:
        self._rows = rows
        self._states = states
        self._chats = chats
        self._library = library

    def set(self, ids: Iterable[ConversationId], field: Field, value: Json) -> None:
        """Give a field of all these the same value."""
        self._change(ids, field, lambda _: value)

    def tag(self, ids: Iterable[ConversationId], add: Iterable[str], remove: Iterable[str]) -> None:
        """Give conversations tags and take others from them."""
        more = [word for word in map(_clean, add) if word]
        fewer = {_clean(word) for word in remove}

        def tags(row: Row) -> Json:
            return [*dict.fromkeys(word for word in (*row.tags, *more) if word not in fewer)]

        self._change(ids, Field.TAGS, tags)

    def _change(
        self, ids: Iterable[ConversationId], field: Field, value_of: Callable[[Row], Json]
    ) -> None:
        marks: dict[ConversationId, dict[str, Mark]] = {}
        for conversation_id in dict.fromkeys(ids):
            row = self._rows.get(conversation_id)
            if row is None or row.is_read_only:
                continue
            value = value_of(row)
            changed = with_field(row, field, value)
            if changed == row:
                continue
            self._rows.put(changed)
            self._states.refresh((conversation_id,))
            if (chat := self._chats.get(conversation_id)) is not None:
                chat.set_field(field, value)
            else:
                mark = Mark(value, datetime.now(UTC), self._library.writer_id)
                marks[conversation_id] = {field: mark}
        self._library.listing.save_fields(marks)


def _clean(word: str) -> str:
    return " ".join(word.split())
