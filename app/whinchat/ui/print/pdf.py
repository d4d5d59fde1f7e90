"""A conversation as a PDF, written piece by piece on any one thread."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.record import Record
from whinchat.ui.math.formula import Formula
from whinchat.ui.math.formulas import FormulaKey
from whinchat.ui.print.bookmarks import Bookmark, outline_update
from whinchat.ui.print.pages import RESOLUTION, Place
from whinchat.ui.print.record_pages import RecordPages
from whinchat.ui.print.utc_dates import dates_in_utc

_MARGIN_MILLIMETRES = 20.0
_POINTS_PER_INCH, _MILLIMETRES_PER_INCH = 72, 25.4


def to_pdf(
    record: Record, materials: Materials, formulas: Mapping[FormulaKey, Formula]
) -> Iterator[bytes]:
    """Yield the record as a PDF with page numbers, links and an outline of its messages."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout())
    writer.setTitle(record.title)
    writer.setCreator("Whinchat")
    painter = QPainter(writer)
    places: list[Place] = []
    beginning, length = b"", 0
    try:
        for found in RecordPages(record, materials, formulas).paint(writer, painter):
            places = found
            piece = _taken(buffer)
            if not beginning:
                piece = beginning = dates_in_utc(piece)
            length += len(piece)
            yield piece
    finally:
        # A painter that outlives its device ends the program.
        painter.end()
    end = _taken(buffer)
    if not beginning:
        end = dates_in_utc(end)
    yield end
    full_height = page_layout().fullRectPoints().height()
    bookmarks = [_bookmark(place, full_height) for place in places]
    yield outline_update(beginning or end, end, length + len(end), bookmarks)


def page_layout() -> QPageLayout:
    """Return the page that is usual here, with margins to hold it by."""
    is_letter = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    size = QPageSize(QPageSize.PageSizeId.Letter if is_letter else QPageSize.PageSizeId.A4)
    margin = _MARGIN_MILLIMETRES
    return QPageLayout(
        size,
        QPageLayout.Orientation.Portrait,
        QMarginsF(margin, margin, margin, margin),
        QPageLayout.Unit.Millimeter,
    )


def _taken(buffer: QBuffer) -> bytes:
    """Return what was written since, and forget it. The writer counts for itself where it is."""
    piece = buffer.data().data()
    buffer.buffer().clear()
    buffer.seek(0)
    return bytes(piece)


def _bookmark(place: Place, full_height: float) -> Bookmark:
    margin = _MARGIN_MILLIMETRES / _MILLIMETRES_PER_INCH * _POINTS_PER_INCH
    top = full_height - margin - place.top * _POINTS_PER_INCH / RESOLUTION
    return Bookmark(place.title, place.level, place.page, top)
