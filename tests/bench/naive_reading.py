"""Long conversations as one would show them first, and as little as can be shown."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from bench.figures import Figures, Watch, share_of
from bench.frames import Frames, Paints
from bench.long_talk import texts

_MOST_NAIVE = 1_000
"""Messages that the naive window shows; what more would take is computed."""
_FRAMES = 400
_RESIZED = 20
_LINE = 20
"""Pixels between the lines of the floor."""


def open_1k(deltas: int, _folder: Path) -> Figures:
    """Set 1,000 messages as one Markdown text."""
    return _open(share_of(1_000, deltas))


def open_10k(deltas: int, _folder: Path) -> Figures:
    """Set a tenth of 10,000 messages as one Markdown text, scaled."""
    return _open(share_of(10_000, deltas))


def open_100k(deltas: int, _folder: Path) -> Figures:
    """Set a hundredth of 100,000 messages as one Markdown text, scaled."""
    return _open(share_of(100_000, deltas))


def open_one(_deltas: int, _folder: Path) -> Figures:
    """Show the last message alone."""
    return _open(1)


def scroll(deltas: int, _folder: Path) -> Figures:
    """Scroll through 1,000 messages in one text."""
    browser = _browser(share_of(_MOST_NAIVE, deltas))
    bar = browser.verticalScrollBar()
    steps = share_of(_FRAMES, deltas)
    return _frames(browser.viewport(), steps, lambda _: bar.setValue(bar.value() - 240))


def resize(deltas: int, _folder: Path) -> Figures:
    """Resize a window with 1,000 messages in one text."""
    browser = _browser(share_of(_MOST_NAIVE, deltas))
    steps = share_of(_RESIZED, deltas)
    return _frames(
        browser.viewport(), steps, lambda number: browser.resize(900 - 4 * (number % 50), 800)
    )


def scroll_lines(deltas: int, _folder: Path) -> Figures:
    """Draw a screen of lines, each as one string, at another height in each frame."""
    lines = _lines()

    def step(number: int) -> None:
        lines.offset = number * 240

    return _frames(lines, share_of(_FRAMES, deltas), step)


def resize_lines(deltas: int, _folder: Path) -> Figures:
    """Draw a screen of lines, each as one string, in another size in each frame."""
    lines = _lines()
    steps = share_of(100, deltas)
    return _frames(lines, steps, lambda number: lines.resize(900 - 4 * (number % 50), 800))


class _Lines(QWidget):
    """Draws the lines of some texts from an offset on, and knows of nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = "\n".join(texts()).split("\n")
        self.offset = 0

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        first = self.offset // _LINE
        for place in range(self.height() // _LINE + 1):
            line = self._lines[(first + place) % len(self._lines)]
            painter.drawText(8, (place + 1) * _LINE - self.offset % _LINE, line)
        painter.end()


def _lines() -> _Lines:
    QApplication.instance() or QApplication([])
    lines = _Lines()
    lines.resize(900, 800)
    lines.show()
    Paints(lines).wait()
    return lines


def _open(messages: int) -> Figures:
    shown = min(messages, _MOST_NAIVE)
    browser = _browser(0)
    words = _words(shown)
    watch = Watch()
    browser.setMarkdown(words)
    _go_to_end(browser)
    Paints(browser.viewport()).wait()
    return watch.read(scale=messages / shown)


def _browser(messages: int) -> QTextBrowser:
    QApplication.instance() or QApplication([])
    browser = QTextBrowser()
    browser.resize(900, 800)
    browser.setMarkdown(_words(messages))
    browser.show()
    # A window is shown, and painted, by events alone.
    Paints(browser.viewport()).wait()
    _go_to_end(browser)
    return browser


def _go_to_end(browser: QTextBrowser) -> None:
    """Show the end, as a chat does: the text is laid out as far as somebody wants to look."""
    browser.moveCursor(QTextCursor.MoveOperation.End)
    browser.ensureCursorVisible()
    browser.viewport().update()


def _frames(painted: QWidget, count: int, step: Callable[[int], None]) -> Figures:
    frames = Frames(painted)
    watch = Watch()
    for number in range(1, count + 1):
        with frames.timed():
            step(number)
            painted.repaint()
            QApplication.processEvents()
    return watch.read(frames=frames)


def _words(messages: int) -> str:
    some = texts()
    return "\n\n".join(some[number % len(some)] for number in range(messages))
