"""The same pieces into Qt's own text browser, or into nothing."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextBrowser

from bench.figures import Figures, Watch
from bench.heartbeat import Heartbeat
from bench.sample import sampled
from bench.streaming import LONG, RUSH_PAUSE, SHORT, TRICKLE_PAUSE, trickling
from fakes.streams import documented_frames
from fakes.texts import DELTA, deltas_of, mixed_markdown

_A_FRAME = 17
"""Deltas between two paints at 1,000 deltas and 60 paints a second."""


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
    text = mixed_markdown(trickling(deltas) * DELTA)
    browser = _browser()

    def step(shown: int) -> None:
        browser.setMarkdown(text[:shown])
        _paint_the_end(browser)

    return _every(TRICKLE_PAUSE, step, 0, len(text))


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


def plain_trickle(deltas: int, _folder: Path) -> Figures:
    """Append each delta as plain text and paint it, 100 times a second."""
    return _appending(trickling(deltas), TRICKLE_PAUSE)


def plain_rush(deltas: int, _folder: Path) -> Figures:
    """Append each delta as plain text, 1,000 a second, painted as often as a screen shows it."""
    return _appending(deltas, RUSH_PAUSE, paint_every=_A_FRAME)


def plain_into_short(deltas: int, _folder: Path) -> Figures:
    """Append plain text to 10 kB, each delta painted."""
    return _appending(trickling(deltas), TRICKLE_PAUSE, SHORT)


def plain_into_long(deltas: int, _folder: Path) -> Figures:
    """Append plain text to 1 MB, each delta painted."""
    return _appending(trickling(deltas), TRICKLE_PAUSE, LONG)


def naive_into_long(deltas: int, _folder: Path) -> Figures:
    """Set the whole text of 1 MB for each delta; a few of them."""
    text = mixed_markdown(LONG + trickling(deltas) * DELTA)
    browser = _browser()

    def step(number: int) -> None:
        browser.setMarkdown(text[: LONG + number * DELTA])
        _paint_the_end(browser)

    return sampled(trickling(deltas), step, sample=1)


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


def _appending(deltas: int, pause: float, begun: int = 0, paint_every: int = 1) -> Figures:
    text = mixed_markdown(begun + deltas * DELTA)
    browser = _browser()
    cursor = QTextCursor(browser.document())
    cursor.insertText(text[:begun])
    _paint_the_end(browser)

    def step(shown: int) -> None:
        cursor.insertText(text[shown - DELTA : shown])
        if shown // DELTA % paint_every == 0:
            _paint_the_end(browser)

    return _every(pause, step, begun, len(text))


def _every(pause: float, step: Callable[[int], None], begun: int, characters: int) -> Figures:
    """Call ``step`` with the characters that have come, each time after a pause."""
    shown = begun

    def beat() -> None:
        nonlocal shown
        shown += DELTA
        step(shown)
        if shown >= characters:
            QApplication.quit()

    heartbeat, watch = Heartbeat(), Watch()
    timer = QTimer(interval=int(pause * 1_000))
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)
    timer.start()
    QApplication.exec()
    return watch.read(gap_ms=heartbeat.longest_gap_ms, work_ms=heartbeat.longest_work_ms)


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
