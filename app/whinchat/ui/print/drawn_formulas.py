"""Formulas in documents that are laid out on pages: drawn where a stand-in was."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument

from whinchat.ui.document_pieces import fragments_in
from whinchat.ui.math.formula import Formula
from whinchat.ui.math.formulas import FormulaKey
from whinchat.ui.print.page_words import FORMULA_ADDRESS, line_height
from whinchat.ui.transcript.writing.formula_object import FormulaObject, formula_format

_OBJECT = "\ufffc"
_KEEP = QTextCursor.MoveMode.KeepAnchor


class DrawnFormulas:
    """The formulas of one conversation, as documents ask for them."""

    def __init__(
        self,
        drawn: Mapping[FormulaKey, Formula],
        font: QFont,
        written: Sequence[tuple[FormulaKey, str]],
    ) -> None:
        """Know what could be set, and what stands in for which formula, which grows."""
        self.font = QFont(font)
        self._drawn = drawn
        self._written = written
        self._object = FormulaObject(self, None)

    def find(self, key: FormulaKey) -> Formula | None:
        """Return a formula, if it could be set."""
        return self._drawn.get(key)

    def draw_in(self, document: QTextDocument) -> None:
        """Have a document draw formulas where their stand-ins are; their TeX where one is not."""
        found = [*_stand_ins(document)]
        if found:
            self._object.join(document)
        least = line_height(document.defaultFont().pixelSize())
        for position, number in reversed(found):
            cursor = QTextCursor(document)
            cursor.setPosition(position)
            around = _plain(document)
            cursor.setPosition(position + 1, _KEEP)
            key, source = self._written[number]
            formula = self.find(key)
            if formula is None:
                cursor.insertText(source, around)
                continue
            form = formula_format(around, key, formula, source, least)
            cursor.insertText(_OBJECT, form)


def _plain(document: QTextDocument) -> QTextCharFormat:
    plain = QTextCharFormat()
    plain.setFont(document.defaultFont())
    return plain


def _stand_ins(document: QTextDocument) -> Iterator[tuple[int, int]]:
    """Yield where stand-ins are, and the number of the formula of each."""
    for fragment in fragments_in(document):
        name = fragment.charFormat().toImageFormat().name()
        if name.startswith(FORMULA_ADDRESS):
            number = int(name.removeprefix(FORMULA_ADDRESS))
            yield from ((fragment.position() + n, number) for n in range(fragment.length()))
