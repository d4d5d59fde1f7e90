"""Typography: the theme's fonts and colours as the formats of a text document."""

import copy
import math
from dataclasses import replace

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextBlockFormat, QTextCharFormat

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import BODY_LINE_HEIGHT, BODY_PX, CODE_LINE_HEIGHT, Space, Tokens

_LEAST_HEIGHT = QTextBlockFormat.LineHeightTypes.MinimumHeight.value


class Typography:
    """What the writer sets text in. Made anew when the theme changes; never changes itself."""

    def __init__(self, theme: Theme) -> None:
        self.tokens: Tokens = theme.tokens
        self.body = theme.body_font()
        self.strong = theme.body_font(QFont.Weight.DemiBold)
        self.meta = theme.meta_font()
        self.meta_strong = theme.meta_font(QFont.Weight.DemiBold)
        self.code = theme.code_font()
        self.headings = tuple(theme.heading_font(level) for level in (1, 2, 3))
        self.line_height = round(self.body.pixelSize() * BODY_LINE_HEIGHT)
        self.code_line_height = round(self.code.pixelSize() * CODE_LINE_HEIGHT)
        self.meta_line_height = math.ceil(QFontMetricsF(self.meta).height())
        self.character_width = QFontMetricsF(self.body).horizontalAdvance("e")
        # What a least line height adds lies above the text, which therefore sits low in its line.
        self.slack = self.line_height - math.ceil(QFontMetricsF(self.body).height())
        self.indent = round(self.body.pixelSize() * Space.XL / BODY_PX)

    def muted(self) -> "Typography":
        """Return the same in the quiet colour, for what is read second."""
        quiet = copy.copy(self)
        quiet.tokens = replace(self.tokens, text=self.tokens.muted)
        return quiet

    def number_width(self, number: int) -> int:
        """Return how wide the number of a list's item is, with its dot."""
        return math.ceil(QFontMetricsF(self.body).horizontalAdvance(f"{number}."))

    def text_format(self) -> QTextCharFormat:
        """Return the format of plain body text."""
        made = QTextCharFormat()
        made.setFont(self.body)
        made.setForeground(QColor(self.tokens.text))
        return made

    def heading_format(self, level: int) -> QTextCharFormat:
        """Return the format of a heading's words."""
        made = self.text_format()
        made.setFont(self.headings[min(level, 3) - 1])
        return made

    def code_format(self) -> QTextCharFormat:
        """Return the format of code, in a line or in a block."""
        made = QTextCharFormat()
        made.setFont(self.code)
        made.setForeground(QColor(self.tokens.text))
        return made

    def block_format(self, line_height: int) -> QTextBlockFormat:
        """Return the format of a paragraph whose lines are at least that high."""
        made = QTextBlockFormat()
        made.setLineHeight(line_height, _LEAST_HEIGHT)
        return made

    def syntax_formats(self) -> dict[str, QTextCharFormat]:
        """Return the formats of coloured code by the names of spans."""
        colours = {
            name: str(getattr(self.tokens, f"syntax_{name}"))
            for name in ("keyword", "string", "number", "name", "comment")
        }
        colours.update(deleted=self.tokens.bad, inserted=self.tokens.good)
        formats = {name: QTextCharFormat() for name in colours}
        for name, colour in colours.items():
            formats[name].setForeground(QColor(colour))
        return formats
