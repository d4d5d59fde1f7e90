"""A conversation onto pages, message by message."""

from collections.abc import Iterator, Mapping

from PySide6.QtGui import QFont, QImage, QPagedPaintDevice, QPainter

from whinchat.storage.exchange.html_page import source_signs
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.record import Piece, PieceKind, Record, Turn
from whinchat.ui.math.formula import Formula
from whinchat.ui.math.formulas import FormulaKey
from whinchat.ui.print.drawn_formulas import DrawnFormulas
from whinchat.ui.print.page_words import PageWords, Slice
from whinchat.ui.print.pages import Pages, Place
from whinchat.ui.theme.fonts import BODY_FAMILY, CODE_FAMILY


class RecordPages:
    """Lays a record out on the pages of a device."""

    def __init__(
        self, record: Record, materials: Materials, formulas: Mapping[FormulaKey, Formula]
    ) -> None:
        self._record = record
        self._materials = materials
        self._words = PageWords(CODE_FAMILY)
        self._formulas = DrawnFormulas(formulas, QFont(BODY_FAMILY), self._words.formulas)

    def paint(self, device: QPagedPaintDevice, painter: QPainter) -> Iterator[list[Place]]:
        """Paint everything, stopping after every few milliseconds; yield the headings so far."""
        record, words = self._record, self._words
        pages = Pages(device, painter, record.title, self._formulas)
        for _ in pages.write(self._beginning()):
            yield pages.places
        for chapter in record.chapters():
            if chapter.title:
                pages.begin_message()
                for _ in pages.write((words.heading(chapter.title, 1), words.note(chapter.origin))):
                    yield pages.places
            for turn in chapter.turns:
                pages.begin_message()
                for _ in self._turn(pages, turn):
                    yield pages.places

    def _beginning(self) -> Iterator[Slice]:
        record, words = self._record, self._words
        yield words.heading(record.title, 1)
        if record.time:
            yield words.note(record.time)
        if record.instructions.strip():
            yield words.heading("Instructions", 2)
            yield from words.written(record.instructions)

    def _turn(self, pages: Pages, turn: Turn) -> Iterator[None]:
        waiting = [self._words.heading(turn.speaker, 2)]
        if turn.facts:
            waiting.append(self._words.note(turn.facts))
        for piece in turn.pieces:
            picture = self._picture(piece)
            if picture is None:
                waiting += self._piece(piece, turn)
                continue
            yield from pages.write(waiting)
            waiting = []
            pages.put_picture(picture)
        waiting += self._end(turn)
        yield from pages.write(waiting)

    def _piece(self, piece: Piece, turn: Turn) -> Iterator[Slice]:
        words = self._words
        match piece.kind:
            case PieceKind.TEXT if turn.is_users:
                yield from words.written(piece.text)
            case PieceKind.TEXT:
                yield from words.slices(piece.text, source_signs(piece, turn))
            case PieceKind.REASONING:
                yield words.note("Reasoning")
                yield from map(words.quiet, words.slices(piece.text))
            case PieceKind.CODE:
                yield words.note(piece.label)
                yield from words.code_slices(piece.text)
            case PieceKind.NOTE | PieceKind.PICTURE:
                yield words.note(piece.text)

    def _end(self, turn: Turn) -> Iterator[Slice]:
        for number, source in enumerate(turn.sources, start=1):
            title = " ".join((source.title or source.url).split())
            yield self._words.source(number, title, source.url)
        yield from map(self._words.note, filter(None, (turn.ending, turn.cost)))

    def _picture(self, piece: Piece) -> QImage | None:
        found = self._materials.picture(piece.attachment)
        image = QImage.fromData(found[1]) if found else QImage()
        return None if image.isNull() else image
