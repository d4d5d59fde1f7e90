"""Pictures of a conversation: asked for when they come near, decoded on a thread, kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from PySide6.QtCore import QObject, QSize, Signal

from whinchat.domain.parts import Attachment
from whinchat.ui.transcript.pictures.image_cache import ImageCache
from whinchat.ui.transcript.pictures.picture import Picture, decode

_Key = tuple[str, int, int]


class Pictures(QObject):
    """Gives pictures to whoever asks; everything but the decoding happens on the main thread."""

    wanted = Signal(object)
    """An ``Attachment`` of which the content is wanted; the answer is ``take``."""
    _decoded = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(1, "pictures")
        self._kept: ImageCache[_Key, Picture] = ImageCache()
        self._waiting: dict[str, list[Callable[[bytes | None], None]]] = {}
        self._decoding: dict[_Key, list[Callable[[Picture], None]]] = {}
        self._decoded.connect(self._keep)

    @property
    def is_idle(self) -> bool:
        """Return whether every picture that was asked for has come."""
        return not self._decoding

    def find(self, attachment: Attachment, bounds: QSize) -> Picture | None:
        """Return a picture that was shown not long ago; ``None`` for one to be asked for."""
        return self._kept.find(_key(attachment, bounds))

    def ask(self, attachment: Attachment, bounds: QSize, done: Callable[[Picture], None]) -> None:
        """Call ``done`` with a picture no larger than ``bounds``: now if it is there, or later."""
        if (kept := self.find(attachment, bounds)) is not None:
            done(kept)
            return
        key = _key(attachment, bounds)
        if key in self._decoding:
            self._decoding[key].append(done)
            return
        self._decoding[key] = [done]
        self.read(attachment, lambda data: self._decode(key, attachment, data))

    def read(self, attachment: Attachment, done: Callable[[bytes | None], None]) -> None:
        """Call ``done`` with an attachment's content, or with ``None`` where there is none."""
        waiting = self._waiting.setdefault(attachment.sha256, [])
        waiting.append(done)
        if len(waiting) == 1:
            self.wanted.emit(attachment)

    def take(self, attachment: Attachment, data: bytes | None) -> None:
        """Take the content of an attachment that was wanted."""
        for done in self._waiting.pop(attachment.sha256, []):
            done(data)

    def _decode(self, key: _Key, attachment: Attachment, data: bytes | None) -> None:
        def work() -> None:
            picture = decode(attachment, data, QSize(key[1], key[2]))
            # The transcript may be gone by now.
            with suppress(RuntimeError):
                self._decoded.emit(key, picture)

        self._thread.submit(work)

    def _keep(self, key: _Key, picture: Picture) -> None:
        if not picture.trouble:
            # What was in the way may be over the next time.
            self._kept.keep(key, picture)
        for done in self._decoding.pop(key, []):
            done(picture)


def _key(attachment: Attachment, bounds: QSize) -> _Key:
    return attachment.sha256, bounds.width(), bounds.height()
