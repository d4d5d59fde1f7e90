"""A server of one file on a loopback port, with ranges and the faults that a test asks for."""

import re
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

_CHUNK = 64 * 1024


@dataclass
class FileServer:
    """Serves ``content`` at every path."""

    content: bytes
    cuts: list[int] = field(default_factory=list)
    """How many bytes each of the next answers sends before its connection is cut."""
    statuses: list[int] = field(default_factory=list)
    """What the next requests are answered with instead of the file."""
    redirects: list[str] = field(default_factory=list)
    """Where the next requests are sent."""
    headers: dict[str, str] = field(default_factory=dict)
    """Replace those of a good answer."""
    has_ranges: bool = True
    pause: float = 0.0
    """Seconds before each 64 kB."""
    ranges: list[str | None] = field(default_factory=list)
    """The Range header of each request so far."""

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Return an address of the file."""
        return f"http://127.0.0.1:{self._server.server_port}/file.gguf"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer._answer(self)

            def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name
                pass

        return Handler

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        wanted = handler.headers["Range"]
        self.ranges.append(wanted)
        if self.redirects:
            handler.send_response(302)
            handler.send_header("Location", self.redirects.pop(0))
            handler.send_header("Content-Length", "0")
            handler.end_headers()
        elif self.statuses:
            handler.send_error(self.statuses.pop(0))
        else:
            found = re.fullmatch(r"bytes=(\d+)-", wanted or "") if self.has_ranges else None
            self._send(handler, int(found[1]) if found else None)

    def _send(self, handler: BaseHTTPRequestHandler, start: int | None) -> None:
        body = self.content[start or 0 :]
        headers = {"Content-Length": str(len(body))}
        if start is not None:
            size = len(self.content)
            headers["Content-Range"] = f"bytes {start}-{size - 1}/{size}"
        handler.send_response(200 if start is None else 206)
        for name, value in {**headers, **self.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        end = self.cuts.pop(0) if self.cuts else len(body)
        for place in range(0, end, _CHUNK):
            time.sleep(self.pause)
            try:
                handler.wfile.write(body[place : min(end, place + _CHUNK)])
            except OSError:
                break
        handler.close_connection = True
