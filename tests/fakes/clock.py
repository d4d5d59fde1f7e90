"""A wall clock that jumps, for everything in the program that asks what time it is."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from typing import Any
from unittest import mock


class _LikeDatetime(type):
    """Makes a class that is ``datetime`` in everything but what it says of now."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, datetime)

    def __getattr__(cls, name: str) -> Any:
        return getattr(datetime, name)


class JumpingClock:
    """Says what the real clock says, and so much more."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def jump(self, ahead: timedelta) -> None:
        """Go forth, or back."""
        self.ahead += ahead

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let all loaded modules of the program ask this clock."""
        clock = self

        class Moment(metaclass=_LikeDatetime):
            @staticmethod
            def now(tz: tzinfo | None = None) -> datetime:
                return datetime.now(tz) + clock.ahead

        modules = [module for name, module in sys.modules.items() if name.startswith("whinchat.")]
        asking = [one for one in modules if getattr(one, "datetime", None) is datetime]
        patches = [mock.patch.object(module, "datetime", Moment) for module in asking]
        for patch in patches:
            patch.start()
        try:
            yield
        finally:
            for patch in patches:
                patch.stop()
