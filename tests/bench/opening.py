"""Long conversations: read, opened, scrolled through and resized; and the same with less."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from bench.figures import Figures, Watch
from bench.heartbeat import Heartbeat
from bench.long_talk import texts, written_talk
from bench.program import run_program
from whinchat.assembly import Program
from whinchat.domain.draft import Draft
from whinchat.domain.values import ConversationId
from whinchat.services.chat import Chat

_FULL = 20_000
"""What the command line calls all of the work."""
_MOST_NAIVE = 1_000
"""Messages that the naive window shows; what more would take is computed."""
_FRAMES = 400
_SETTLED_SECONDS = 1.0
_SMALL = 400
"""Messages of a conversation that only shows that the benchmark runs."""

Act = Callable[[Program, Chat], Awaitable[list[float]]]


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
    return _read(_of(1_000, deltas), folder)


def read_100k(deltas: int, folder: Path) -> Figures:
    """From the file of 100,000 messages to the screen."""
    return _read(_of(100_000, deltas), folder)


def open_10k(deltas: int, folder: Path) -> Figures:
    """Show 10,000 messages that are read already."""
    return _measure(_of(10_000, deltas), folder, _show)


def open_100k(deltas: int, folder: Path) -> Figures:
    """Show 100,000 messages that are read already."""
    return _measure(_of(100_000, deltas), folder, _show)


def scroll_10k(deltas: int, folder: Path) -> Figures:
    """Scroll up through 10,000 messages: by the wheel, then in long jumps."""
    return _measure(_of(10_000, deltas), folder, _scroll, is_shown=True)


def resize_10k(deltas: int, folder: Path) -> Figures:
    """Resize the window, with 10,000 messages open, at each frame."""
    return _measure(_of(10_000, deltas), folder, _resize, is_shown=True)


def naive_1k(deltas: int, _folder: Path) -> Figures:
    """Set 1,000 messages as one Markdown text."""
    return _naive(_of(1_000, deltas))


def naive_10k(deltas: int, _folder: Path) -> Figures:
    """Set a tenth of 10,000 messages as one Markdown text, scaled."""
    return _naive(_of(10_000, deltas))


def naive_100k(deltas: int, _folder: Path) -> Figures:
    """Set a hundredth of 100,000 messages as one Markdown text, scaled."""
    return _naive(_of(100_000, deltas))


def naive_scroll(deltas: int, _folder: Path) -> Figures:
    """Scroll through 1,000 messages in one text."""
    browser = _browser(_of(_MOST_NAIVE, deltas))
    bar = browser.verticalScrollBar()
    bar.setValue(bar.maximum())

    def step(_number: int) -> None:
        bar.setValue(bar.value() - 240)
        browser.viewport().repaint()

    return _frames(step, _of(_FRAMES, deltas))


def naive_resize(deltas: int, _folder: Path) -> Figures:
    """Resize a window with 1,000 messages in one text."""
    browser = _browser(_of(_MOST_NAIVE, deltas))

    def step(number: int) -> None:
        browser.resize(900 + number % 200, 800)
        browser.viewport().repaint()

    return _frames(step, _of(20, deltas))


def floor_read(deltas: int, folder: Path) -> Figures:
    """Read the file and decode it, on the window's thread, without keeping anything."""
    name = written_talk(_of(100_000, deltas), folder)
    watch = Watch()
    data = next(folder.rglob(f"{name}.json")).read_bytes()
    msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    return watch.read()


def floor_show(_deltas: int, _folder: Path) -> Figures:
    """Show the last message alone."""
    return _naive(1)


def _of(full: int, deltas: int) -> int:
    return max(4, full * deltas // _FULL)


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
            frame_ms=_slow_frame(frames),
        )

    return run_program(folder, dict(os.environ), work)


async def _chat(program: Program, name: ConversationId) -> Chat:
    return await program.services.shelf.chat(name, even_if_large=True)


async def _show(program: Program, chat: Chat) -> list[float]:
    page = program.window.views.page
    painted = _Painted(page.transcript.viewport())
    page.show_chat(chat, Draft())
    await painted.wait()
    return []


async def _scroll(program: Program, chat: Chat) -> list[float]:
    transcript = program.window.views.page.transcript
    bar = transcript.verticalScrollBar()
    surface = transcript.viewport()
    count = min(_FRAMES, len(chat.conversation.messages))
    frames = []
    for number in range(count):
        start = time.thread_time()
        # Half of the way as a wheel would, then as somebody does who pulls the handle.
        step = bar.value() - 240 if number < count // 2 else bar.maximum() * number // count
        bar.setValue(step)
        surface.repaint()
        frames.append(time.thread_time() - start)
        await asyncio.sleep(0)
    return frames


async def _resize(program: Program, _chat: Chat) -> list[float]:
    window = program.window
    frames = []
    for number in range(100):
        start = time.thread_time()
        window.resize(1_100 - 4 * (number % 50), 760 - number % 50)
        QApplication.processEvents()  # As the system has it: resized, laid out, painted.
        frames.append(time.thread_time() - start)
        await asyncio.sleep(0)
    return frames


def _naive(messages: int) -> Figures:
    shown = min(messages, _MOST_NAIVE)
    _application()
    words = _words(shown)
    watch = Watch()
    browser = QTextBrowser()
    browser.resize(900, 800)
    browser.show()
    browser.setMarkdown(words)
    browser.verticalScrollBar().setValue(browser.verticalScrollBar().maximum())
    browser.viewport().repaint()
    return watch.read(scale=messages / shown)


def _browser(messages: int) -> QTextBrowser:
    _application()
    browser = QTextBrowser()
    browser.resize(900, 800)
    browser.show()
    browser.setMarkdown(_words(messages))
    browser.viewport().repaint()
    return browser


def _frames(step: Callable[[int], None], count: int) -> Figures:
    frames = []
    watch = Watch()
    for number in range(count):
        start = time.thread_time()
        step(number)
        frames.append(time.thread_time() - start)
    return watch.read(frame_ms=_slow_frame(frames))


def _slow_frame(frames: list[float]) -> float:
    """Return what one frame in a hundred takes longer than, in milliseconds."""
    return sorted(frames)[len(frames) * 99 // 100] * 1_000 if frames else 0.0


def _application() -> None:
    QApplication.instance() or QApplication([])


def _words(messages: int) -> str:
    some = texts()
    return "\n\n".join(some[number % len(some)] for number in range(messages))


def _settling(messages: int) -> float:
    """Return how long to wait for what the program loads after its first paint."""
    return _SETTLED_SECONDS if messages > _SMALL else 0.1
