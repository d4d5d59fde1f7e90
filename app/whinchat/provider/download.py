"""One large file over HTTPS, in pieces, on from where the last time ended."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from http import HTTPStatus
from urllib.parse import urljoin

import httpx

from whinchat.domain.address import BaseUrl, parse_base_url
from whinchat.domain.errors import BadAddress
from whinchat.provider.pieces import Piece, SourceFailed
from whinchat.provider.transport import Transport

_MOST_REDIRECTS = 5
_MOST_FAILURES = 3
"""In a row, without a byte between them."""
_PAUSE_SECONDS = 1.0
_DEADLINES = httpx.Timeout(30.0, connect=15.0)


class Download:
    """Brings a file of known size. Whether the bytes are the right ones is for others to check."""

    def __init__(self, transport: Transport, url: str, size: int) -> None:
        self._transport = transport
        self._url = url
        self._size = size
        self._host = httpx.URL(url).host

    async def pieces(self, have: int) -> AsyncGenerator[Piece, None]:
        """Yield the bytes from ``have`` on, or from 0 where the server cannot do that.

        A connection that breaks is taken up again where it broke, as long as that brings anything.
        Raises ``SourceFailed``.
        """
        position = have
        failures = 0
        while position < self._size:
            before = position
            try:
                async with aclosing(self._attempt(position)) as pieces:
                    async for piece in pieces:
                        position = piece.offset + len(piece.data)
                        yield piece
                reason = f"{self._host} ended the file too early."
            except (httpx.HTTPError, httpx.StreamError, OSError) as error:
                reason = _in_words(error, self._host)
            failures = 0 if position > before else failures + 1
            if failures == _MOST_FAILURES:
                raise SourceFailed(reason)
            if position < self._size:
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _attempt(self, position: int) -> AsyncGenerator[Piece, None]:
        response = await self._open(position)
        try:
            position = self._first_byte(response, position)
            # Named, so that it lives until the response is closed: dropped before that, httpx's
            # generators await in their finalizers, which not every event loop allows.
            chunks = response.aiter_raw()
            async for data in chunks:
                if position + len(data) > self._size:
                    raise SourceFailed(f"{self._host} sends more than the file has.")
                yield Piece(position, data)
                position += len(data)
        finally:
            await response.aclose()

    async def _open(self, position: int) -> httpx.Response:
        url = self._url
        headers = {"Range": f"bytes={position}-"} if position else {}
        for _ in range(_MOST_REDIRECTS):
            client = self._transport.client_for(self._safe(url))
            request = client.build_request("GET", url, headers=headers, timeout=_DEADLINES)
            response = await client.send(request, stream=True, follow_redirects=False)
            if not response.has_redirect_location:
                return response
            url = urljoin(url, response.headers["location"])
            await response.aclose()
        raise SourceFailed(f"{self._host} sends us round in circles.")

    def _safe(self, url: str) -> BaseUrl:
        try:
            # What follows the “?” is a signature of the server's, not for us to judge.
            return parse_base_url(url.partition("?")[0])
        except BadAddress as error:
            raise SourceFailed(f"{self._host} sends us to an address that is not safe.") from error

    def _first_byte(self, response: httpx.Response, wanted: int) -> int:
        """Return where in the file the answer begins."""
        match response.status_code:
            case HTTPStatus.OK:
                length = response.headers.get("content-length", str(self._size))
                start, total = 0, length
            case HTTPStatus.PARTIAL_CONTENT:
                start = wanted
                span, _, total = response.headers.get("content-range", "").partition("/")
                if not span.startswith(f"bytes {wanted}-"):
                    raise SourceFailed(f"{self._host} sends another part than was asked for.")
            case status:
                raise SourceFailed(f"{self._host} answered with status {status}.")
        if total != str(self._size):
            raise SourceFailed(f"{self._host} has another file of that name.")
        return start


def _in_words(error: Exception, host: str) -> str:
    match error:
        case httpx.TimeoutException():
            return f"{host} did not answer in time."
        case httpx.ProxyError():
            return f"The proxy did not let us reach {host}."
        case httpx.ConnectError():
            return f"{host} could not be reached."
        case _:
            return f"The connection to {host} broke off."
