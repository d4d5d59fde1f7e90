"""Where in a text its citations belong: what servers send is in no known unit, and may be wrong."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from whinchat.domain.parts import Citation

_LARGEST_OF_ONE_UNIT = "\uffff"


@dataclass(frozen=True, slots=True)
class Citing:
    """A place in a text, in characters, and which source is named there."""

    offset: int
    number: int
    """The source's number, from 1: each address has one, in the order in which they were named."""
    citation: Citation


def cited_once(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return each address once, as it was first named; its place is its number."""
    first: dict[str, Citation] = {}
    for citation in citations:
        first.setdefault(citation.url, citation)
    return tuple(first.values())


def citings(text: str, citations: Sequence[Citation], known: Sequence[str] = ()) -> list[Citing]:
    """Return the places, in order; none where the words cited are a link to the address itself.

    Offsets may be characters or UTF-16 units; those are taken after which more of the cited words
    end. One that is 0 or beyond the text belongs nowhere. ``known`` are addresses that have the
    first numbers.
    """
    addresses = dict.fromkeys([*known, *(citation.url for citation in citations)])
    numbers = {address: number for number, address in enumerate(addresses, 1)}
    to_offset = _unit(text, citations)
    found: dict[tuple[int, int], Citing] = {}
    for citation in citations:
        start, end = to_offset(citation.start), to_offset(citation.end)
        if not 0 < end <= len(text) or _bare(citation.url) in text[max(0, start) : end]:
            continue
        number = numbers[citation.url]
        found.setdefault((end, number), Citing(end, number, citation))
    return [found[place] for place in sorted(found)]


def _bare(address: str) -> str:
    """Return an address without what a server adds to count clicks."""
    return address.replace("?utm_source=openai", "").replace("&utm_source=openai", "")


def _unit(text: str, citations: Sequence[Citation]) -> Callable[[int], int]:
    """Return what makes characters of the unit that the citations are most likely in."""
    if max(text, default="") <= _LARGEST_OF_ONE_UNIT:
        return _as_it_is
    at_unit: list[int] = []
    for place, character in enumerate(text):
        at_unit += [place] * (1 + (character > _LARGEST_OF_ONE_UNIT))
    at_unit.append(len(text))

    def from_units(offset: int) -> int:
        return at_unit[offset] if 0 <= offset < len(at_unit) else -1

    ends = [citation.end for citation in citations]
    in_units = sum(_ends_words(text, from_units(end)) for end in ends)
    in_characters = sum(_ends_words(text, end) for end in ends)
    return from_units if in_units > in_characters else _as_it_is


def _as_it_is(offset: int) -> int:
    return offset


def _ends_words(text: str, end: int) -> bool:
    if not 0 < end <= len(text) or text[end - 1].isspace():
        return False
    return end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
