"""An exchange is read in frames where it trickles, and without delay where much is there."""

import asyncio
from time import monotonic

from whinchat.provider.exchange import Exchange, Outgoing, Put, Run

_REQUEST = Outgoing("GET", "http://127.0.0.1/", {})


async def pieces_of(run: Run) -> list[bytes]:
    """Take everything; each piece as it was given out."""
    taken: list[bytes] = []
    async with Exchange(run, _REQUEST) as exchange:
        while True:
            try:
                piece = await exchange.take(1.0)
            except TimeoutError:
                continue
            if piece is None:
                return taken
            assert isinstance(piece, bytes)
            taken.append(piece)


def trickling(seconds: float, step: float, reads: list[bytes]) -> Run:
    """Return a connection on which a byte comes each ``step``; those not read yet gather."""

    async def run(_outgoing: Outgoing, put: Put) -> None:
        start = monotonic()
        read = 0
        while (age := monotonic() - start) < seconds:
            come = int(age / step)
            if come > read:
                reads.append(b"." * (come - read))
                read = come
                await put(reads[-1])
            else:
                await asyncio.sleep(0.0005)

    return run


def at_once(pieces: list[bytes]) -> Run:
    """Return a connection whose pieces are all in memory."""

    async def run(_outgoing: Outgoing, put: Put) -> None:
        for piece in pieces:
            await put(piece)

    return run


async def test_what_trickles_is_read_in_frames() -> None:
    reads: list[bytes] = []

    taken = await pieces_of(trickling(0.5, 0.002, reads))

    assert b"".join(taken) == b"".join(reads)
    assert len(b"".join(reads)) > 200
    assert len(reads) < 60


async def test_what_is_in_memory_is_not_waited_for() -> None:
    taken = await pieces_of(at_once([b"word"] * 1_000))

    assert b"".join(taken) == b"word" * 1_000
    assert len(taken) < 10


async def test_the_first_piece_is_given_out_before_any_rest() -> None:
    async def run(_outgoing: Outgoing, put: Put) -> None:
        await put(b"first")
        await asyncio.Event().wait()

    async with Exchange(run, _REQUEST) as exchange:
        assert await exchange.take(10.0) == b"first"
