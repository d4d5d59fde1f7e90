"""One window for one data folder: a second start calls the first, which comes to the front.

Which start is the first is the folder lock's to say, so a socket that a crash left behind is known
to be nobody's. What comes through it is one line of JSON of at most 64 KB, and is never trusted.
"""

import getpass
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

CALL_SECONDS = 2.0
"""So long a start waits for the window that is open; then it says that it hangs."""
_MOST_BYTES = 64 * 1024
_MOST_CALLERS = 8
_LONGEST_TOKEN = 512
_ANSWER = b"shown\n"
_PAUSE_SECONDS = 0.05
_TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""How a desktop says that a start was the user's wish: whoever has it may come to the front."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a second start says to the first."""

    arguments: tuple[str, ...] = ()
    tokens: Mapping[str, str] | None = None
    """What the desktop gave the start, by the names of its variables."""


def this_call(arguments: Sequence[str], environ: Mapping[str, str]) -> Call:
    """Return what this start would say."""
    tokens = {name: environ[name] for name in _TOKENS if name in environ}
    return Call(tuple(arguments), tokens)


def server_names(folder: Path) -> tuple[str, ...]:
    """Return where the window of a data folder may be called, the best place first."""
    whole = f"{getpass.getuser()}\n{folder.resolve()}"
    name = f"whinchat-{hashlib.sha256(whole.encode(errors='replace')).hexdigest()[:16]}"
    if sys.platform == "win32":
        return (name,)
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    folders = ([runtime] if runtime else []) + [tempfile.gettempdir()]
    return tuple(str(Path(place) / name) for place in folders)


class FirstInstance(QObject):
    """Listens for later starts, as long as it lives. Only this user's processes reach it."""

    called = Signal(object)
    """A ``Call``."""

    def __init__(self, names: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._callers: set[QLocalSocket] = set()
        self._server.newConnection.connect(self._greet)
        # Whoever asks for this has the folder's lock: what lies there is a dead process's.
        self.is_listening = any(
            QLocalServer.removeServer(name) and self._server.listen(name) for name in names
        )

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _greet(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            if len(self._callers) >= _MOST_CALLERS:
                caller.abort()
                caller.deleteLater()
                continue
            self._callers.add(caller)
            caller.disconnected.connect(lambda caller=caller: self._forget(caller))
            caller.readyRead.connect(lambda caller=caller: self._hear(caller))
            # One that says nothing would take the place of others.
            QTimer.singleShot(int(CALL_SECONDS * 1000), caller, caller.abort)
            self._hear(caller)

    def _hear(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() > _MOST_BYTES:
                caller.abort()
            return
        call = _call_in(bytes(caller.readLine(_MOST_BYTES).data()))
        if call is None:
            caller.abort()
            return
        self.called.emit(call)
        caller.write(_ANSWER)
        caller.disconnectFromServer()

    def _forget(self, caller: QLocalSocket) -> None:
        self._callers.discard(caller)
        caller.deleteLater()


def call_first(names: Sequence[str], call: Call, seconds: float = CALL_SECONDS) -> bool:
    """Have the window that is open come to the front; tell whether it did so in time.

    Blocks: for a start that has no window of its own. One that is only just starting is called
    until it listens.
    """
    until = time.monotonic() + seconds
    line = json.dumps({"arguments": call.arguments, "tokens": dict(call.tokens or {})})
    while (left := until - time.monotonic()) > 0:
        if any(_is_ours(name) and _say(name, line.encode(), left) for name in names):
            return True
        time.sleep(_PAUSE_SECONDS)
    return False


def bring_to_front(window: QWidget, call: Call) -> None:
    """Show a window before all others, as far as the desktop allows what was called for."""
    for name, value in (call.tokens or {}).items():
        # Qt takes it from here, once.
        os.environ[name] = value
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _say(name: str, line: bytes, seconds: float) -> bool:
    socket = QLocalSocket()
    milliseconds = max(1, int(seconds * 1000))
    socket.connectToServer(name)
    if not socket.waitForConnected(milliseconds):
        return False
    socket.write(line + b"\n")
    heard = b""
    until = time.monotonic() + seconds
    while heard != _ANSWER and time.monotonic() < until:
        if not socket.waitForReadyRead(max(1, int((until - time.monotonic()) * 1000))):
            break
        heard += bytes(socket.readAll().data())
    return heard == _ANSWER


def _is_ours(name: str) -> bool:
    """Tell whether nobody else made what has that name: words go to this user alone."""
    if sys.platform == "win32":
        return True
    with suppress(OSError):
        return Path(name).lstat().st_uid == os.getuid()
    return False


def _call_in(line: bytes) -> Call | None:
    try:
        content = json.loads(line)
        arguments, tokens = content["arguments"], content["tokens"]
        if all(isinstance(word, str) for word in arguments):
            known = {name: tokens[name] for name in _TOKENS if _is_token(tokens.get(name))}
            return Call(tuple(arguments), known)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    return None


def _is_token(value: object) -> bool:
    is_short = isinstance(value, str) and 0 < len(value) < _LONGEST_TOKEN
    return is_short and str(value).isascii() and str(value).isprintable()
