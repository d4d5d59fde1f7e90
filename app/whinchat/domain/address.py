"""Base URLs: where a key may be sent, and where it may not."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from whinchat.domain.errors import BadAddress

_LONGEST = 2048
_LONGEST_HOST = 253
_ENDPOINTS = ("/responses", "/chat/completions", "/models")
"""What people paste along with the base URL."""
_DEFAULT_PORTS = {"https": 443, "http": 80}
_FORBIDDEN = re.compile(
    r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\\<>\"`{}|^]"
)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
_LOOPBACK_NETWORK = ipaddress.ip_network("127.0.0.0/8")


@dataclass(frozen=True, slots=True)
class BaseUrl:
    """An address that passed the rules below. Hosts are in lower case and punycode."""

    text: str

    @property
    def host(self) -> str:
        """Return the host, an IPv6 address without its brackets."""
        return urlsplit(self.text).hostname or ""

    @property
    def origin(self) -> str:
        """Return scheme, host and port, which is what a key is bound to."""
        parts = urlsplit(self.text)
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{parts.scheme}://{host}:{parts.port or _DEFAULT_PORTS[parts.scheme]}"

    @property
    def is_loopback(self) -> bool:
        """Tell whether the server is on this computer."""
        return _is_loopback(self.host)

    @property
    def is_secure(self) -> bool:
        """Tell whether the connection is encrypted."""
        return self.text.startswith("https:")

    def endpoint(self, path: str) -> str:
        """Return the URL of ``path``, such as ``responses``, under this address."""
        return f"{self.text}/{path.lstrip('/')}"


def parse_base_url(text: str) -> BaseUrl:
    """Return a typed or pasted base URL in its one spelling.

    Raises ``BadAddress`` for anything that could send a key astray: no encryption (except on
    this computer), a user name, a query, a fragment, a host that is not one plain name.
    """
    url = text.strip()
    if not url:
        raise BadAddress("The address is empty.")
    if len(url) > _LONGEST:
        raise BadAddress("The address is too long.")
    if found := _FORBIDDEN.search(url):
        message = f"The address has a character that does not belong there (U+{ord(found[0]):04X})."
        raise BadAddress(message)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadAddress("The address cannot be read; is the port or a bracket wrong?") from error
    _require_plain(url, parts)
    host = _parse_host(parts)
    _require_safe_scheme(parts.scheme, host)
    if port == 0:
        raise BadAddress("Port 0 cannot be connected to.")
    shown_port = f":{port}" if port not in {None, _DEFAULT_PORTS[parts.scheme]} else ""
    shown_host = f"[{host}]" if ":" in host else host
    return BaseUrl(f"{parts.scheme}://{shown_host}{shown_port}{_parse_path(parts.path)}")


def _require_plain(url: str, parts: SplitResult) -> None:
    if parts.scheme not in _DEFAULT_PORTS or not url[len(parts.scheme) :].startswith("://"):
        raise BadAddress(
            "The address must begin with https://, as in https://openrouter.ai/api/v1."
        )
    if "@" in parts.netloc:
        raise BadAddress("The address must not hold a user name or password before the host.")
    if "?" in url or "#" in url:
        raise BadAddress(
            "The address must end before any “?” or “#”; a key goes into the key field."
        )


def _require_safe_scheme(scheme: str, host: str) -> None:
    if scheme == "http" and not _is_loopback(host):
        message = f"http:// would send the key to {host} unencrypted. Use https://."
        raise BadAddress(message)


def _parse_host(parts: SplitResult) -> str:
    if "[" in parts.netloc or "]" in parts.netloc:
        return _parse_ipv6(parts.hostname or "")
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise BadAddress("The host's name cannot be written as a web address.") from error
    host = host.removesuffix(".")
    labels = host.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels) or len(host) > _LONGEST_HOST:
        raise BadAddress("The address has no valid host name.")
    if _NUMERIC_LABEL.fullmatch(labels[-1]):
        _require_dotted_quad(host)
    return host


def _require_dotted_quad(host: str) -> None:
    # “2130706433”, “0x7f.1” and “127.1” are 127.0.0.1 to some libraries and not to others.
    try:
        ipaddress.IPv4Address(host)
    except ValueError as error:
        message = f"{host} is not a plain IPv4 address such as 192.168.1.5."
        raise BadAddress(message) from error


def _parse_ipv6(host: str) -> str:
    try:
        address = ipaddress.IPv6Address(host)
    except ValueError as error:
        raise BadAddress("What is in brackets is not an IPv6 address.") from error
    if address.scope_id is not None or address.ipv4_mapped is not None:
        raise BadAddress("Write a plain IPv6 address, without a zone and not a wrapped IPv4 one.")
    return address.compressed


def _parse_path(path: str) -> str:
    if ".." in path.split("/"):
        raise BadAddress("The address must not hold “..”.")
    path = path.rstrip("/")
    for ending in _ENDPOINTS:
        path = path.removesuffix(ending).rstrip("/")
    return quote(path, safe="/%:@!$&'()*+,;=~")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return address in _LOOPBACK_NETWORK
    return address == ipaddress.IPv6Address("::1")
