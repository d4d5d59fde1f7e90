"""Which addresses in content may be pressed, and where they really lead."""

import re
import unicodedata
from urllib.parse import parse_qsl

from PySide6.QtCore import QUrl

from whinchat.ui.transcript.writing.unseen import has_unseen, in_words

_LONGEST_SHOWN = 400
_MAIL_FIELDS = frozenset(("subject", "body", "cc", "to", "in-reply-to"))
"""What a link may write into a letter; programs for mail attach files for other names."""
_HOST = re.compile(r"(?:[a-z0-9_-]+\.)*[a-z0-9_-]+\.?|[0-9a-f:.]+")
# Strict: nothing is guessed or repaired, so what is shown is what is opened.
_STRICT = QUrl.ParsingMode.StrictMode
_ENCODED = QUrl.ComponentFormattingOption.FullyEncoded
_DECODED = QUrl.ComponentFormattingOption.FullyDecoded
# A word with dots; a scheme, "www." or a path before and behind make it an address for certain.
_NAMED_HOST = re.compile(
    r"(?P<before>https?://|www\.|[\w.+-]+@)?"
    r"(?P<host>(?:[^\W_](?:[\w-]*[^\W_])?[.\u3002\uff0e\uff61])+[^\W\d_]{2,}|\d+(?:\.\d+){3})"
    r"(?=[/:?#]|\W|\Z)",
    re.IGNORECASE,
)
# Countries and what is common, but not what the names of files far more often end in.
_ENDS_OF_HOSTS = re.compile(
    r"com|net|org|edu|gov|mil|int|info|biz|dev|app|xyz|online|site|shop|store|cloud|tech|bank|blog"
    r"|page|link|live|news|wiki|pro|name|example|test|local|onion"
    r"|(?!py|md|rs|sh|pl|cc|ml|ts|js|so|mk|am|in|go|rb|kt|ps|vi|hs|cs)[a-z]{2}"
)
_LATIN_LOOKALIKES = frozenset(
    "\u0430\u0441\u0501\u0435\u0456\u0458\u04cf\u043e\u0440\u051b\u0455\u051d\u0445\u0443\u04bb"
    "\u043d\u043a\u0442\u043c\u0432\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7"
    "\u0578\u057d\u0570\u0585\u0566\u0561\u0131\u0251\u0261"
)
_ODD = ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")
_TOGETHER = ({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}, {"LATIN", "CJK", "HANGUL"})
"""Scripts that one name is written in."""


def followable(address: str) -> str:
    """Return the address if it may be opened at the reader's wish, else nothing."""
    if has_unseen(address) or any(is_odd(character) for character in address):
        return ""
    url = QUrl(address, _STRICT)
    if not url.isValid():
        return ""
    match url.scheme().lower():
        case "http" | "https":
            return address if _HOST.fullmatch(url.host(_ENCODED).lower()) else ""
        case "mailto":
            return address if _is_letter(url) else ""
        case _:
            return ""


def is_odd(character: str) -> bool:
    """Tell whether a character has no place in an address: spaces, controls, backslashes."""
    return character <= " " or character in "\x7f\\" or unicodedata.category(character) in _ODD


def destination(address: str) -> str:
    """Return where a link really leads, to be shown before it is followed: host, then the rest."""
    shown = in_words(address)
    if len(shown) > _LONGEST_SHOWN:
        shown = f"{shown[:_LONGEST_SHOWN]}\u2026"
    if QUrl(address, _STRICT).scheme().lower() == "mailto":
        return f"Mail to {host_of(address)}"
    return f"{host_of(address)}\n{shown}"


def host_of(address: str) -> str:
    """Return the host that is really meant, letter for letter; of mail who would get it."""
    url = QUrl(address, _STRICT)
    if url.scheme().lower() == "mailto":
        return in_words(url.path(_DECODED))
    host = url.host(_ENCODED)
    if not host:
        return in_words(address)
    return f"{host}:{url.port()}" if url.port() >= 0 else host


def is_misleading(words: str, address: str) -> bool:
    """Tell whether somebody who reads the words of a link might expect another host."""
    url = QUrl(address, _STRICT)
    if url.scheme().lower() == "mailto":
        real = url.path(_DECODED).rpartition("@")[2]
    else:
        real = url.host(_ENCODED)
    if url.userInfo() or has_unseen(words) or _is_lookalike(real):
        return True
    return any(not _is_same(named, real) for named in _named_hosts(words))


def _named_hosts(words: str) -> list[str]:
    """Return the hosts that words name; the name of a file is none."""
    found = []
    for match in _NAMED_HOST.finditer(words):
        host = match["host"].lower()
        end = host.rpartition(".")[2]
        is_certain = match["before"] or end.isdigit() or words[match.end() :][:1] == "/"
        if is_certain or not end.isascii() or _ENDS_OF_HOSTS.fullmatch(end):
            found.append(host)
    return found


def _is_same(named: str, real: str) -> bool:
    """Tell whether the real host is the one named, or a part of it such as ``docs.``."""
    encoded = QUrl(f"https://{named}/", _STRICT).host(_ENCODED)
    wanted, there = (host.lower().rstrip(".").removeprefix("www.") for host in (encoded, real))
    return bool(wanted) and (there == wanted or there.endswith(f".{wanted}"))


def _is_lookalike(host: str) -> bool:
    """Tell whether a name could be taken for another: letters of two scripts, or all doubles."""
    for label in QUrl.fromAce(host.encode()).split("."):
        letters = [letter for letter in label if letter.isalpha()]
        scripts = {unicodedata.name(letter, "?").split()[0] for letter in letters}
        others = [letter for letter in letters if not letter.isascii()]
        if len(scripts) > 1 and not any(scripts <= known for known in _TOGETHER):
            return True
        if others and all(letter in _LATIN_LOOKALIKES for letter in others):
            return True
        if label.lower().startswith("xn--"):
            # Qt leaves what it does not trust as it is.
            return True
    return False


def _is_letter(url: QUrl) -> bool:
    """Tell whether a mail link names somebody and writes no more than a letter."""
    receiver = url.path(_DECODED)
    fields = parse_qsl(url.query(_ENCODED), keep_blank_values=True)
    if not re.fullmatch(r"[^\s@,;<>\x00-\x1f]+@[^\s@,;<>\x00-\x1f]+", receiver):
        return False
    for name, value in fields:
        is_line = name.lower() != "body"
        if name.lower() not in _MAIL_FIELDS or (is_line and re.search(r"[\x00-\x1f\x7f]", value)):
            return False
    return True
