"""A table on the clipboard: as Markdown, and in the formats of spreadsheets."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from whinchat.markdown.cells import Cells, as_csv, as_markdown, as_tsv
from whinchat.ui.transcript.clipboard import copy_excerpts
from whinchat.ui.transcript.excerpt import Excerpt, ExcerptKind
from whinchat.ui.transcript.rows.row import Command, Thing

CSV_TYPE = "text/csv"
TSV_TYPE = "text/tab-separated-values"


def table_thing(cells: Callable[[], Cells], markdown: Callable[[], str] | None = None) -> Thing:
    """Return a table for menus; what it holds is only asked for when it is copied."""
    copies = (
        Command(
            "Copy table as Markdown",
            partial(_copy_markdown, markdown or (lambda: as_markdown(cells()))),
        ),
        Command("Copy table as CSV", lambda: _copy(as_csv(cells()), CSV_TYPE)),
        Command("Copy table for a spreadsheet", lambda: _copy(as_tsv(cells()), TSV_TYPE)),
    )
    return Thing("Table", "", copies)


def _copy_markdown(markdown: Callable[[], str]) -> None:
    text = markdown()
    copy_excerpts([Excerpt(ExcerptKind.MARKDOWN, text, text)])


def _copy(text: str, media_type: str) -> None:
    flavours = QMimeData()
    flavours.setText(text)
    flavours.setData(media_type, text.encode(errors="replace"))
    QGuiApplication.clipboard().setMimeData(flavours)
