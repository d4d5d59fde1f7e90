"""Names of exported files: from titles, such as every system takes, each once."""

import re
import unicodedata
from collections.abc import Iterable

from whinchat.domain.values import repair_surrogates

_LONGEST_NAME_BYTES = 120
_UNTITLED = "Conversation"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# What Windows keeps for devices, with any suffix.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


class Names:
    """Gives each file of a folder a name that no other has, not even in other letters."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {_essence(name) for name in taken}

    def unique(self, stem: str, suffix: str) -> str:
        """Return a name that is free, and take it: ``name.md``, ``name (2).md``."""
        number, name = 1, f"{stem}{suffix}"
        while _essence(name) in self._taken:
            number += 1
            name = f"{stem} ({number}){suffix}"
        self._taken.add(_essence(name))
        return name


def stem_of(title: str) -> str:
    """Return a file name from a title that every system takes, without folder and suffix."""
    title = " ".join(repair_surrogates(title).split()) or _UNTITLED
    visible = "".join(
        " " if unicodedata.category(sign)[0] == "C" else sign
        for sign in unicodedata.normalize("NFC", title)
    )
    words = " ".join(_FORBIDDEN.sub(" ", visible).split())
    name = words.encode()[:_LONGEST_NAME_BYTES].decode(errors="ignore").strip(" .-~")
    if not name or _DEVICES.fullmatch(name):
        name = f"{_UNTITLED} {name}".strip()
    return name


def _essence(name: str) -> str:
    """Return what two names share that some system takes for the same."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
