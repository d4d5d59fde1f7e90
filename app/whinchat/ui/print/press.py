"""The press: sets the formulas of an export and prints its pages."""

import asyncio
from functools import partial

from PySide6.QtCore import QObject

from whinchat.paths import resource_root
from whinchat.storage.exchange.finding import WantedFormula
from whinchat.storage.exchange.materials import Drawing, Materials
from whinchat.ui.math.formula import Formula
from whinchat.ui.math.formulas import LONGEST_TEX, FormulaKey, widths_in
from whinchat.ui.math.svg import drawing_of
from whinchat.ui.math.typesetter import Job, Outcome, Typesetter
from whinchat.ui.print.pdf import to_pdf
from whinchat.ui.theme.fonts import body_font, load_fonts

_WORDS_PIXELS = 16


class Press(QObject):
    """What exports are given by Qt. Made and asked on the main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        load_fonts(resource_root() / "fonts")
        self._font = body_font(_WORDS_PIXELS)
        self._awaited: dict[FormulaKey, asyncio.Future[Formula | None]] = {}
        self._typesetter = Typesetter(resource_root() / "math" / "formula.js", self)
        self._typesetter.finished.connect(self._take)

    async def materials(self, formulas: frozenset[WantedFormula]) -> Materials:
        """Return what draws these formulas, once they are set, and what prints."""
        drawn = await self.set_all(formulas)

        def draw(tex: str, is_display: bool) -> Drawing | None:  # noqa: FBT001 - the shape of ``Draw``
            formula = drawn.get(FormulaKey(tex, is_display))
            return drawing_of(formula) if formula is not None else None

        return Materials(draw=draw, print=partial(to_pdf, formulas=drawn))

    async def set_all(self, formulas: frozenset[WantedFormula]) -> dict[FormulaKey, Formula]:
        """Return those of the formulas that can be set."""
        keys = [FormulaKey(wanted.tex, wanted.is_display) for wanted in sorted(formulas)]
        found = [(key, await self._set(key)) for key in keys]
        return {key: formula for key, formula in found if formula is not None}

    async def _set(self, key: FormulaKey) -> Formula | None:
        if len(key.tex) > LONGEST_TEX:
            return None
        if key not in self._awaited:
            self._awaited[key] = asyncio.get_running_loop().create_future()
            self._typesetter.set(Job(key.tex, key.is_display, widths_in(key.tex, self._font)))
        # Others may wait for the same one.
        return await asyncio.shield(self._awaited[key])

    def _take(self, outcome: Outcome) -> None:
        awaited = self._awaited.pop(FormulaKey(outcome.job.tex, outcome.job.is_display), None)
        if awaited is not None and not awaited.done():
            formula = outcome.formula
            awaited.set_result(formula if isinstance(formula, Formula) else None)
