"""One request and what comes back, read a little ahead."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeAlias

from whinchat.domain.errors import FailureKind, WhinchatError

_READ_AHEAD_BYTES = 32 << 10
"""What is read and not taken; more waits in the socket, so that no batch is long."""
_REST_SECONDS = 1 / 25
"""What comes while nothing is read gathers in the socket: words that trickle cost a wake-up for
each frame and not for each word. As long as a frame of the screen."""
_LITTLE_BYTES = 32 << 10
"""Where more than this comes in a frame it is read without rest."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An HTTP request. Its headers may hold the key: never log or show it."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    connect_seconds: float = 15.0

    def __repr__(self) -> str:
        return f"Outgoing({self.method}, {len(self.body)} bytes)"


@dataclass(frozen=True, slots=True)
class Head:
    """Status and headers of an answer; header names in lower case."""

    status: int
    headers: Mapping[str, str]


class NetworkFault(WhinchatError):
    """The network did not do what was asked."""

    def __init__(
        self, kind: FailureKind, *, details: str = "", reason: str = "", is_connecting: bool = False
    ) -> None:
        super().__init__(f"{kind}: {details}")
        self.kind = kind
        self.details = details
        """For the curious; not redacted."""
        self.reason = reason
        """The exact cause as a sentence, where one is known."""
        self.is_connecting = is_connecting
        """Whether it happened before anything of the request was sent."""


Piece: TypeAlias = Head | bytes
Put: TypeAlias = Callable[[Piece], Awaitable[None]]
Run: TypeAlias = Callable[[Outgoing, Put], Awaitable[None]]


class Exchange:
    """An async context: entering sends the request, leaving closes the connection."""

    def __init__(self, run: Run, outgoing: Outgoing) -> None:
        self._run = run
        self._outgoing = outgoing
        self._head: Head | None = None
        self._chunks: list[bytes] = []
        self._waiting_bytes = 0
        self._bytes_since_rest = 0
        self._was_taken = False
        """Whether something was taken since the last piece was put."""
        self._end: NetworkFault | bool = False
        """What put an end to it, or whether it is over."""
        self._has_news = asyncio.Event()
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._bell: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._pump())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bell is not None:
            self._bell.cancel()
        self._task.cancel()
        [outcome] = await asyncio.gather(self._task, return_exceptions=True)
        if isinstance(outcome, Exception):
            raise outcome

    async def take(self, at_most_seconds: float) -> Piece | None:
        """Return the head, then all that has come of the body each time, then ``None``.

        Raises ``TimeoutError`` now and then while nothing comes, after so long at most (nothing is
        lost, take again), and ``NetworkFault``.
        """
        if self._has_news.is_set():
            # However fast it comes, the event loop gets its turn between two batches.
            await asyncio.sleep(0)
        else:
            self._wind_bell(at_most_seconds)
            await self._has_news.wait()
        return self._pop()

    def _wind_bell(self, seconds: float) -> None:
        # One timer for many takes: to start and stop one for each word costs more than the word.
        if self._bell is None:
            self._bell = asyncio.get_running_loop().call_later(seconds, self._ring)

    def _ring(self) -> None:
        self._bell = None
        self._has_news.set()

    def _pop(self) -> Piece | None:
        self._was_taken = True
        if self._head is not None:
            head, self._head = self._head, None
            self._note_news()
            return head
        if self._chunks:
            chunk = self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)
            self._chunks.clear()
            self._waiting_bytes = 0
            self._has_room.set()
            self._note_news()
            return chunk
        if isinstance(self._end, NetworkFault):
            raise self._end
        if self._end:
            return None
        self._has_news.clear()
        raise TimeoutError

    def _note_news(self) -> None:
        if not (self._chunks or self._end):
            self._has_news.clear()

    async def _put(self, piece: Piece) -> None:
        if isinstance(piece, Head):
            self._head = piece
        else:
            self._chunks.append(piece)
            self._waiting_bytes += len(piece)
            self._bytes_since_rest += len(piece)
        self._has_news.set()
        if self._waiting_bytes > _READ_AHEAD_BYTES:
            self._has_room.clear()
            await self._has_room.wait()
        elif self._was_taken:
            await self._rest()
        self._was_taken = False

    async def _rest(self) -> None:
        """Read nothing for a while, if the other side is slower than we are.

        Only a piece that had to be waited for comes after one that was taken: what is in memory
        already, decrypted or not, follows at once.
        """
        is_little = self._bytes_since_rest < _LITTLE_BYTES
        self._bytes_since_rest = 0
        if is_little:
            await asyncio.sleep(_REST_SECONDS)

    async def _pump(self) -> None:
        try:
            await self._run(self._outgoing, self._put)
        except NetworkFault as fault:
            self._end = fault
        finally:
            self._end = self._end or True
            self._has_news.set()
