"""Which proxy the environment wants for a host. A broken value is reported, never fatal."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from whinchat.domain.address import BaseUrl
from whinchat.domain.redaction import redact

_SCHEMES = frozenset({"http", "https", "socks5", "socks5h"})
_RENAMED = {"socks": "socks5", "socks4": "socks5", "socks4a": "socks5h"}
"""GNOME writes ``socks://``, which no HTTP library knows."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """Proxies by the scheme they are for, and what is reached without any."""

    by_scheme: Mapping[str, str]
    without: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()
    """Values that were passed over, in words for the settings."""

    def proxy_for(self, url: BaseUrl) -> str | None:
        """Return the proxy's URL, or ``None`` for a direct connection."""
        if url.is_loopback or any(_covers(entry, url.host) for entry in self.without):
            return None
        scheme = "https" if url.is_secure else "http"
        return self.by_scheme.get(scheme) or self.by_scheme.get("all")


def parse_proxies(values: Mapping[str, str]) -> Proxies:
    """Read what ``urllib.request.getproxies`` found: ``http``, ``https``, ``all`` and ``no``."""
    by_scheme: dict[str, str] = {}
    complaints: list[str] = []
    for scheme in ("http", "https", "all"):
        value = values.get(scheme, "").strip()
        if not value:
            continue
        if (proxy := _parse_proxy(value)) is not None:
            by_scheme[scheme] = proxy
        else:
            complaints.append(f"The {scheme} proxy “{redact(value)}” cannot be used.")
    without = tuple(entry.strip() for entry in values.get("no", "").split(",") if entry.strip())
    return Proxies(by_scheme, without, tuple(complaints))


def _parse_proxy(value: str) -> str | None:
    if "://" not in value:
        value = f"http://{value}"
    scheme, _, rest = value.partition("://")
    scheme = _RENAMED.get(scheme.lower(), scheme.lower())
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        is_usable = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return f"{scheme}://{parts.netloc}" if scheme in _SCHEMES and is_usable else None


def _covers(entry: str, host: str) -> bool:
    """Tell whether one entry of ``NO_PROXY`` means ``host``."""
    if entry == "*":
        return True
    entry = entry.partition("://")[2] or entry
    entry = entry.replace("[", "").replace("]", "").lower()
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(entry, strict=False)
    except ValueError:
        pass
    name = entry.partition(":")[0].removeprefix("*").removeprefix(".")
    return bool(name) and (host == name or host.endswith(f".{name}"))
