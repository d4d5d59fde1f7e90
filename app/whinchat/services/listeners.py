"""A typed list of listeners, for services that must not know Qt."""

from collections.abc import Callable
from typing import Generic, TypeVar

Told = TypeVar("Told")


class Listeners(Generic[Told]):
    """Those who want to be told. They are called in order, on the caller's thread."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Told], None]] = []

    def add(self, listener: Callable[[Told], None]) -> Callable[[], None]:
        """Tell ``listener`` from now on, until the function returned is called."""
        self._listeners.append(listener)

        def remove() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return remove

    def tell(self, news: Told) -> None:
        """Tell everybody who listens now; one who leaves meanwhile is not called any more."""
        for listener in tuple(self._listeners):
            if listener in self._listeners:
                listener(news)
