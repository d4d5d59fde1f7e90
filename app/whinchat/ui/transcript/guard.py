"""A guard for what Qt calls: an exception must not fly out of an override of a virtual."""

import functools
import logging
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

_log = logging.getLogger(__name__)

_Self = TypeVar("_Self")
_Rest = ParamSpec("_Rest")
_Result = TypeVar("_Result")


def guarded(
    fallback: _Result,
) -> Callable[
    [Callable[Concatenate[_Self, _Rest], _Result]], Callable[Concatenate[_Self, _Rest], _Result]
]:
    """Return ``fallback`` where the method fails, and log the first failure of it.

    On Python 3.11 an exception that leaves such an override while Qt sends posted events ends the
    process (PySide 6.11); and a failing ``paintEvent`` would fill the log at every frame.
    """

    def decorate(
        method: Callable[Concatenate[_Self, _Rest], _Result],
    ) -> Callable[Concatenate[_Self, _Rest], _Result]:
        complained = False

        def call(self: _Self, /, *args: _Rest.args, **kwargs: _Rest.kwargs) -> _Result:
            nonlocal complained
            try:
                return method(self, *args, **kwargs)
            except Exception:  # noqa: BLE001  # whatever it is, it must not reach Qt
                if not complained:
                    complained = True
                    _log.exception(
                        "%s failed; further failures are not logged", method.__qualname__
                    )
                return fallback

        functools.update_wrapper(call, method)
        return call

    return decorate
