"""The one way out to the network."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import getproxies

from whinchat.domain.address import BaseUrl, parse_base_url
from whinchat.provider.exchange import Exchange, Outgoing, Put
from whinchat.provider.proxies import Proxies, parse_proxies

if TYPE_CHECKING:
    import ssl

    import httpx


class Transport:
    """Owns the clients of the program, one for each proxy that is in use."""

    def __init__(
        self, proxies: Mapping[str, str] | None = None, ca_file: Path | None = None
    ) -> None:
        """Take proxies by scheme, or those that the system names, and a certificate to trust."""
        self._proxies = proxies
        self._ca_file = ca_file
        self._context: ssl.SSLContext | None = None
        self._clients: dict[str | None, httpx.AsyncClient] = {}

    @property
    def proxies(self) -> Proxies:
        """Return the proxies in use, with complaints about those that cannot be."""
        return parse_proxies(getproxies() if self._proxies is None else self._proxies)

    def exchange(self, outgoing: Outgoing) -> Exchange:
        """Return the exchange that sends a request when it is entered."""
        return Exchange(self._run, outgoing)

    def load(self) -> None:
        """Import and make what the first request would wait for; on any thread."""
        from whinchat.provider.connections import load_backend  # noqa: PLC0415  # start-up

        load_backend()
        self.tls_context()

    def client_for(self, url: BaseUrl) -> "httpx.AsyncClient":
        """Return the client that reaches an address, made at the first need."""
        proxy = self.proxies.proxy_for(url)
        if proxy not in self._clients:
            from whinchat.provider.connections import make_client  # noqa: PLC0415  # start-up

            self._clients[proxy] = make_client(self.tls_context(), proxy)
        return self._clients[proxy]

    def tls_context(self) -> "ssl.SSLContext":
        """Return the one context of all connections."""
        if self._context is None:
            from whinchat.provider.connections import make_tls_context  # noqa: PLC0415  # start-up

            self._context = make_tls_context(self._ca_file)
        return self._context

    async def close(self) -> None:
        """Close what is open."""
        clients = tuple(self._clients.values())
        self._clients.clear()
        for client in clients:
            await client.aclose()

    async def _run(self, outgoing: Outgoing, put: Put) -> None:
        from whinchat.provider.connections import run  # noqa: PLC0415  # start-up

        await run(self.client_for(parse_base_url(outgoing.url)), outgoing, put)
