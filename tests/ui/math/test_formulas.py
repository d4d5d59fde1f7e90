"""Formulas: set on a thread of their own, kept, bounded."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fakes.formula_sheet import BROKEN, all_formulas
from fakes.formulas import Setter
from whinchat.ui.math.formula import Formula, FormulaError
from whinchat.ui.math.formulas import LONGEST_TEX, FormulaKey, Formulas

_HOSTILE = (
    r"\def\a{\a}\a",
    r"\def\a{\a\a}\a",
    r"\newcommand{\x}{\x x}\x",
    r"\def\a{xx}\def\b{\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b}\def\d{\c\c\c\c\c\c}\d\d\d\d\d\d",
    "{" * 1_900 + "x" + "}" * 1_900,
    r"\frac{" * 600 + "x",
    r"\sqrt{" * 600 + "x" + "}" * 600,
    r"x^{" * 900 + "x" + "}" * 900,
    r"\begin{matrix}" + "&" * 1_900 + r"\end{matrix}",
    r"\begin{matrix}" + r"x\\" * 1_200 + r"\end{matrix}",
    r"\left(" * 300 + "x" + r"\right)" * 300,
    r"\rule{99999em}{99999em}",
    r"\hspace{9999999em} x",
    "x" * LONGEST_TEX,
    "\\" * 3_999,
    r"\text{" + "\u202e" * 500 + "}",
)


@pytest.fixture(scope="module")
def setter(qapp: QApplication) -> Iterator[Setter]:
    """What sets formulas; its engine is loaded once."""
    owner = QObject()
    yield Setter(owner)
    owner.deleteLater()


def test_every_formula_of_the_sheet_is_drawn(setter: Setter) -> None:
    found = {tex: setter.find(tex) for tex in all_formulas()}

    assert len(found) >= 100
    assert {tex: str(one) for tex, one in found.items() if isinstance(one, FormulaError)} == {}
    assert all(one.pieces and one.width > 0 for one in found.values() if isinstance(one, Formula))


@pytest.mark.parametrize("tex", BROKEN)
def test_what_cannot_be_set_says_why(setter: Setter, tex: str) -> None:
    found = setter.find(tex)

    assert isinstance(found, FormulaError)
    assert str(found)


@pytest.mark.parametrize("tex", _HOSTILE, ids=lambda tex: tex[:24])
def test_hostile_tex_is_bounded_in_time_and_the_next_formula_is_set(
    setter: Setter, tex: str
) -> None:
    start = time.monotonic()
    setter.find(tex)

    assert time.monotonic() - start < 15
    assert setter.drawn("x + 1").pieces


def test_macros_of_one_formula_are_unknown_to_the_next(setter: Setter) -> None:
    setter.drawn(r"\newcommand{\mine}{x} \mine")

    assert isinstance(setter.find(r"\mine + 1"), FormulaError)


def test_a_long_formula_is_not_even_tried(setter: Setter) -> None:
    assert isinstance(
        setter.formulas.find(FormulaKey("y" * (LONGEST_TEX + 1), is_display=True)), FormulaError
    )


def test_a_formula_that_was_set_is_there_at_once(setter: Setter) -> None:
    first = setter.drawn("a^2 + b^2")

    assert setter.formulas.find(FormulaKey("a^2 + b^2", is_display=True)) is first


def test_letters_of_every_alphabet_are_kept(setter: Setter) -> None:
    formula = setter.drawn(r"\text{Größe 面积 если}")

    assert "".join(piece.data for piece in formula.pieces) == "Größe 面积 если"


def test_the_number_of_an_equation_stands_behind_it(setter: Setter) -> None:
    plain, numbered = setter.drawn("E = mc^2"), setter.drawn(r"E = mc^2 \tag{1}")

    assert numbered.width > plain.width + 2_000
    assert numbered.ascent > 0


def test_an_engine_without_work_is_given_up_and_comes_back(setter: Setter) -> None:
    setter.drawn("x + 2")
    bench = setter.formulas._typesetter._bench
    assert bench is not None
    bench._rest.timeout.emit()

    assert setter.drawn("x + 3").pieces


def test_the_window_is_not_held_up_while_the_engine_loads(qapp: QApplication) -> None:
    owner = QObject()
    formulas = Formulas(Setter(owner).formulas.font, lambda: None, owner)
    key = FormulaKey(r"\sum_{i=1}^n \frac{1}{i^2}", is_display=True)
    begun = last = time.monotonic()
    longest = 0.0
    while formulas.find(key) is None:
        QTest.qWait(1)
        now = time.monotonic()
        longest, last = max(longest, now - last), now
    owner.deleteLater()

    # The computer may be busy with other tests; held by the lock it would be all of the load.
    assert longest < max(0.15, (last - begun) / 2)
