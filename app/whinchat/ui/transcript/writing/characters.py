"""Characters that must not reach a text layout as they are."""

import re

from whinchat.domain.values import repair_surrogates

# Qt takes U+FDD0 and U+FDD1 for the ends of frames, U+2029 and CR for ends of blocks, U+FFFC for an
# embedded object, and PySide drops half surrogates. Controls would be invisible.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2029\ufdd0\ufdd1\ufffc\ud800-\udfff]")
_STAND_INS = {
    **{code: 0x2400 + code for code in range(0x20)},
    **dict.fromkeys(range(0x7F, 0xA0), 0xFFFD),
    0x09: 0x09,
    0x0A: 0x0A,
    0x0D: 0x2028,
    0x7F: 0x2421,
    0x85: 0x2028,
    0x2029: 0x2028,
    0xFDD0: 0xFFFD,
    0xFDD1: 0xFFFD,
    0xFFFC: 0xFFFD,
}


# Qt takes a second for 2,000 of these in one paragraph, and four for twice as many.
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_MOST_TURNS = 64


def shown(text: str) -> str:
    """Return the text as it can be laid out: nothing in it unseen, nothing left out."""
    if not text.isascii() and sum(map(text.count, _TURNS)) > _MOST_TURNS:
        for turn in _TURNS:
            text = text.replace(turn, "\ufffd")
    if not _ODD.search(text):
        return text
    return repair_surrogates(text.replace("\r\n", "\n")).translate(_STAND_INS)


def cut_long_lines(text: str, longest: int) -> list[str]:
    """Return the lines of a text, those over ``longest`` characters in several pieces."""
    lines: list[str] = []
    for line in text.split("\n"):
        if len(line) <= longest:
            lines.append(line)
        else:
            lines.extend(line[at : at + longest] for at in range(0, len(line), longest))
    return lines
