"""Formulas that a test waits for."""

import time

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest

from whinchat.ui.math.formula import Formula, FormulaError
from whinchat.ui.math.formulas import FormulaKey, Formulas

_PATIENCE_SECONDS = 40


class Setter:
    """Sets formulas one by one."""

    def __init__(self, owner: QObject) -> None:
        self.formulas = Formulas(QFont("Inter"), lambda: None, owner)

    def find(self, tex: str, *, is_display: bool = True) -> Formula | FormulaError:
        """Return what becomes of a formula."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while (found := self.formulas.find(FormulaKey(tex, is_display))) is None:
            assert time.monotonic() < until, tex
            QTest.qWait(5)
        return found

    def drawn(self, tex: str, *, is_display: bool = True) -> Formula:
        """Return a formula that must be drawn."""
        found = self.find(tex, is_display=is_display)
        assert isinstance(found, Formula), f"{tex}: {found}"
        return found
