"""A Responses server on a loopback port that does what a test tells it, byte by byte."""

import asyncio
import contextlib
import json
import socket
import ssl
import struct
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self

from fakes.answers import Answer, Ending, Framing, Step, in_json, streamed
from fakes.streams import documented_frames, frame, reply_document, seed_frames, words_of
from whinchat.domain.address import BaseUrl, parse_base_url


@dataclass
class Received:
    """A request as it came, and what became of its connection."""

    method: str
    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    left: threading.Event = field(default_factory=threading.Event)
    """Set when the connection is over, whichever side ended it."""

    @property
    def json(self) -> Any:
        """Return the body's JSON."""
        return json.loads(self.body)

    @property
    def asked(self) -> str:
        """Return the words of the last message that was sent."""
        last = self.json["input"]
        if isinstance(last, str):
            return last
        content = last[-1]["content"]
        return content if isinstance(content, str) else str(content[-1]["text"])


class ScriptedServer:
    """A real HTTP server in its own thread.

    ``POST …/responses`` takes the scripted answers one by one; without any it echoes the last
    message as a stream (or as a document where no stream was asked for). ``GET …/models`` and other
    paths answer from ``documents``::

        with ScriptedServer() as server:
            server.answer("Hello there", pause=0.01)
            server.answer_error(429, {"error": {"message": "Slow down"}}, {"Retry-After": "2"})
            endpoint = Endpoint(..., base_url=server.base_url)
            ...
            assert server.posts[0].json["model"] == "scripted"
    """

    def __init__(self, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self.requests: list[Received] = []
        self.documents: dict[str, Answer] = {"/v1/models": in_json(_CATALOGUE)}
        """Answers to GET, by path."""
        self._answers: deque[Answer] = deque()
        self._default: Answer | None = None
        self._tls = tls
        self._host = host
        self._socket = socket.create_server((host, 0))
        self.port: int = self._socket.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._connections: set[asyncio.Task[None]] = set()
        self._arrival = threading.Condition()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(5)

    @property
    def origin(self) -> str:
        """Return scheme, host and port."""
        return f"{'https' if self._tls else 'http'}://{self._host}:{self.port}"

    @property
    def base_url(self) -> BaseUrl:
        """Return the address to give to a client."""
        return parse_base_url(f"{self.origin}/v1")

    @property
    def posts(self) -> list[Received]:
        """Return the requests for replies."""
        return [request for request in self.requests if request.method == "POST"]

    def wait_for_posts(self, count: int = 1, seconds: float = 10) -> None:
        """Block until so many requests for replies have come; call it beside an event loop."""
        with self._arrival:
            assert self._arrival.wait_for(lambda: len(self.posts) >= count, seconds)

    def answer(
        self, text: str, *, pause: float = 0.0, reasoning: str = "", dialect: str = "documented"
    ) -> None:
        """Answer the next request with these words; ``pause`` is seconds after each event.

        The dialect ``seed`` is that of OpenRouter's Responses API alpha page.
        """
        if dialect == "seed":
            self.answer_with(streamed(seed_frames(text), pause=pause))
        else:
            self.answer_with(streamed(documented_frames(text, reasoning=reasoning), pause=pause))

    def answer_partly(self, text: str, ending: Ending = Ending.STALL) -> None:
        """Answer with the words only: no end of any item, then stall, cut or reset."""
        frames = list(documented_frames(text))[: 3 + len(words_of(text))]
        self.answer_with(replace(streamed(frames), ending=ending))

    def answer_bytes(self, *steps: Step, ending: Ending = Ending.WHOLE) -> None:
        """Answer with these bytes; a number is a pause in seconds."""
        self.answer_with(Answer(steps, ending=ending))

    def answer_event(self, **event: Any) -> None:
        """Answer with a single event, such as an error."""
        self.answer_bytes(frame(event))

    def answer_error(
        self, status: int, body: Any, headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer with a status and a JSON body."""
        self.answer_with(in_json(body, status, headers))

    def answer_with(self, answer: Answer) -> None:
        """Answer the next request that has no answer yet with this."""
        self._answers.append(answer)

    def answer_always(self, answer: Answer | None) -> None:
        """Answer so whenever no other answer is scripted; ``None`` brings the echo back."""
        self._default = answer

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        with contextlib.closing(self._loop):
            self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(
            self._accept, sock=self._socket, ssl=self._tls, limit=1 << 26
        )
        async with server:
            await self._stop.wait()
            for task in tuple(self._connections):
                task.cancel()
            await asyncio.gather(*self._connections, return_exceptions=True)
        # Transports that were aborted close their sockets a moment later.
        await asyncio.sleep(0.01)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._talk(reader, writer)
        finally:
            self._connections.discard(task)
            # A TLS transport that is closing may wait for half a minute for the other side.
            if self._tls or not writer.is_closing():
                writer.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _read_request(reader)
        with self._arrival:
            self.requests.append(request)
            self._arrival.notify_all()
        sending = asyncio.ensure_future(_send(writer, self._answer_to(request)))
        leaving = asyncio.ensure_future(reader.read())
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done() and sending.result() is Ending.RESET:
                _set_linger_to_reset(writer)
            elif sending.done():
                writer.close()
                await writer.wait_closed()
        finally:
            sending.cancel()
            leaving.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)
            request.left.set()

    def _answer_to(self, request: Received) -> Answer:
        path = request.path.partition("?")[0]
        if request.method == "GET":
            nothing = in_json({"error": {"message": "Not Found", "code": 404}}, 404)
            return self.documents.get(path, nothing)
        if self._answers:
            return self._answers.popleft()
        return self._default or _echo(request)


def _echo(request: Received) -> Answer:
    if request.json.get("stream"):
        return streamed(documented_frames(request.asked, model=request.json["model"]))
    return in_json(reply_document(request.asked, model=request.json["model"]))


async def _read_request(reader: asyncio.StreamReader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    method, path, _ = first.split(" ")
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Received(method, path, headers, body)


async def _send(writer: asyncio.StreamWriter, answer: Answer) -> Ending:
    if answer.framing is not Framing.RAW:
        writer.write(_head(answer))
    for step in answer.steps:
        if isinstance(step, bytes):
            writer.write(_framed(step, answer.framing))
            await writer.drain()
        else:
            await asyncio.sleep(step)
    if answer.ending is Ending.WHOLE and answer.framing is Framing.CHUNKED:
        writer.write(b"0\r\n\r\n")
    await writer.drain()
    if answer.ending is Ending.STALL:
        await asyncio.Event().wait()
    return answer.ending


def _head(answer: Answer) -> bytes:
    headers = {"Content-Type": answer.content_type, "Connection": "close"}
    if answer.framing is Framing.CHUNKED:
        headers["Transfer-Encoding"] = "chunked"
    elif answer.framing is Framing.LENGTH:
        headers["Content-Length"] = str(len(answer.body))
    lines = (f"{name}: {value}\r\n" for name, value in {**headers, **answer.headers}.items())
    return f"HTTP/1.1 {answer.status} Scripted\r\n{''.join(lines)}\r\n".encode("latin-1")


def _framed(piece: bytes, framing: Framing) -> bytes:
    if framing is not Framing.CHUNKED or not piece:
        return piece
    return f"{len(piece):x}\r\n".encode() + piece + b"\r\n"


def _set_linger_to_reset(writer: asyncio.StreamWriter) -> None:
    # Closing a socket that lingers for no time at all sends RST instead of FIN.
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


_CATALOGUE = {"object": "list", "data": [{"id": "scripted", "object": "model"}]}
