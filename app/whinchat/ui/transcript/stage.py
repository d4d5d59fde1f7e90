"""The stage: what rows need to be laid out and drawn, and who is told when one changes."""

from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple, Protocol

from PySide6.QtWidgets import QWidget

from whinchat.ui.math.formulas import Formulas
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.entry import Action
from whinchat.ui.transcript.pictures.diagrams import Diagrams
from whinchat.ui.transcript.pictures.pictures import Pictures
from whinchat.ui.transcript.writing.colouring import Colourer
from whinchat.ui.transcript.writing.formula_object import FormulaObject
from whinchat.ui.transcript.writing.typography import Typography

_MOST_KEPT = 64
"""Rows with a layout: a few screens' worth. What is further off is laid out again when needed."""


class Kept(Protocol):
    """Something with a layout that can be given up and made again."""

    def release(self) -> None:
        """Give the layout up."""


class Awaiting(Protocol):
    """Something that shows the source of formulas until they have been set."""

    def rewrite(self) -> None:
        """Write the text again."""


class Redrawn(NamedTuple):
    """A row whose words are shown in another way than before."""

    row: object
    moved: Callable[[int], int]
    """From where something was in its text to where that is now."""


class Stage:
    """Shared by all rows of one transcript."""

    def __init__(
        self,
        theme: Theme,
        holder: QWidget,
        resized: Callable[[], None],
        act: Callable[[str, Action], None],
        save: Callable[[str, str | bytes], None],
    ) -> None:
        self.theme = theme
        self.holder = holder
        """The widget that buttons and insets live in."""
        self.typography = Typography(theme)
        self.quiet_typography = self.typography.muted()
        self.act = act
        """To be called with a message's id and what the reader asks for there."""
        self.save = save
        """To be called with a name and the content of a file that the reader asks for."""
        self.resized = resized
        """To be called when a row has changed by itself: its look, and perhaps its height."""
        self.colourer = Colourer(resized, holder)
        self.pictures = Pictures(holder)
        self.diagrams = Diagrams(holder)
        self.formulas = Formulas(self.typography.body, self._take_formulas, holder)
        self.formula_object = FormulaObject(self.formulas, holder)
        self._awaiting: set[Awaiting] = set()
        self._redrawn: list[Redrawn] = []
        self._kept: OrderedDict[Kept, None] = OrderedDict()

    @property
    def is_idle(self) -> bool:
        """Return whether neither colours nor pictures nor formulas are still to come."""
        works = (self.colourer, self.pictures, self.diagrams, self.formulas)
        return all(work.is_idle for work in works)

    def keep(self, row: Kept) -> None:
        """Note that a row's layout was just used."""
        self._kept[row] = None
        self._kept.move_to_end(row)

    def await_formulas(self, row: Awaiting) -> None:
        """Have a row written again when formulas have been set."""
        self._awaiting.add(row)

    def _take_formulas(self) -> None:
        rows, self._awaiting = self._awaiting, set()
        for row in rows:
            row.rewrite()
        self.resized()

    def note_redrawn(self, redrawn: Redrawn) -> None:
        """Note that a row shows its words in another way, until ``take_redrawn``."""
        self._redrawn.append(redrawn)

    def take_redrawn(self) -> list[Redrawn]:
        """Return what was noted since the last call."""
        redrawn, self._redrawn = self._redrawn, []
        return redrawn

    def trim(self) -> None:
        """Give up the layouts that were not used for longest."""
        while len(self._kept) > _MOST_KEPT:
            row, _ = self._kept.popitem(last=False)
            row.release()

    def release_all(self) -> None:
        """Give up every layout."""
        kept, self._kept = self._kept, OrderedDict()
        for row in kept:
            row.release()

    def restyle(self) -> None:
        """Take the theme as it is now."""
        self.release_all()
        self.typography = Typography(self.theme)
        self.quiet_typography = self.typography.muted()
