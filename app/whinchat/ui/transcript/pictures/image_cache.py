"""Images that are kept, within bounds, for the rows that may come near the view again."""

from collections import OrderedDict
from typing import Generic, Protocol, TypeVar

from PySide6.QtGui import QImage

_MOST_BYTES = 64 * 2**20
_MOST = 1_000
"""Those that could not be made, which take no bytes, are kept too."""


class HasImage(Protocol):
    """Something that was made out of an image."""

    @property
    def image(self) -> QImage:
        """Return the image, null where there is none."""


_Key = TypeVar("_Key")
_Kept = TypeVar("_Kept", bound=HasImage)


class ImageCache(Generic[_Key, _Kept]):
    """Keeps those that were used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._bytes = 0

    def find(self, key: _Key) -> _Kept | None:
        """Return what is kept under a key."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: _Key, made: _Kept) -> None:
        """Keep what was made; the last one stays however large it is."""
        self._drop(self._kept.pop(key, None))
        self._kept[key] = made
        self._bytes += made.image.sizeInBytes()
        while len(self._kept) > 1 and (self._bytes > _MOST_BYTES or len(self._kept) > _MOST):
            self._drop(self._kept.popitem(last=False)[1])

    def _drop(self, gone: _Kept | None) -> None:
        if gone is not None:
            self._bytes -= gone.image.sizeInBytes()
