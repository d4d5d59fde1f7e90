"""Keys: text that no log, error, picture or file may ever show."""

import hmac
from typing import NoReturn

from whinchat.domain.errors import WhinchatError

_LONGEST = 1024
_TAIL = 4
_LONG_ENOUGH_FOR_A_TAIL = 12


class BadKey(WhinchatError):
    """A text that cannot be a key; the message says why and never quotes it."""


class Secret:
    """A key in memory. Only ``reveal`` gives it out; printing and formatting show dots."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the key itself, for the one header it belongs in."""
        return self._text

    @property
    def tail(self) -> str:
        """Return the last four characters, or nothing where they would give too much away."""
        return self._text[-_TAIL:] if len(self._text) >= _LONG_ENOUGH_FOR_A_TAIL else ""

    def __repr__(self) -> str:
        return "Secret(•••)"

    def __str__(self) -> str:
        return "•••"

    def __format__(self, specification: str) -> str:
        return "•••"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> NoReturn:
        message = "A secret is not pickled or copied."
        raise TypeError(message)


def parse_key(text: str) -> Secret:
    """Return a pasted key without the space around it.

    Raises ``BadKey`` unless it is 1 to 1,024 printable ASCII characters without a space: what
    does not fit into a header would come out in the header library's own error.
    """
    key = text.strip()
    if not key:
        raise BadKey("The key is empty.")
    if len(key) > _LONGEST:
        message = f"The key is too long: {len(key):,} characters, and {_LONGEST:,} are allowed."
        raise BadKey(message)
    for position, character in enumerate(key, start=1):
        if not "!" <= character <= "~":
            raise BadKey(_complaint(character, position))
    return Secret(key)


def _complaint(character: str, position: int) -> str:
    what = {" ": "a space", "\n": "a line break", "\r": "a line break", "\t": "a tab"}.get(
        character, f"a character that keys do not have (U+{ord(character):04X})"
    )
    return f"The key has {what} at position {position}. Copy it again, without anything around it."
