"""Long conversations in the program: read, opened, scrolled through and resized."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from bench.figures import Figures, Watch, share_of
from bench.frames import Frames
from bench.heartbeat import Heartbeat
from bench.long_talk import written_talk
from bench.program import run_program
from whinchat.assembly.program import Program
from whinchat.domain.draft import Draft
from whinchat.domain.values import ConversationId
from whinchat.services.chat import Chat

_FRAMES = 400
_SETTLED_SECONDS = 1.0
_SMALL = 400
"""Messages of a conversation that only shows that the benchmark runs."""

Act = Callable[[Program, Chat], Awaitable[Frames | None]]


class _Painted(QObject):
    """Notes when a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._next = asyncio.Event()
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() == QEvent.Type.Paint:
            self._next.set()
        return False

    async def wait(self) -> None:
        """Return when the widget was painted once more."""
        self._next.clear()
        await self._next.wait()


def read_1k(deltas: int, folder: Path) -> Figures:
    """From the file of 1,000 messages to the screen."""
    return _read(share_of(1_000, deltas), folder)


def read_100k(deltas: int, folder: Path) -> Figures:
    """From the file of 100,000 messages to the screen."""
    return _read(share_of(100_000, deltas), folder)


def open_10k(deltas: int, folder: Path) -> Figures:
    """Show 10,000 messages that are read already."""
    return _measure(share_of(10_000, deltas), folder, _show)


def open_100k(deltas: int, folder: Path) -> Figures:
    """Show 100,000 messages that are read already."""
    return _measure(share_of(100_000, deltas), folder, _show)


def scroll_10k(deltas: int, folder: Path) -> Figures:
    """Scroll up through 10,000 messages: by the wheel, then in long jumps."""
    return _measure(share_of(10_000, deltas), folder, _scroll, is_shown=True)


def resize_10k(deltas: int, folder: Path) -> Figures:
    """Resize the window, with 10,000 messages open, at each frame."""
    return _measure(share_of(10_000, deltas), folder, _resize, is_shown=True)


def floor_read(deltas: int, folder: Path) -> Figures:
    """Read the file and decode it, on the window's thread, without keeping anything."""
    name = written_talk(share_of(100_000, deltas), folder)
    watch = Watch()
    data = next(folder.rglob(f"{name}.json")).read_bytes()
    msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    return watch.read()


def _read(messages: int, folder: Path) -> Figures:
    name = written_talk(messages, folder)

    async def work(program: Program) -> Figures:
        await asyncio.sleep(_settling(messages))
        watch, heartbeat = Watch(), Heartbeat()
        await _show(program, await _chat(program, name))
        await asyncio.sleep(0.02)  # A beat more, after the paint.
        return watch.read(gap_ms=heartbeat.longest_gap_ms, work_ms=heartbeat.longest_work_ms)

    return run_program(folder, dict(os.environ), work)


def _measure(messages: int, folder: Path, act: Act, *, is_shown: bool = False) -> Figures:
    """Read a conversation, and measure what is done with it then."""
    name = written_talk(messages, folder)

    async def work(program: Program) -> Figures:
        chat = await _chat(program, name)
        if is_shown:
            await _show(program, chat)
        await asyncio.sleep(_settling(messages))
        watch, heartbeat = Watch(), Heartbeat()
        frames = await act(program, chat)
        return watch.read(
            gap_ms=heartbeat.longest_gap_ms,
            work_ms=heartbeat.longest_work_ms,
            frames=frames,
        )

    return run_program(folder, dict(os.environ), work)


async def _chat(program: Program, name: ConversationId) -> Chat:
    return await program.services.shelf.chat(name, even_if_large=True)


async def _show(program: Program, chat: Chat) -> Frames | None:
    page = program.window.views.page
    painted = _Painted(page.transcript.viewport())
    page.show_chat(chat, Draft())
    await painted.wait()
    return None


async def _scroll(program: Program, chat: Chat) -> Frames | None:
    transcript = program.window.views.page.transcript
    bar = transcript.verticalScrollBar()
    surface = transcript.viewport()
    count = min(_FRAMES, len(chat.conversation.messages))
    frames = Frames(surface)
    for number in range(count):
        with frames.timed():
            # Half of the way as a wheel would, then as somebody does who pulls the handle.
            is_wheel = number < count // 2
            bar.setValue(bar.value() - 240 if is_wheel else bar.maximum() * number // count)
            surface.repaint()
            QApplication.processEvents()
        await asyncio.sleep(0)
    return frames


async def _resize(program: Program, _chat: Chat) -> Frames | None:
    window = program.window
    frames = Frames(program.window.views.page.transcript.viewport())
    for number in range(1, 101):
        with frames.timed():
            window.resize(1_100 - 4 * (number % 50), 760 - number % 50)
            QApplication.processEvents()  # As the system has it: resized, laid out, painted.
        await asyncio.sleep(0)
    return frames


def _settling(messages: int) -> float:
    """Return how long to wait for what the program loads after its first paint."""
    return _SETTLED_SECONDS if messages > _SMALL else 0.1
