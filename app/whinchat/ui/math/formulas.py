"""Formulas: what has been set is kept, what has not been is ordered."""

from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple, Protocol
from weakref import WeakValueDictionary

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFont, QFontMetricsF

from whinchat.paths import resource_root
from whinchat.ui.math.formula import Formula, FormulaError
from whinchat.ui.math.painting import WORDS_SIZE
from whinchat.ui.math.typesetter import Job, Outcome, Typesetter

LONGEST_TEX = 4_000
"""Characters. A longer formula is shown as it was written."""
_MOST_KEPT = 2_000
_GATHER_MILLISECONDS = 40
"""How long formulas are gathered before their rows are laid out again."""
_MEASURED_AT = 100
_TOO_LONG = FormulaError(f"It is longer than {LONGEST_TEX:,} characters")


class FormulaKey(NamedTuple):
    """What a formula is known by."""

    tex: str
    is_display: bool


class FormulaShelf(Protocol):
    """Where formulas are found that have been set."""

    @property
    def font(self) -> QFont:
        """Return the font of letters that the font of formulas lacks."""

    def find(self, key: FormulaKey) -> Formula | FormulaError | None:
        """Return a formula, or what is wrong with it; ``None`` where there is none yet."""


class Formulas(QObject):
    """Gives formulas by their TeX, and tells when more are there."""

    def __init__(self, font: QFont, arrived: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.font = QFont(font)
        """For letters that the font of formulas lacks."""
        self._arrived = arrived
        self._kept: OrderedDict[FormulaKey, Formula | FormulaError] = OrderedDict()
        self._alive: WeakValueDictionary[FormulaKey, Formula] = WeakValueDictionary()
        self._ordered: set[FormulaKey] = set()
        self._typesetter = Typesetter(resource_root() / "math" / "formula.js", self)
        self._typesetter.finished.connect(self._take)
        self._gathering = QTimer(self)
        self._gathering.setSingleShot(True)
        self._gathering.setInterval(_GATHER_MILLISECONDS)
        self._gathering.timeout.connect(arrived)

    @property
    def is_idle(self) -> bool:
        """Return whether every formula that was asked for is there, and that is known."""
        return not self._ordered and not self._gathering.isActive()

    def find(self, key: FormulaKey) -> Formula | FormulaError | None:
        """Return a formula, or what is wrong with its TeX; ``None`` for one that is being set."""
        if len(key.tex) > LONGEST_TEX:
            return _TOO_LONG
        found = self._kept.get(key) or self._alive.get(key)
        if found is not None:
            self._keep(key, found)
        elif key not in self._ordered:
            self._ordered.add(key)
            self._typesetter.set(Job(key.tex, key.is_display, widths_in(key.tex, self.font)))
        return found

    def _take(self, outcome: Outcome) -> None:
        key = FormulaKey(outcome.job.tex, outcome.job.is_display)
        self._ordered.discard(key)
        self._keep(key, outcome.formula)
        if not self._ordered:
            self._gathering.stop()
            self._arrived()
        elif not self._gathering.isActive():
            self._gathering.start()

    def _keep(self, key: FormulaKey, found: Formula | FormulaError) -> None:
        self._kept[key] = found
        self._kept.move_to_end(key)
        if isinstance(found, Formula):
            self._alive[key] = found
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)


def widths_in(tex: str, font: QFont) -> dict[str, float]:
    """Return the widths, in ems, of all characters of a formula where other fonts may be needed."""
    if tex.isascii():
        return {}
    measured = QFont(font)
    measured.setPixelSize(_MEASURED_AT)
    metrics = QFontMetricsF(measured)
    return {
        character: metrics.horizontalAdvance(character) / _MEASURED_AT * WORDS_SIZE
        for character in sorted(set(tex))
    }
