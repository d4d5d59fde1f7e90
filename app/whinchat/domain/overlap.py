"""Going on from a partial reply: one text out of two, without the words said twice."""

from dataclasses import replace

from whinchat.domain.parts import Citation, Part, TextPart

_LONGEST = 200
_SHORTEST = 10
"""A shorter repetition is chance: “the” may well follow “the”."""


def continued(
    start: tuple[Part, ...], more: tuple[Part, ...], *, is_final: bool
) -> tuple[Part, ...]:
    """Return the parts of a reply that goes on from ``start``.

    The first text that comes is joined to the last text there was, less what it repeats of it.
    """
    if not start or not isinstance(before := start[-1], TextPart):
        return start + more
    for position, after in enumerate(more):
        if isinstance(after, TextPart):
            joined = _joined(before, after, is_final=is_final)
            return (*start[:-1], *more[:position], joined, *more[position + 1 :])
    return start + more


def repeated_length(before: str, after: str) -> int:
    """Return how many characters at the start of ``after`` repeat the end of ``before``."""
    for length in range(min(_LONGEST, len(before), len(after)), _SHORTEST - 1, -1):
        if before.endswith(after[:length]):
            return length
    return 0


def _joined(before: TextPart, after: TextPart, *, is_final: bool) -> TextPart:
    # While all that came could still be a repetition it is held back, so that nothing flickers.
    if not is_final and after.text in before.text[-_LONGEST:]:
        return before
    rest = after.text[repeated_length(before.text, after.text) :]
    shift = len(before.text) - (len(after.text) - len(rest))
    citations = tuple(_shifted(citation, shift) for citation in after.citations)
    return replace(before, text=before.text + rest, citations=before.citations + citations)


def _shifted(citation: Citation, by: int) -> Citation:
    return replace(citation, start=citation.start + by, end=citation.end + by)
