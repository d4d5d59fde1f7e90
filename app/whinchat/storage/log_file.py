"""The log: a small rotating file that only its owner can read, and in which no key stands."""

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterable
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, TextIO

from whinchat.domain.redaction import redact
from whinchat.domain.secret import Secret
from whinchat.storage.files import make_folder

FILE_NAME = "whinchat.log"

_LARGEST_BYTES = 1024 * 1024
_BACKUPS = 3
_LONGEST_ENTRY = 16_384
_FILE_MODE = 0o600
_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_TALKATIVE = ("httpx", "httpcore", "keyring", "secretstorage", "jeepney", "asyncio", "qasync")
"""Loggers that tell URLs, headers or every step below WARNING."""

log = logging.getLogger(__name__)


class Log:
    """Logging while the program runs: into the file, and warnings to the terminal."""

    def __init__(self, folder: Path, secrets: Callable[[], Iterable[Secret]]) -> None:
        """Start. ``secrets`` names the keys to mask; a folder that cannot be used is no error."""
        self._is_closed = False
        self._formatter = _RedactingFormatter(secrets)
        self._handlers = list(_make_handlers(folder))
        # Formatting, and with it masking, is done where the event is; writing elsewhere, so that
        # a slow disk delays nobody.
        self._queue: SimpleQueue[logging.LogRecord] = SimpleQueue()
        self._entrance = QueueHandler(self._queue)
        self._entrance.setFormatter(self._formatter)
        self._listener = QueueListener(self._queue, *self._handlers, respect_handler_level=True)
        self._listener.start()
        root = logging.getLogger()
        root.addHandler(self._entrance)
        root.setLevel(logging.INFO)
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = _log_uncaught
        threading.excepthook = _log_uncaught_in_thread

    def close(self) -> None:
        """Write what is left and stop. May be called twice."""
        if self._is_closed:
            return
        self._is_closed = True
        sys.excepthook, threading.excepthook = self._hooks
        logging.getLogger().removeHandler(self._entrance)
        self._listener.stop()
        for handler in self._handlers:
            handler.close()


class _RedactingFormatter(logging.Formatter):
    """Masks keys in the whole entry, its traceback included."""

    def __init__(self, secrets: Callable[[], Iterable[Secret]]) -> None:
        super().__init__(_LINE)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """Return the entry as it may be written."""
        entry = super().format(record)
        # Other handlers must not find the traceback that was kept for them.
        record.exc_text = None
        if len(entry) > _LONGEST_ENTRY:
            entry = f"{entry[:_LONGEST_ENTRY]}…"
        return redact(entry, *self._secrets())


class _PrivateFile(RotatingFileHandler):
    """A rotating file that nobody else can read."""

    def _open(self) -> Any:  # noqa: ANN401 - as the base class says
        return open(
            self.baseFilename, self.mode, encoding="utf-8", errors="replace", opener=_open_private
        )


def _make_handlers(folder: Path) -> Iterable[logging.Handler]:
    terminal: TextIO | None = sys.stderr  # None in a windowed program on Windows.
    if terminal is not None:
        handler = logging.StreamHandler(terminal)
        handler.setLevel(logging.WARNING)
        yield handler
    try:
        make_folder(folder)
        yield _PrivateFile(folder / FILE_NAME, maxBytes=_LARGEST_BYTES, backupCount=_BACKUPS)
    except OSError as error:
        log.warning("No log is written: %s", error.strerror)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, _FILE_MODE)


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("An error was not handled", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(failure: threading.ExceptHookArgs) -> None:
    if failure.exc_value is not None:
        _log_uncaught(failure.exc_type, failure.exc_value, failure.exc_traceback)
