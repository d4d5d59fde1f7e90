"""One request and what comes back, read a little ahead."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeAlias

from whinchat.domain.errors import FailureKind, WhinchatError

_READ_AHEAD = 32


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
        self._pieces: asyncio.Queue[Piece | NetworkFault | None] = asyncio.Queue(_READ_AHEAD)

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._pump())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def take(self, at_most_seconds: float) -> Piece | None:
        """Return the head, then chunk by chunk the body, then ``None``.

        Raises ``TimeoutError`` when nothing came so long (nothing is lost, take again), and
        ``NetworkFault``.
        """
        if self._pieces.empty():
            async with asyncio.timeout(at_most_seconds):
                piece = await self._pieces.get()
        else:
            piece = self._pieces.get_nowait()
        if isinstance(piece, NetworkFault):
            raise piece
        return piece

    async def _pump(self) -> None:
        try:
            await self._run(self._outgoing, self._pieces.put)
        except NetworkFault as fault:
            await self._pieces.put(fault)
        else:
            await self._pieces.put(None)
