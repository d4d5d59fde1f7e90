"""Ways in which bytes go wrong on a disk or in an editor."""

import random
from collections.abc import Callable

Corruption = Callable[[random.Random, bytes], bytes]


def flipped(chance: random.Random, data: bytes) -> bytes:
    """Flip some bits."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 20))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def truncated(chance: random.Random, data: bytes) -> bytes:
    """Cut the end off."""
    return data[: chance.randrange(len(data))]


def zeroed(chance: random.Random, data: bytes) -> bytes:
    """Let a piece be nothing but zeros."""
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 16, 512)))
    return data[:start] + b"\0" * (end - start) + data[end:]


def spliced(chance: random.Random, data: bytes) -> bytes:
    """Put a piece of it in twice."""
    start, end, to = sorted(chance.choices(range(len(data)), k=3))
    return data[:to] + data[start:end] + data[to:]


ODD_BYTES = (
    *(b"null", b"[]", b"{}", b"NaN", b'"\\ud83d"', b"1e999", b"\xff", b"[" * 3000, b'","', b"7"),
)
ODD_VALUES = (b"null", b"[]", b"{}", b"-1", b'""', b"true", b'[{"a":[1]}]', b'"a" ')


def replaced(chance: random.Random, data: bytes) -> bytes:
    """Exchange a piece for one that JSON or UTF-8 trips over."""
    start = chance.randrange(len(data))
    return data[:start] + chance.choice(ODD_BYTES) + data[start + chance.randrange(12) :]


def retyped(chance: random.Random, data: bytes) -> bytes:
    """Exchange one value for one of another type: still JSON, but odd."""
    pieces = data.split(b": ")
    if len(pieces) == 1:
        return replaced(chance, data)
    place = chance.randrange(1, len(pieces))
    value, comma, rest = pieces[place].partition(b",\n")
    odd = chance.choice(
        (b"null", b"[]", b"{}", b"-1", b'""', b"true", b'[{"a":[1]}]', value + b" ")
    )
    pieces[place] = odd + comma + rest
    return b": ".join(pieces)


WAYS: tuple[Corruption, ...] = (flipped, truncated, zeroed, spliced, replaced, retyped)
