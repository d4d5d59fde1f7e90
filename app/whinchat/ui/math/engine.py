"""The engine: MathJax in Qt's own JavaScript engine, on the thread that it is made in.

Everything that takes long runs as an answer to a timer's signal, which Qt gives to JavaScript
without Python's lock: a call from Python (``evaluate``, ``call``) would hold the lock, and with it
the window, until it returns. So `load` and `set` return at once, and `done` follows.
"""

import json
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

TOO_LONG = "It takes too long"

_PRELUDE = """
var input = '', output = '', problem = '', step = null;
var load = function () { (0, eval)(input); return ''; };
var set = function () { return formula.apply(null, JSON.parse(input)); };
port.timeout.connect(function () {
    output = problem = '';
    try { output = step(); } catch (error) { problem = String(error && error.message || error); }
    input = '';
});
"""


class Engine(QObject):
    """Sets one formula at a time. It lives on one thread; others may call `interrupt` alone."""

    done = Signal(str, str)
    """What came out, and what went wrong, one of which is empty."""

    def __init__(self, bundle: Path, parent: QObject) -> None:
        # Three megabytes and ten milliseconds, for those alone who read formulas.
        from PySide6.QtQml import QJSEngine  # noqa: PLC0415  # slow to import

        super().__init__(parent)
        self._bundle = bundle
        self._port = QTimer(self)
        self._port.setSingleShot(True)
        self._script = QJSEngine(self)
        self._names = self._script.globalObject()
        self._names.setProperty("port", self._script.newQObject(self._port))
        self._script.evaluate(_PRELUDE)
        # JavaScript was connected first, so it is through when this is called.
        self._port.timeout.connect(self._tell)

    def load(self) -> None:
        """Begin to load the program, which takes a quarter of a second."""
        self._run("load", self._bundle.read_text(encoding="utf-8"))

    def set(self, tex: str, widths: dict[str, float], *, is_display: bool) -> None:
        """Begin to set a formula. ``widths`` are those of characters that its font may lack."""
        self._script.setInterrupted(False)
        # As JSON it is ASCII: PySide fails to pass on letters beyond Latin 1.
        self._run("set", json.dumps([tex, is_display, widths]))

    def interrupt(self) -> None:
        """Have what runs end with a problem. What the engine knows may be broken after that."""
        self._script.setInterrupted(True)

    def _run(self, step: str, given: str) -> None:
        self._names.setProperty("step", self._names.property(step))
        self._names.setProperty("input", given)
        self._port.start(0)

    def _tell(self) -> None:
        if self._script.isInterrupted():
            self.done.emit("", TOO_LONG)
            return
        output = self._names.property("output").toString()
        self.done.emit(output, self._names.property("problem").toString())
