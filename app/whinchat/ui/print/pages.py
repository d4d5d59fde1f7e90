"""Pages: what is said is laid out slice by slice, each where the one before ended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QImage,
    QPagedPaintDevice,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from whinchat.ui.document_pieces import blocks_from, fragments_of
from whinchat.ui.print.drawn_formulas import DrawnFormulas
from whinchat.ui.print.page_ends import part_at_page_ends
from whinchat.ui.print.page_words import BODY_PIXELS, META_PIXELS, SCALE, Slice, line_height
from whinchat.ui.theme.fonts import body_font
from whinchat.ui.theme.tokens import LIGHT

RESOLUTION = 96 * SCALE
"""Dots per inch that the device must have."""
_FOOTER = 30 * SCALE
_LEAST_ROOM = 110 * SCALE
"""What must be left of a page for a message to begin on it."""
_ROOM_BELOW_HEADING = 70 * SCALE
_INDENT = 26 * SCALE
_GAP = 8 * SCALE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a heading came to stand."""

    title: str
    level: int
    page: int
    top: float
    """From the top of the text, in the device's pixels."""


class Pages:
    """Paints slices onto the pages of a device.

    Works on any thread, as long as all of it happens on that one. Each slice is a document of its
    own: one for all would take seconds to lay out, and memory for all of it.
    """

    def __init__(
        self, device: QPagedPaintDevice, painter: QPainter, title: str, formulas: DrawnFormulas
    ) -> None:
        self.places: list[Place] = []
        self._device = device
        self._painter = painter
        self._title = title
        self._formulas = formulas
        area = painter.window()
        self._width, self._height = float(area.width()), float(area.height() - _FOOTER)
        self._page = 0
        self._top = 0.0
        self._paint_footer()

    def begin_message(self) -> None:
        """Go to the next page where too little is left of this one."""
        self._leave(2 * _GAP)
        if self._height - self._top < _LEAST_ROOM:
            self._turn_page()

    def write(self, slices: Iterable[Slice]) -> Iterator[None]:
        """Write slices, stopping after each."""
        for part in slices:
            self._leave(part.gap_above)
            if part.keeps_with_next and self._height - self._top < _ROOM_BELOW_HEADING:
                self._turn_page()
            self._put(part.html)
            self._leave(part.gap)
            yield

    def put_picture(self, image: QImage) -> None:
        """Paint a picture, as large as it is or as fits."""
        size = QSizeF(image.size()) * SCALE
        room = QSizeF(self._width, self._height)
        if size.width() > room.width() or size.height() > room.height():
            size.scale(room, Qt.AspectRatioMode.KeepAspectRatio)
        if self._top + size.height() > self._height:
            self._turn_page()
        self._painter.drawImage(QRectF(QPointF(0, self._top), size), image)
        self._top += size.height() + _GAP

    def _leave(self, gap: int) -> None:
        if self._top:
            self._top = min(self._top + gap, self._height)

    def _put(self, html: str) -> None:
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(body_font(BODY_PIXELS * SCALE))
        document.setIndentWidth(_INDENT)
        document.setHtml(html)
        _size_headings(document)
        _space_lines(document)
        self._formulas.draw_in(document)
        self._begin_below(document)
        document.setPageSize(QSizeF(self._width, self._height))
        part_at_page_ends(document, self._height)
        self._paint(document)
        self._note_headings(document)
        end = self._end_of(document)
        self._page += int(end // self._height)
        self._top = end % self._height

    def _begin_below(self, document: QTextDocument) -> None:
        """Put an empty line before, as high as what is on the page already."""
        if not self._top:
            return
        cursor = QTextCursor(document)
        cursor.insertBlock()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        cursor.setBlockFormat(_empty_line(self._top))

    def _paint(self, document: QTextDocument) -> None:
        for page in range(document.pageCount()):
            if page:
                self._device.newPage()
                self._paint_footer(self._page + page)
            area = QRectF(0, page * self._height, self._width, self._height)
            self._painter.save()
            self._painter.translate(0, -area.top())
            self._painter.setClipRect(area)
            # A line that only touches the edge would be on both pages, for who takes the words out.
            context = QAbstractTextDocumentLayout.PaintContext()
            context.clip = area.adjusted(0, 1, 0, -1)
            document.documentLayout().draw(self._painter, context)
            self._painter.restore()

    def _end_of(self, document: QTextDocument) -> float:
        layout = document.documentLayout()
        tables = document.rootFrame().childFrames()
        bottom = layout.blockBoundingRect(document.lastBlock()).bottom()
        if tables and not document.lastBlock().text():
            # The line that Qt wants behind a table is not ours.
            bottom = layout.frameBoundingRect(tables[-1]).bottom()
        # What is drawn has made that many pages, even if its end is exactly at theirs.
        return min(bottom, document.pageCount() * self._height - 1)

    def _note_headings(self, document: QTextDocument) -> None:
        for block in blocks_from(document.begin()):
            if level := block.blockFormat().headingLevel():
                self.places.append(self._place(document, block, level))

    def _place(self, document: QTextDocument, block: QTextBlock, level: int) -> Place:
        top = document.documentLayout().blockBoundingRect(block).top()
        page, within = divmod(top, self._height)
        return Place(block.text().strip(), level, self._page + int(page), within)

    def _turn_page(self) -> None:
        self._device.newPage()
        self._page += 1
        self._top = 0.0
        self._paint_footer()

    def _paint_footer(self, page: int | None = None) -> None:
        painter = self._painter
        number = str((self._page if page is None else page) + 1)
        area = QRectF(0, self._height, self._width, _FOOTER)
        painter.save()
        painter.setFont(body_font(META_PIXELS * SCALE))
        painter.setPen(QColor(LIGHT.muted))
        room = self._width - painter.fontMetrics().horizontalAdvance(f"   {number}")
        below = Qt.AlignmentFlag.AlignBottom
        elided = Qt.TextElideMode.ElideRight
        title = painter.fontMetrics().elidedText(self._title, elided, int(room))
        painter.drawText(area, below | Qt.AlignmentFlag.AlignLeft, title)
        painter.drawText(area, below | Qt.AlignmentFlag.AlignRight, number)
        painter.restore()


def _empty_line(height: float) -> QTextBlockFormat:
    wanted = QTextBlockFormat()
    wanted.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return wanted


def _size_headings(document: QTextDocument) -> None:
    """Give headings the sizes they were written with: Qt would rather take its own, by level."""
    headings = [b for b in blocks_from(document.begin()) if b.blockFormat().headingLevel()]
    pieces = [piece for heading in headings for piece in fragments_of(heading)]
    for piece in pieces:
        cursor = QTextCursor(document)
        cursor.setPosition(piece.position())
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        form = piece.charFormat()
        form.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
        cursor.setCharFormat(form)


def _space_lines(document: QTextDocument) -> None:
    for block in blocks_from(document.begin()):
        wanted = QTextBlockFormat()
        first = next(fragments_of(block), None)
        form = first.charFormat() if first else block.charFormat()
        pixels = form.font().pixelSize()
        height = line_height(pixels if pixels > 0 else BODY_PIXELS * SCALE)
        wanted.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        QTextCursor(block).mergeBlockFormat(wanted)
