"""Small values that the whole domain speaks: JSON, ids, well-formed text."""

import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NewType, NoReturn, TypeAlias

Json: TypeAlias = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None
JsonObject: TypeAlias = Mapping[str, Json]

ConversationId = NewType("ConversationId", str)
MessageId = NewType("MessageId", str)
ProviderId = NewType("ProviderId", str)


class _Nothing(Mapping[str, Any]):
    """An empty mapping with a hash: until Python 3.12 no other may be a dataclass's default."""

    __slots__ = ()

    def __getitem__(self, key: str) -> NoReturn:
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "{}"


NOTHING: Mapping[str, Any] = _Nothing()
"""The empty object, shared by all values that carry no unknown fields."""


def new_id() -> str:
    """Return 32 hex digits shaped like a UUID of version 7: sortable by time, else random."""
    milliseconds = time.time_ns() // 1_000_000
    head = f"{milliseconds & (1 << 48) - 1:012x}"
    tail = secrets.token_hex(10)
    return f"{head}7{tail[1:4]}{8 + int(tail[4], 16) % 4:x}{tail[5:]}"


def repair_surrogates(text: str) -> str:
    r"""Join surrogate halves that came in two pieces; a half alone becomes U+FFFD.

    Servers that cut tokens inside an emoji send ``"\ud83d"`` and ``"\ude00"`` in two deltas;
    neither half can be written as UTF-8.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
