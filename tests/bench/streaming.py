"""A reply that comes in pieces: into the program, and into less."""

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextBrowser

from bench.figures import Figures, Watch
from bench.heartbeat import Heartbeat
from bench.program import run_program
from bench.sample import sampled
from bench.stream_server import serving
from fakes.streams import documented_frames
from fakes.texts import DELTA, deltas_of, mixed_markdown
from fakes.waiting import until
from whinchat.assembly import Program
from whinchat.domain.conversation import Role, Status
from whinchat.domain.draft import Draft
from whinchat.domain.values import MessageId
from whinchat.services.chat import Chat

_A_FRAME = 17
"""Deltas between two paints at 1,000 deltas and 60 paints a second."""
_TRICKLE_SECONDS = 10
_TRICKLE_PAUSE = 0.01
_LONGEST_SECONDS = 600.0
_SMALL = 1_000
"""Characters of a reply that only shows that the benchmark runs."""


def ours(deltas: int, folder: Path) -> Figures:
    """Receive, keep and show it with the real window, as fast as it comes."""
    return _through_the_program(deltas, 0.0, folder)


def trickle(deltas: int, folder: Path) -> Figures:
    """The same at 100 deltas a second."""
    return _through_the_program(_trickling(deltas), _TRICKLE_PAUSE, folder)


def naive(deltas: int, _folder: Path) -> Figures:
    """Set the whole text for each delta."""
    text = mixed_markdown(deltas * DELTA)
    browser = _browser()

    def step(number: int) -> None:
        browser.setMarkdown(text[: number * DELTA])
        _paint_the_end(browser)

    return sampled(deltas, step)


def naive_trickle(deltas: int, _folder: Path) -> Figures:
    """Set the whole text for each delta, 100 times a second."""
    text = mixed_markdown(_trickling(deltas) * DELTA)
    browser = _browser()

    def step(shown: int) -> None:
        browser.setMarkdown(text[:shown])
        _paint_the_end(browser)

    return _every_hundredth(step, len(text))


def plain_trickle(deltas: int, _folder: Path) -> Figures:
    """Append each delta as plain text and paint it, 100 times a second."""
    text = mixed_markdown(_trickling(deltas) * DELTA)
    browser = _browser()
    cursor = QTextCursor(browser.document())

    def step(shown: int) -> None:
        cursor.insertText(text[shown - DELTA : shown])
        _paint_the_end(browser)

    return _every_hundredth(step, len(text))


def plain(deltas: int, _folder: Path) -> Figures:
    """Append each delta as plain text, painted as often as a screen can show it."""
    text = mixed_markdown(deltas * DELTA)
    browser = _browser()
    cursor = QTextCursor(browser.document())
    watch = Watch()
    for number, delta in enumerate(deltas_of(text)):
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(delta)
        if number % _A_FRAME == 0:
            _paint_the_end(browser)
    return watch.read()


def parsing(deltas: int, _folder: Path) -> Figures:
    """Cut the stream into events and read their JSON, without socket or screen."""
    text = mixed_markdown(deltas * DELTA)
    data = b"".join(documented_frames(text, pieces=deltas_of(text)))
    watch = Watch()
    words = []
    for event in data.split(b"\n\n"):
        if event:
            value = json.loads(event.rpartition(b"data: ")[2])
            words.append(value.get("delta", ""))
    assert "".join(words) == text
    return watch.read()


def _every_hundredth(step: Callable[[int], None], characters: int) -> Figures:
    """Call ``step`` with the characters that have come, every hundredth of a second."""
    shown = 0

    def beat() -> None:
        nonlocal shown
        shown += DELTA
        step(shown)
        if shown >= characters:
            QApplication.quit()

    heartbeat, watch = Heartbeat(), Watch()
    timer = QTimer(interval=int(_TRICKLE_PAUSE * 1_000))
    timer.timeout.connect(beat)
    timer.start()
    QApplication.exec()
    return watch.read(gap_ms=heartbeat.longest_gap_ms, work_ms=heartbeat.longest_work_ms)


def _through_the_program(deltas: int, pause_seconds: float, folder: Path) -> Figures:
    text = mixed_markdown(deltas * DELTA)
    with serving(deltas, pause_seconds) as address:
        environ = {**os.environ, "WHINCHAT_BASE_URL": address, "WHINCHAT_MODEL": "scripted"}
        return run_program(folder, environ, lambda program: _ask(program, text, folder))


async def _ask(program: Program, text: str, folder: Path) -> Figures:
    page = program.window.views.page
    await until(lambda: page.can_answer)
    # What the program loads after its first paint is no part of this.
    await asyncio.sleep(1.0 if len(text) > _SMALL else 0.3)
    chat = page.chat
    assert chat is not None
    heartbeat, watch = Heartbeat(), Watch()
    answered = _answered(chat)
    page.send(Draft("Tell me"))
    await asyncio.wait_for(answered, _LONGEST_SECONDS)
    await program.services.library.settle(chat.id)
    await asyncio.sleep(0.05)  # The last paint.
    figures = watch.read(gap_ms=heartbeat.longest_gap_ms, work_ms=heartbeat.longest_work_ms)
    reply = chat.conversation.branch()[-1]
    assert (reply.text, reply.status) == (text, Status.COMPLETE)
    assert _is_on_disk(folder / "conversations", chat.id)
    return figures


def _is_on_disk(conversations: Path, conversation_id: str) -> bool:
    files = conversations.glob(f"{conversation_id}.*")
    return any('"complete"' in path.read_text("utf-8") for path in files)


def _answered(chat: Chat) -> asyncio.Future[None]:
    """Return what is done when the reply has ended. To look again and again would be measured."""
    answered = asyncio.get_running_loop().create_future()

    def follow(message_id: MessageId) -> None:
        message = chat.conversation.messages[message_id]
        has_ended = message.role is Role.ASSISTANT and message.status is not Status.STREAMING
        if has_ended and not answered.done():
            answered.set_result(None)

    chat.changed.add(follow)
    return answered


def _trickling(deltas: int) -> int:
    return min(deltas, int(_TRICKLE_SECONDS / _TRICKLE_PAUSE))


def _browser() -> QTextBrowser:
    QApplication.instance() or QApplication([])
    browser = QTextBrowser()
    browser.resize(900, 800)
    browser.show()
    return browser


def _paint_the_end(browser: QTextBrowser) -> None:
    bar = browser.verticalScrollBar()
    bar.setValue(bar.maximum())
    browser.viewport().repaint()
