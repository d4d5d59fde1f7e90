"""PDF: the words can be taken out again in order, links and outline lead where they say."""

import io
import re
import time
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QTextDocument, QTextListFormat
from PySide6.QtWidgets import QApplication

from fakes.conversations import a_conversation, a_message
from fakes.exporting import exported
from fakes.nasty_talk import CANARY, the_nasty_talk
from fakes.pictures import landscape
from whinchat.domain.conversation import Conversation
from whinchat.paths import resource_root
from whinchat.storage.exchange.finding import WantedFormula, formulas_of
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.options import ExportOptions
from whinchat.storage.exchange.record import record_of
from whinchat.ui.print.page_words import PageWords
from whinchat.ui.print.press import Press
from whinchat.ui.theme.fonts import load_fonts

ALL = ExportOptions(all_branches=True)


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:
    assert qapp is not None
    load_fonts(resource_root() / "fonts")


async def printed(conversation: Conversation, options: ExportOptions = ALL) -> bytes:
    """Return a PDF, with its formulas set."""
    press = Press()
    wanted = frozenset[WantedFormula](formulas_of(record_of(conversation, options)))
    materials = await press.materials(wanted)
    picture = landscape(40, 20)
    own = Materials(content=lambda _one: picture, draw=materials.draw, print=materials.print)
    return exported(conversation, Format.PDF, options, own)


def words_in(data: bytes) -> list[str]:
    """Return the words of all pages, without the footers."""
    pages = PdfReader(io.BytesIO(data), strict=True).pages
    lines = [page.extract_text().split("\n") for page in pages]
    # The footer is painted first: the title and the number.
    return " ".join(line for page in lines for line in page[2:]).split()


def sizes_in(data: bytes) -> dict[str, float]:
    """Return how large each piece of text on the first page is, of a body of 1."""
    sizes: dict[str, float] = {}

    def note(text: str, _page: object, _text: object, _font: object, size: float) -> None:
        if words := " ".join(text.split()):
            sizes[words] = size

    PdfReader(io.BytesIO(data), strict=True).pages[0].extract_text(visitor_text=note)
    return {words: size / sizes["Body"] for words, size in sizes.items()}


async def test_headings_stand_out_by_what_they_head() -> None:
    asked = a_message("Why?")
    reply = a_message("# First\n\nBody\n\n## Second\n\n### Third", asked, model="small-model")
    sizes = sizes_in(await printed(a_conversation(asked, reply, title="Birds")))
    assert sizes["Birds"] > sizes["First"] > sizes["Second"] > sizes["Third"] > 1
    assert sizes["small-model"] == 1


_Bullet = QTextListFormat.Style


@pytest.mark.parametrize(
    ("item", "bullet"),
    [("- item", _Bullet.ListDisc), ("- [x] item", _Bullet.ListStyleUndefined)],
)
def test_a_box_to_tick_is_the_only_sign_of_its_item(item: str, bullet: _Bullet) -> None:
    document = QTextDocument()
    (items,) = PageWords("monospace").slices(item)
    document.setHtml(items.html)
    assert document.begin().textList().format().style() == bullet


async def test_the_words_are_all_there_in_order() -> None:
    lines = [f"word{n} of{n} paragraph{n}" for n in range(400)]
    asked = a_message("\n".join(lines[:100]))
    reply = a_message("\n\n".join(lines[100:300]), asked, model="small-model")
    code = a_message("```\n" + "\n".join(lines[300:]) + "\n```", asked, model="small-model")
    reply = replace(reply, parts=(*reply.parts, *code.parts))
    options = ExportOptions(times=False)

    found = words_in(await printed(a_conversation(asked, reply, title="Title"), options))

    asked_words, answered = " ".join(lines[:100]).split(), " ".join(lines[100:]).split()
    assert found == ["Title", "You", *asked_words, "small-model", *answered]


@pytest.mark.parametrize("between", ["", "- ", "> ", "1. "])
async def test_a_paragraph_over_many_pages_has_each_word_once(between: str) -> None:
    words = [f"word{n}" for n in range(3000)]
    asked = a_message("?")
    lines = [between + " ".join(words[n : n + 500]) for n in range(0, 3000, 500)]
    reply = a_message("\n\n".join(lines), asked, model="small-model")

    data = await printed(a_conversation(asked, reply, title="Title"), ExportOptions(times=False))

    assert [word for word in words_in(data) if word.startswith("word")] == words


async def test_everything_of_a_nasty_talk_can_be_read_and_no_key() -> None:
    data = await printed(the_nasty_talk())
    text = "".join(words_in(data))
    said = ("Hello<b>", "Iwonderabout", "ConnectionError", "defwait(seconds:int)", "found")

    assert [words for words in said if words not in text] == []
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    plain = [zlib.decompress(stream) for stream in streams if stream.startswith(b"x")]
    assert CANARY.encode() not in b"".join([data, *plain])
    assert CANARY not in text


async def test_links_lead_where_they_say_and_nowhere_else() -> None:
    reader = PdfReader(io.BytesIO(await printed(the_nasty_talk())), strict=True)
    found = {
        str(link.get_object()["/A"]["/URI"])
        for page in reader.pages
        for link in page.get("/Annots", [])
    }

    assert found == {
        "https://example.org/a",
        "https://example.org/pixel.png",
        "https://example.org/s",
    }


async def test_the_outline_has_the_messages_and_their_headings() -> None:
    reader = PdfReader(io.BytesIO(await printed(the_nasty_talk())), strict=True)

    assert outline(reader, reader.outline) == [
        ("Nasty <i>talk</i>", 0),
        [
            *(("Instructions", 0), ("You", 0), ("small-model", 0)),
            [("Steps", 0)],
            *(("You", 1), ("Assistant", 1)),
        ],
        ("Version 2, from message 2 on", 1),
        [("Assistant", 1), ("You", 1)],
    ]


def outline(reader: PdfReader, lines: Iterable[Any]) -> list[Any]:
    return [
        outline(reader, line)
        if isinstance(line, list)
        else (line.title, reader.get_destination_page_number(line))
        for line in lines
    ]


async def test_formulas_are_drawn_as_lines_and_pictures_are_in_it() -> None:
    data = await printed(the_nasty_talk())
    reader = PdfReader(io.BytesIO(data), strict=True)
    text = " ".join(words_in(data))

    assert "frac" not in text, "its TeX would show where it is not drawn"
    assert [len(page.images) for page in reader.pages if page.images] == [1]


async def test_what_stops_in_the_middle_ends_quietly() -> None:
    press = Press()
    materials = await press.materials(frozenset())
    pieces = materials.print(record_of(the_nasty_talk(), ALL), materials)

    assert next(pieces).startswith(b"%PDF-")
    # Its painter must end before its device, or the program does.
    del pieces


@pytest.mark.parametrize("count", [120, 250])
async def test_the_head_of_a_table_is_on_each_of_its_pages(count: int) -> None:
    rows = "\n".join(f"| bird{n} | words of {n} |" for n in range(count))
    asked = a_message("?")
    reply = a_message(f"| Species | What |\n|---|---|\n{rows}", asked, model="small-model")

    data = await printed(a_conversation(asked, reply, title="Title"), ExportOptions(times=False))

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data), strict=True).pages]
    assert len(pages) > count // 40
    assert all("Species" in page for page in pages if "bird" in page)
    words = " ".join(pages).split()
    assert [word for word in words if word.startswith("bird")] == [f"bird{n}" for n in range(count)]


async def test_its_dates_do_not_say_where_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    try:
        data = await printed(a_conversation(a_message("Hello")))
    finally:
        monkeypatch.undo()
        time.tzset()

    assert b"05'30'" not in data
    assert b"+05:30" not in data
    reader = PdfReader(io.BytesIO(data), strict=True)
    assert reader.metadata is not None
    assert reader.metadata.creation_date is not None
    assert abs(reader.metadata.creation_date - datetime.now(UTC)) < timedelta(minutes=5)
