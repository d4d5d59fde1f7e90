"""Which addresses in content may be pressed."""

from urllib.parse import urlsplit

_SCHEMES = ("http", "https", "mailto")


def followable(address: str) -> str:
    """Return the address if it may be opened at the reader's wish, else nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES:
        return ""
    if parts.scheme.lower() != "mailto" and not parts.hostname:
        return ""
    return address


def destination(address: str) -> str:
    """Return where a link really leads, to be shown before it is followed: host, then the rest."""
    parts = urlsplit(address)
    if parts.scheme.lower() == "mailto":
        return f"Mail to {parts.path}"
    return f"{parts.hostname}\n{address}"


def host_of(address: str) -> str:
    """Return the host of an address, or the address itself where it has none."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address
