"""Two hundred texts with characters that nobody sees, and what must be seen of each."""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class OddText:
    """A text, and how many signs it has as code and as prose."""

    name: str
    text: str
    in_code: int
    in_prose: int


_SINGLE = (
    0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E,
    0x200F, 0x202A, 0x202B, 0x202C, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2066, 0x2067, 0x2068,
    0x2069, 0x206A, 0x206B, 0x206C, 0x206D, 0x206E, 0x206F, 0x3164, 0xFE00, 0xFE0E, 0xFE0F,
    0xFFA0, 0xFFF9, 0xFFFA, 0xFFFB, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A,
)  # fmt: skip
_OVERRIDING_OR_HIDING = (
    0x202D, 0x202E, 0xFEFF, 0xE0000, 0xE0001, 0xE0020, 0xE0041, 0xE007F, 0xE0100, 0xE01EF, 0xE0FFF,
)  # fmt: skip
_CONTROLS = (*range(0x01, 0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))


def odd_texts() -> Iterator[OddText]:
    """Give the texts: single characters, those beside this file, and controls."""
    written = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    yield from (_single(code, in_prose=0) for code in _SINGLE)
    yield from (_single(code, in_prose=1) for code in _OVERRIDING_OR_HIDING)
    yield from (OddText(**trojan) for trojan in written["trojans"])
    for text in written["scripts"]:
        yield OddText("script", text, sum(map(_is_unseen, text)), 0)
    quiet = [*written["usual"], *written["escapes"], *written["odd"]]
    quiet += [f"a{chr(code)}b" for code in _CONTROLS]
    yield from (OddText("quiet", text, 0, 0) for text in quiet)


def _single(code: int, in_prose: int) -> OddText:
    name = unicodedata.name(chr(code), f"U+{code:04X}")
    return OddText(name, f"left{chr(code)}right", 1, in_prose)


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf" or letter in "\u034f\u180b"
