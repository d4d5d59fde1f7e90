"""Scenes of formulas: a sheet of many, and an answer with formulas wherever they can stand."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fakes.entries import reply, user
from fakes.formula_sheet import all_formulas
from fakes.formulas import Setter
from scenes.scene import Scene
from whinchat.ui.math.formula import EM, Formula
from whinchat.ui.math.painting import FormulaPainter
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript

_EM = 16.0
_GAP_X, _GAP_Y = 30.0, 14.0
_EDGE = 16.0
_ANSWER = r"""
Euler's identity $e^{i\pi} + 1 = 0$ links five constants. Its baseline is that of the words, as in
$x$ beside x, \(\frac{a}{b}\) and $\sum_{i=1}^n i^2$; lines keep their distance where they can, even
around $\hat{x}_i$ and $\mathbf{X}^\top\mathbf{X}$ and $\int_0^1 f$.

$$\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2} \tag{1}$$

### What follows for $\alpha^2 + \beta_i$

- For **each $\hat{x}_i$**, and *$O(n \log n)$* of them:
- in a list as well:

  $$\begin{pmatrix} a & b \\ c & d \end{pmatrix}^{-1}
    = \frac{1}{ad-bc}\begin{pmatrix} d & -b \\ -c & a \end{pmatrix}$$

> It holds that $\lim_{n\to\infty} a_n = L$, whatever $\varepsilon > 0$ is.

| Reaction | Rate |
|---|---:|
| $\ce{2H2 + O2 -> 2H2O}$ | $\frac12 k[\ce{O2}]$ |
| $\ce{N2 + 3H2 <=> 2NH3}$ | $k_1$ |

\[ f(x) = a_0 + a_1 x + a_2 x^2 + a_3 x^3 + a_4 x^4 + a_5 x^5 + a_6 x^6 + a_7 x^7 + a_8 x^8
   + a_9 x^9 + a_{10} x^{10} + a_{11} x^{11} + \cdots + a_n x^n \]

It costs $5 and $10. What is wrong shows its source: $\frac{a}{$ and $\unknown + 1$.
"""


class _Sheet(QWidget):
    """Formulas in rows, each as wide as it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        setter = Setter(self)
        self._font = setter.formulas.font
        self._formulas = [setter.drawn(tex) for tex in all_formulas()]

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw every formula."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.window))
        drawn = FormulaPainter(painter, self._font, QColor(self._theme.tokens.text))
        for formula, place in self._places():
            drawn.draw(formula, place, _EM)
        painter.end()

    def _places(self) -> Iterator[tuple[Formula, QPointF]]:
        row: list[tuple[Formula, float]] = []
        x, y = _EDGE, _EDGE
        for formula in [*self._formulas, None]:
            width = formula.width * _EM / EM if formula else 0
            if formula is None or x + width > self.width() - _EDGE:
                ascent = max(one.ascent for one, _ in row) * _EM / EM
                yield from ((one, QPointF(left, y + ascent)) for one, left in row)
                y += ascent + max(one.descent for one, _ in row) * _EM / EM + _GAP_Y
                row, x = [], _EDGE
            if formula is not None:
                row.append((formula, x))
                x += width + _GAP_X


def build_sheet(theme: Theme) -> QWidget:
    """Every formula of the sheet."""
    return _Sheet(theme)


def build_answer(theme: Theme) -> QWidget:
    """Formulas in running text, lists, quotes, tables and by themselves, and what is none."""
    transcript = Transcript(theme)
    transcript.show_entries([user(r"What is $e^{i\pi}$?"), reply(_ANSWER)])
    return transcript


SCENES = (
    Scene("formulas-sheet", build_sheet, (1000, 1380)),
    Scene("formulas-answer", build_answer, (828, 680)),
)
