"""A large file comes whole, whatever the network does, and nothing but that file is taken."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest

from fakes.file_server import FileServer
from whinchat.provider import download
from whinchat.provider.download import Download
from whinchat.provider.pieces import SourceFailed
from whinchat.provider.transport import Transport

CONTENT = os.urandom(3_000_000)
SIZE = len(CONTENT)


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "_PAUSE_SECONDS", 0.01)


@asynccontextmanager
async def connected() -> AsyncIterator[Transport]:
    transport = Transport(proxies={})
    try:
        yield transport
    finally:
        await transport.close()


async def fetch(server: FileServer, have: bytes = b"", url: str = "") -> bytes:
    file = bytearray(have)
    async with (
        connected() as transport,
        aclosing(Download(transport, url or server.url, SIZE).pieces(len(have))) as pieces,
    ):
        async for piece in pieces:
            assert piece.offset in {0, len(file)}
            del file[piece.offset :]
            file += piece.data
    return bytes(file)


async def test_the_whole_file_comes_in_order() -> None:
    with FileServer(CONTENT) as server:
        assert await fetch(server) == CONTENT
        assert server.ranges == [None]


async def test_it_goes_on_from_what_is_there() -> None:
    with FileServer(CONTENT) as server:
        assert await fetch(server, CONTENT[:1_234_567]) == CONTENT
        assert server.ranges == ["bytes=1234567-"]


async def test_nothing_is_asked_for_when_all_is_there() -> None:
    with FileServer(CONTENT) as server:
        assert await fetch(server, CONTENT) == CONTENT
        assert server.ranges == []


async def test_a_cut_connection_is_taken_up_where_it_broke() -> None:
    with FileServer(CONTENT, cuts=[100_000, 1_000_000, 1]) as server:
        assert await fetch(server) == CONTENT
        assert len(server.ranges) == 4


async def test_a_server_without_ranges_begins_anew() -> None:
    with FileServer(CONTENT, cuts=[2_000_000], has_ranges=False) as server:
        assert await fetch(server) == CONTENT
        assert len(server.ranges) == 2


async def test_connections_that_bring_nothing_are_given_up() -> None:
    with FileServer(CONTENT, cuts=[0] * 9) as server:
        with pytest.raises(SourceFailed, match="broke off"):
            await fetch(server)
        assert len(server.ranges) == 3


async def test_a_server_that_falls_silent_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "_DEADLINES", 0.1)
    with (
        FileServer(CONTENT, pause=0.5) as server,
        pytest.raises(SourceFailed, match="did not answer in time"),
    ):
        await fetch(server)


@pytest.mark.parametrize("status", [404, 403, 429, 500])
async def test_an_error_is_said_with_its_number(status: int) -> None:
    with (
        FileServer(CONTENT, statuses=[status]) as server,
        pytest.raises(SourceFailed, match=f"answered with status {status}"),
    ):
        await fetch(server)


async def test_nobody_there_is_said() -> None:
    with FileServer(CONTENT) as server:
        url = server.url
    with pytest.raises(SourceFailed, match=r"127\.0\.0\.1 could not be reached"):
        await fetch(server, url=url)


async def test_a_file_of_another_size_is_refused_at_once() -> None:
    with (
        FileServer(CONTENT + b"more") as server,
        pytest.raises(SourceFailed, match="another file of that name"),
    ):
        await fetch(server)


async def test_another_part_than_was_asked_for_is_refused() -> None:
    headers = {"Content-Range": f"bytes 0-{SIZE - 1}/{SIZE}"}
    with (
        FileServer(CONTENT, headers=headers) as server,
        pytest.raises(SourceFailed, match="another part"),
    ):
        await fetch(server, CONTENT[:1000])


async def test_redirects_are_followed() -> None:
    with FileServer(CONTENT) as there, FileServer(b"", redirects=[there.url]) as here:
        assert await fetch(here) == CONTENT


@pytest.mark.parametrize("target", ["http://example.com/file", "ftp://example.com/file", "//a@b/"])
async def test_no_redirect_leads_out_of_the_encryption(target: str) -> None:
    with (
        FileServer(CONTENT, redirects=[target]) as server,
        pytest.raises(SourceFailed, match="not safe"),
    ):
        await fetch(server)


async def test_redirects_in_circles_end() -> None:
    with FileServer(CONTENT, redirects=["/again"] * 99) as server:
        with pytest.raises(SourceFailed, match="in circles"):
            await fetch(server)
        assert len(server.ranges) == 5


async def test_stopping_leaves_the_server_at_once() -> None:
    with FileServer(CONTENT, pause=0.05) as server:
        fetching = asyncio.ensure_future(fetch(server))
        await asyncio.sleep(0.2)

        fetching.cancel()
        await asyncio.wait({fetching})

        assert fetching.cancelled()


async def test_a_reader_that_leaves_half_way_leaves_nothing_open() -> None:
    with FileServer(CONTENT) as server:
        async with (
            connected() as transport,
            aclosing(Download(transport, server.url, SIZE).pieces(0)) as pieces,
        ):
            assert (await anext(pieces)).offset == 0
