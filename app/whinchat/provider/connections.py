"""httpx, TLS and their errors. Imported at the first request: the window is painted before."""

import contextlib
import importlib
import logging
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import truststore

from whinchat import __version__
from whinchat.domain.errors import FailureKind
from whinchat.provider.exchange import Head, NetworkFault, Outgoing, Put

_RAISED = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError, RuntimeError)
"""What httpx and what it stands on are seen to raise for bad networks, answers and settings."""


def load_backend() -> None:
    """Import what httpx itself imports at its first request."""
    for name in ("httpcore", "anyio._backends._asyncio", "encodings.idna"):
        importlib.import_module(name)


def make_tls_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """Return a context that trusts what the system trusts, and one file more where given.

    Made by hand it takes no notice of ``SSLKEYLOGFILE``, which httpx's own would obey.
    """
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is not None:
        context.load_verify_locations(str(ca_file))
    return context


def make_client(context: ssl.SSLContext, proxy: str | None) -> httpx.AsyncClient:
    """Return a client that follows no redirect, reads no environment and keeps no connection.

    A connection kept from the last turn may be dead without anybody knowing, and a request that
    fails on it cannot safely be sent again.
    """
    for name in ("httpx", "httpcore"):
        # Below this they write down URLs and headers.
        logging.getLogger(name).setLevel(logging.WARNING)
    transport = httpx.AsyncHTTPTransport(
        verify=context,
        trust_env=False,
        limits=httpx.Limits(max_keepalive_connections=0),
        proxy=_proxy(proxy, context) if proxy is not None else None,
    )
    return httpx.AsyncClient(
        transport=transport,
        trust_env=False,
        follow_redirects=False,
        headers={"User-Agent": f"Whinchat/{__version__}", "Accept-Encoding": "identity"},
    )


def _proxy(url: str, context: ssl.SSLContext) -> httpx.Proxy:
    # httpcore refuses a context for a proxy that is reached without TLS.
    return httpx.Proxy(url, ssl_context=context if url.startswith("https:") else None)


async def run(client: httpx.AsyncClient, outgoing: Outgoing, put: Put) -> None:
    """Send a request and put its head and the raw chunks of its body. Raises ``NetworkFault``."""
    try:
        async with client.stream(
            outgoing.method,
            outgoing.url,
            headers=dict(outgoing.headers),
            content=outgoing.body or None,
            timeout=httpx.Timeout(None, connect=outgoing.connect_seconds),
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            await put(Head(response.status_code, headers))
            chunks = response.aiter_raw()
            try:
                async for chunk in chunks:
                    await put(chunk)
            finally:
                await _finish(response, chunks)
    except _RAISED as error:
        raise fault_of(error) from None


async def _finish(response: httpx.Response, chunks: AsyncIterator[bytes]) -> None:
    """Close the connection, and let httpx's generators run to their ends.

    One that is left in the middle is ended by the garbage collector, which qasync's loop does not
    provide for: the generator would await where nobody waits.
    """
    await response.aclose()
    with contextlib.suppress(*_RAISED):
        async for _ in chunks:
            pass


def fault_of(error: Exception) -> NetworkFault:
    """Return what an error of the network means. Its text may hold a key: redact the details."""
    causes = list(_causes(error))
    details = "; ".join(dict.fromkeys(f"{type(cause).__name__}: {cause}" for cause in causes))
    if isinstance(error, httpx.ProxyError):
        return NetworkFault(FailureKind.PROXY, details=details)
    is_connecting = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = f"The certificate was refused: {cause.verify_message}."
            return NetworkFault(FailureKind.INSECURE, details=details, reason=reason)
        if is_connecting and isinstance(cause, ssl.SSLError):
            return NetworkFault(FailureKind.INSECURE, details=details)
    if is_connecting:
        return NetworkFault(_kind_of_connecting(causes), details=details, is_connecting=True)
    kind = FailureKind.CUT if isinstance(error, httpx.TransportError | OSError) else None
    return NetworkFault(kind or FailureKind.UNKNOWN, details=details)


def _kind_of_connecting(causes: list[BaseException]) -> FailureKind:
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return FailureKind.NAME_NOT_FOUND
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return FailureKind.REFUSED_CONNECTION
    return FailureKind.UNREACHABLE


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it came from, the members of groups among them."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        current = waiting.pop(0)
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)
        waiting += [current.__cause__, current.__context__]
