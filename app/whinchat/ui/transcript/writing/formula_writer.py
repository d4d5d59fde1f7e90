"""Formulas at a cursor: drawn, or as they were written until they are and where they cannot be."""

import re

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor

from whinchat.ui.math.formula import Formula, FormulaError
from whinchat.ui.math.formulas import FormulaKey, Formulas
from whinchat.ui.transcript.writing.formula_object import (
    formula_format,
    hold_words,
    source_format,
    tex_at,
)
from whinchat.ui.transcript.writing.marks import Marks
from whinchat.ui.transcript.writing.signs import insert_shown
from whinchat.ui.transcript.writing.typography import Typography
from whinchat.ui.transcript.writing.unseen import OBJECT

# Closing marks, among them the full-width ones of Chinese and Japanese.
_CLOSING = (
    r".,;:!?%)\]}'\"\u2026\u2019\u201d\u00bb"
    r"\u3002\u3001\uff0c\uff1b\uff1a\uff01\uff1f\uff09\u300d\u300f"
)
_BELONGING = re.compile(rf"-?[A-Za-z]{{0,24}}[{_CLOSING}]{{0,6}}(?<=.)")
"""What may follow a formula without a blank, up to where a line could be broken."""


class FormulaWriter:
    """Writes formulas into one document; without ``formulas`` each as it was written."""

    def __init__(self, typography: Typography, marks: Marks, formulas: Formulas | None) -> None:
        self._typography = typography
        self._marks = marks
        self._formulas = formulas

    def write(
        self, cursor: QTextCursor, key: FormulaKey, source: str, around: QTextCharFormat
    ) -> bool:
        """Write one formula; return whether it is drawn.

        What is drawn or waited for is noted in the marks, where it stays alive.
        """
        found = self._formulas.find(key) if self._formulas is not None else None
        if isinstance(found, Formula):
            self._marks.formulas.append(found)
            line_height = cursor.blockFormat().lineHeight()
            form = formula_format(around, key, found, source, line_height)
            cursor.insertText(OBJECT, form)
            return True
        self._marks.awaits_formulas |= found is None and self._formulas is not None
        problem = str(found) if isinstance(found, FormulaError) else ""
        form = source_format(self._quiet(around), problem)
        insert_shown(cursor, source.replace("\n", "\u2028"), form, is_exact=True)
        return False

    def hold(self, cursor: QTextCursor, words: str, around: QTextCharFormat) -> None:
        """Keep what belongs to a formula, such as a full stop, on its line."""
        if tex_at(cursor.charFormat()) and (belonging := _BELONGING.match(words)):
            hold_words(cursor, belonging[0], around)

    def _quiet(self, around: QTextCharFormat) -> QTextCharFormat:
        wanted = QTextCharFormat(around)
        font = QFont(self._typography.code)
        larger = around.font().pixelSize() / self._typography.body.pixelSize()
        font.setPixelSize(round(font.pixelSize() * larger))
        wanted.setFont(font)
        wanted.setForeground(QColor(self._typography.tokens.muted))
        return wanted
