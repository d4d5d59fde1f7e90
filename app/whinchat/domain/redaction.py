"""Taking keys out of text before anybody sees it."""

import base64
import re
from collections.abc import Iterator
from urllib.parse import quote

from whinchat.domain.secret import Secret

_MASK = "•••"
_PIECE = 8
"""So many characters of a key in a row are a leak."""
_SHORTEST = 4
"""Shorter “keys”, such as the ``x`` that some local servers want, are not secrets."""

_LOOKS_SECRET = re.compile(
    r"""
    (?<![A-Za-z0-9]) (?: sk | pk | rk | hf | gsk | xai | ghp | glpat ) [-_] [\w*.•-]{6,}
  | (?<![A-Za-z0-9]) AIza [\w-]{20,}
  | (?<![A-Za-z0-9]) eyJ [\w-]{8,} (?: \. [\w-]+ ){1,2}
  | (?<= bearer[ ] ) [\w.~+/=*•-]{6,}
  | (?<= basic[ ] ) [\w+/=]{8,}
  | (?<= :// ) [^/\s@"'<>]* @
  | (?<= [?&]key= ) [^&\s"'\#]+
  | (?<= [?&]code= ) [^&\s"'\#]+
  | (?<= [?&]token= ) [^&\s"'\#]+
  | (?<= [?&]api_key= ) [^&\s"'\#]+
  | (?<= [?&]api-key= ) [^&\s"'\#]+
  | (?<= [?&]access_token= ) [^&\s"'\#]+
    """,
    re.VERBOSE | re.IGNORECASE,
)


def redact(text: str, *secrets: Secret) -> str:
    """Return ``text`` with every key masked: known ones in any form, and what looks like one.

    Of a known key every run of eight characters goes, plain, URL-encoded or in base64, so that a
    server's “Incorrect key sk-abc…xyz” shows nothing either.
    """
    for secret in secrets:
        text = _without(text, secret.reveal())
    return _LOOKS_SECRET.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    return f"{_MASK}@" if found[0].endswith("@") else _MASK


def _without(text: str, key: str) -> str:
    if len(key) < _SHORTEST:
        return text
    width = min(_PIECE, len(key))
    pieces = {
        form[start : start + width]
        for form in _forms(key)
        for start in range(len(form) - width + 1)
    }
    kept: list[str] = []
    position = 0
    for start, end in _runs(text, pieces, width):
        kept += [text[position:start], _MASK]
        position = end
    return "".join([*kept, text[position:]])


def _runs(text: str, pieces: set[str], width: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of ``text`` that are made of pieces, overlapping ones as one."""
    run_start = run_end = -1
    for start in range(len(text) - width + 1):
        if text[start : start + width] not in pieces:
            continue
        if start > run_end >= 0:
            yield run_start, run_end
            run_start = -1
        run_start = start if run_start < 0 else run_start
        run_end = start + width
    if run_start >= 0:
        yield run_start, run_end


def _forms(key: str) -> Iterator[str]:
    yield key
    yield quote(key, safe="")
    # In base64 a text looks different by where in a group of three it starts; the characters at
    # either edge depend on the neighbours.
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + key.encode()).decode()
        inner = encoded[4 if offset else 0 :].rstrip("=")
        yield inner[:-1]
        yield inner[:-1].replace("+", "-").replace("/", "_")
