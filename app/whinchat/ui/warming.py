"""Warming up: what is slow to import is imported before its first use, off the window's thread."""

from whinchat.provider.transport import Transport
from whinchat.storage.disk import Disk
from whinchat.ui.transcript.writing.languages import load_lexers
from whinchat.ui.transcript.writing.parsing import load_parser

_AFTER_SECONDS = 0.3
"""The window has been painted by then."""
_PAUSE_SECONDS = 0.1
"""Between two loads, so that the window's thread is not kept from Python for long."""


def warm_up(disk: Disk, transport: Transport) -> None:
    """Have loaded on a disk's thread what the first turn would otherwise stand still for."""
    for number, load in enumerate((load_parser, transport.load, load_lexers)):
        disk.later(_AFTER_SECONDS + number * _PAUSE_SECONDS, load)
