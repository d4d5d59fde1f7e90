"""Markdown out of a part of a laid-out document: what a selection of some of its words means."""

import re
from collections.abc import Iterator

from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextDocument

from whinchat.markdown.source import escaped, fenced, link
from whinchat.ui.document_pieces import blocks_from, fragments_of
from whinchat.ui.transcript.rows.text_of import cut, marker_text
from whinchat.ui.transcript.writing.formula_object import is_formula
from whinchat.ui.transcript.writing.marks import Marks
from whinchat.ui.transcript.writing.notes import is_inner, label_of

_BULLET = "- "
_BEGINS_BLOCK = re.compile(r"^([-+=]|\d+(?=[.)]))", re.MULTILINE)


def markdown_of(
    document: QTextDocument, start: int, end: int, marks: Marks, code_font: QFont
) -> str:
    """Return the paragraphs between two positions as Markdown that reads the same.

    Emphasis, links, code, headings, lists and quotes stay what they are.
    """
    markers = {marker.position: marker_text(marker.text) for marker in marks.markers}
    levels: list[tuple[int, int]] = []
    written: list[str] = []
    was_item = False
    for block in blocks_from(document.findBlock(start)):
        if block.position() >= end:
            break
        marker = markers.get(block.position(), "") if block.position() >= start else ""
        marker_length = len(marker)
        if marker.startswith("["):
            marker, marker_length = f"{_BULLET}{marker}", len(_BULLET)
        indent = _indent(levels, round(block.blockFormat().leftMargin()), marker_length)
        quotes = "> " * sum(bar.first <= block.position() <= bar.last for bar in marks.bars)
        body = _body(block, (start, end), marks, code_font)
        lines = (marker + body).split("\n")
        first, *rest = lines
        hanging = " " * (indent + marker_length)
        lines = [quotes + " " * indent + first, *(quotes + hanging + line for line in rest)]
        if written:
            written.append("" if was_item and marker else quotes.rstrip() + "\n")
        written.append("\n".join(lines) + "\n")
        was_item = bool(marker)
    return "".join(written).strip("\n")


def _indent(levels: list[tuple[int, int]], left: int, marker_length: int) -> int:
    """Return the column of a paragraph; ``levels`` are the open items' edges and columns."""
    while levels and (levels[-1][0] > left or (marker_length and levels[-1][0] == left)):
        levels.pop()
    column = levels[-1][1] if levels else 0
    if marker_length:
        levels.append((left, column + marker_length))
    return column


def _body(block: QTextBlock, range_: tuple[int, int], marks: Marks, code_font: QFont) -> str:
    if any(panel.first <= block.position() <= panel.last for panel in marks.panels):
        start, end = (max(0, place - block.position()) for place in range_)
        return fenced(cut(block, start, min(end, block.length() - 1)))
    if block.position() in marks.rules:
        return "---"
    level = block.blockFormat().headingLevel()
    words = "".join(_run(text, style) for text, style in _runs(block, range_, code_font))
    return f"{'#' * level} {words}" if level else words


_Style = tuple[str, str, str]
"""The signs around words, the address that they lead to, and the tag around them, if any."""
_Vertical = QTextCharFormat.VerticalAlignment
_TAGS = {_Vertical.AlignSubScript: "sub", _Vertical.AlignSuperScript: "sup"}
_VERBATIM: _Style = ("$", "", "")
"""Of formulas, which say in their source where they begin and end."""


def _runs(
    block: QTextBlock, range_: tuple[int, int], code_font: QFont
) -> Iterator[tuple[str, _Style]]:
    """Give the words between two positions, those of one style together."""
    text, style = "", ("", "", "")
    is_heading = block.blockFormat().headingLevel() > 0
    for fragment in fragments_of(block):
        first = max(range_[0], fragment.position()) - block.position()
        last = min(range_[1], fragment.position() + fragment.length()) - block.position()
        now = _style(fragment.charFormat(), code_font, is_heading=is_heading)
        if now != style:
            yield text, style
            text, style = "", now
        text += cut(block, first, last)
    yield text, style


def _style(form: QTextCharFormat, code_font: QFont, *, is_heading: bool) -> _Style:
    if is_formula(form):
        return _VERBATIM
    font = form.font()
    signs = "**" if font.weight() >= QFont.Weight.DemiBold and not is_heading else ""
    signs += "*" if font.italic() else ""
    signs += "~~" if font.strikeOut() else ""
    signs += "`" if font.families() == code_font.families() else ""
    tag = "u" if font.underline() else _TAGS.get(form.verticalAlignment(), "")
    return signs, form.anchorHref(), tag


def _run(text: str, style: _Style) -> str:
    if style == _VERBATIM:
        return text
    signs, address, tag = style
    if is_inner(address):
        return f"[{label_of(address).lower()}]"
    words = text.strip()
    if not words:
        return text
    before, _, after = text.partition(words)
    outer = signs.removesuffix("`")
    words = f"`{words}`" if signs != outer and "`" not in words else _plain(words)
    words = f"{outer}{words}{outer[::-1]}"
    words = f"<{tag}>{words}</{tag}>" if tag else words
    if address:
        words = f"<{address}>" if text == address else link(words, address)
    return f"{before}{words}{after}"


def _plain(words: str) -> str:
    return _BEGINS_BLOCK.sub(_as_text, escaped(words))


def _as_text(match: re.Match[str]) -> str:
    sign = match[0]
    # A number is no number of a list once the dot after it is escaped.
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"
