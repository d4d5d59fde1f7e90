"""Formulas: set on a thread of their own, kept, bounded."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from whinchat.ui.math.formula import Formula, FormulaError
from whinchat.ui.math.formulas import LONGEST_TEX, FormulaKey, Formulas

Ask = Callable[[str], Formula | FormulaError]


@pytest.fixture(scope="module")
def ask(qapp: QApplication) -> Ask:
    """A function that waits for a formula; its engine is loaded once."""
    owner = QObject(qapp)
    formulas = Formulas(QFont("Inter"), lambda: None, owner)

    def find(tex: str) -> Formula | FormulaError:
        until = time.monotonic() + 30
        while (found := formulas.find(FormulaKey(tex, is_display=True))) is None:
            assert time.monotonic() < until, tex
            QtBot(None).wait(5)  # type: ignore[arg-type]  # it waits without a request as well
        return found

    return find


def test_a_formula_has_pieces_and_a_size(ask: Ask) -> None:
    formula = ask(r"\frac{a}{b}")

    assert isinstance(formula, Formula)
    assert len(formula.pieces) == 3
    assert formula.ascent > formula.descent > 0
