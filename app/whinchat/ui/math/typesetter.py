"""The typesetter: a thread with an engine, loaded at the first formula, and a limit on its time."""

import logging
import threading
import time
import weakref
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal

from whinchat.ui.math.engine import TOO_LONG, Engine
from whinchat.ui.math.formula import Formula, FormulaError, read_formula

_log = logging.getLogger(__name__)

_LIMIT_MILLISECONDS = 2_000
_PATIENCE_MILLISECONDS = 5_000
_REST_MILLISECONDS = 60_000
"""After so long without work the engine is given up, which takes a hundred megabytes."""


@dataclass(frozen=True, slots=True)
class Job:
    """One formula to be set."""

    tex: str
    is_display: bool
    widths: dict[str, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job."""

    job: Job
    formula: Formula | FormulaError


class Typesetter(QObject):
    """Sets formulas one after the other, away from the thread that asks."""

    finished = Signal(object)
    """An ``Outcome``."""

    _wanted = Signal(object)

    def __init__(self, bundle: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bundle = bundle
        self._bench: _Bench | None = None
        self._left = 0
        self._watch = QTimer(self)
        self._watch.setInterval(_LIMIT_MILLISECONDS // 4)
        self._watch.timeout.connect(self._look)

    @property
    def is_idle(self) -> bool:
        """Return whether nothing waits to be set."""
        return not self._left

    def set(self, job: Job) -> None:
        """Set a formula; ``finished`` follows."""
        if self._bench is None:
            self._bench = self._start()
        self._left += 1
        if not self._watch.isActive():
            # Begun anew by every formula that comes, it would never look at the one that hangs.
            self._watch.start()
        self._wanted.emit(job)

    def _start(self) -> "_Bench":
        thread = QThread()
        thread.setObjectName("formulas")
        bench = _Bench(self._bundle)
        bench.moveToThread(thread)
        self._wanted.connect(bench.take, Qt.ConnectionType.QueuedConnection)
        bench.finished.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        thread.finished.connect(bench.clear, Qt.ConnectionType.DirectConnection)
        thread.start(QThread.Priority.LowPriority)
        # A thread must end before what stands for it in Python: Qt ends the program otherwise.
        end = weakref.finalize(self, _end, thread, bench)
        self.destroyed.connect(end)
        return bench

    def _pass_on(self, outcome: Outcome) -> None:
        self._left -= 1
        if not self._left:
            self._watch.stop()
        self.finished.emit(outcome)

    def _look(self) -> None:
        if self._bench is not None:
            self._bench.interrupt_after(_LIMIT_MILLISECONDS / 1_000)


class _Bench(QObject):
    """The typesetter's half on the other thread."""

    finished = Signal(object)

    def __init__(self, bundle: Path) -> None:
        super().__init__()
        self._bundle = bundle
        self._jobs: deque[Job] = deque()
        self._engine: Engine | None = None
        self._is_loaded = False
        self._current: Job | None = None
        self._started = 0.0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self.clear)
        self._lock = threading.Lock()
        """Around what says which job runs: an interruption must not reach the next one."""

    def take(self, job: Job) -> None:
        """Set a formula, after those that came before it."""
        self._jobs.append(job)
        self._rest.stop()
        if self._engine is None:
            self._load()
        elif self._is_loaded and self._current is None:
            self._next()

    def interrupt_after(self, seconds: float) -> None:
        """End the job that runs, if it takes longer; for other threads to call."""
        with self._lock:
            is_late = time.monotonic() - self._started > seconds
            if self._current is not None and self._engine is not None and is_late:
                self._engine.interrupt()

    def clear(self) -> None:
        """Give the engine up: it may be broken, or nobody needs it, or the thread ends."""
        self._rest.stop()
        with self._lock:
            if self._engine is not None:
                self._engine.deleteLater()
            self._engine = self._current = None
            self._is_loaded = False

    def _load(self) -> None:
        self._engine = Engine(self._bundle, self)
        self._engine.done.connect(self._go_on)
        self._engine.load()

    def _next(self) -> None:
        if self._engine is None or not self._jobs:
            self._rest.start()
            return
        job = self._jobs.popleft()
        with self._lock:
            self._current, self._started = job, time.monotonic()
            self._engine.set(job.tex, job.widths, is_display=job.is_display)

    def _go_on(self, output: str, problem: str) -> None:
        if not self._is_loaded:
            self._is_loaded = True
            if problem:
                _log.error("The program that sets formulas cannot be loaded: %s", problem)
        elif self._current is not None:
            job = self._current
            with self._lock:
                self._current = None
            self.finished.emit(Outcome(job, _read(output, problem)))
            if problem == TOO_LONG:
                self.clear()
                if self._jobs:
                    self._load()
        self._next()


def _read(output: str, problem: str) -> Formula | FormulaError:
    if problem:
        return FormulaError(problem)
    try:
        formula = read_formula(output)
    except FormulaError as error:
        return error
    except (KeyError, TypeError, ValueError):
        _log.error("What came out for a formula cannot be read")
        return FormulaError("It cannot be drawn here")
    for piece in formula.pieces:
        piece.prepare()
    return formula


def _end(thread: QThread, bench: _Bench) -> None:
    bench.interrupt_after(0)
    thread.quit()
    if not thread.wait(_PATIENCE_MILLISECONDS):
        _log.error("The thread that sets formulas does not end")
