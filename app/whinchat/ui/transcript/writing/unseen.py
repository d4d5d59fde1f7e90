"""Characters that nobody would see: found in a text, so that something is shown for them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from whinchat.ui.transcript.writing.characters import shown

OBJECT = "\ufffc"
"""The one character that a drawn thing takes in a document."""
_FEW = 3
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
# What turns a sign into an emoji, joins two, writes a flag or chooses the form of a character.
_USUAL = (
    f"(?P<usual>(?<=[#*0-9{_EMOJI}])[\ufe0e\ufe0f]"
    f"|(?<=[\ufe0f{_EMOJI}])\u200d(?=[{_EMOJI}]|\\Z)"
    "|(?<=\U0001f3f4)[\U000e0030-\U000e007a]{1,8}\U000e007f"
    "|(?<=[\u3400-\u9fff\U00020000-\U0003ffff])[\ufe00-\ufe0f\U000e0100-\U000e01ef])"
)
# No script sets more than a handful of marks on one letter, and thousands take long to be set.
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_CROWD = f"(?<=[{_MARKS}]{{64}})[{_MARKS}]+|[\U000e0000-\U000e0fff]+"
_ANY = re.compile(f"[{_UNSEEN}{_MARKS}]")
_IN_CODE = re.compile(f"{_USUAL}|{_CROWD}|[{_UNSEEN}]")
# Persian, Indic and Hebrew prose needs its joiners and marks. What overrides the order of letters,
# hides letters or comes in crowds belongs to no language.
_IN_PROSE = re.compile(f"{_USUAL}|{_CROWD}|[\u202d\u202e\ufeff]|[{_UNSEEN}]{{4,}}")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ALL_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_NAMES = {
    0x00AD: "SHY",
    0x034F: "CGJ",
    0x061C: "ALM",
    0x200B: "ZWSP",
    0x200C: "ZWNJ",
    0x200D: "ZWJ",
    0x200E: "LRM",
    0x200F: "RLM",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2060: "WJ",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0xFEFF: "BOM",
}


@dataclass(frozen=True, slots=True)
class Unseen:
    """Characters beside each other that nobody would see."""

    sent: str

    @property
    def label(self) -> str:
        """Return what stands on their sign."""
        count = len(self.sent)
        if count > 1 and _ALL_TAGS.fullmatch(self.sent):
            return f"{count:,} tag characters"
        names = [_name(character) for character in self.sent[: _FEW + 1]]
        if count > 1 and self.sent.count(self.sent[0]) == count:
            return f"{names[0]} \u00d7{count:,}"
        return " ".join(names) if count <= _FEW else f"{count:,} hidden characters"


def pieces_of(text: str, *, is_exact: bool) -> Iterator[str | Unseen]:
    """Give a text as it can be laid out, and apart from it what nobody would see.

    In prose only what no language needs is held apart; ``is_exact`` is for code and addresses,
    where every character counts.
    """
    text = shown(text)
    if text.isascii() or not _ANY.search(text):
        yield text
        return
    end = 0
    for first, last in _stretches(text, _IN_CODE if is_exact else _IN_PROSE):
        if first > end:
            yield text[end:first]
        yield Unseen(text[first:last])
        end = last
    if end < len(text):
        yield text[end:]


def has_right_to_left(text: str) -> bool:
    """Return whether there are letters that run from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def has_unseen(code: str) -> bool:
    """Return whether there is anything in code that nobody would see."""
    return any(isinstance(piece, Unseen) for piece in pieces_of(code, is_exact=True))


def as_laid_out(code: str) -> str:
    """Return code as its document has it, one character for each sign."""
    return "".join(
        piece if isinstance(piece, str) else OBJECT for piece in pieces_of(code, is_exact=True)
    )


def in_words(text: str) -> str:
    """Return a text for a label, a menu or a tip, where nothing can be drawn among letters."""
    return "".join(
        piece if isinstance(piece, str) else f"\u2039{piece.label}\u203a"
        for piece in pieces_of(text, is_exact=True)
    )


def _stretches(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return the ends of what a pattern finds; what touches is one."""
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        if match["usual"]:
            continue
        first, last = match.span()
        if found and found[-1][1] == first:
            first = found.pop()[0]
        found.append((first, last))
    return found


def _name(character: str) -> str:
    return _NAMES.get(ord(character), f"U+{ord(character):04X}")
