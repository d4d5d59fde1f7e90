"""Marking hits and going to them, wherever they are."""

import re
import sys

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply, user, user_with
from fakes.screens import on_screen, settled
from whinchat.domain.parts import (
    Attachment,
    Citation,
    FilePart,
    ReasoningPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.query import make_query
from whinchat.ui.transcript.transcript import Transcript

LONG_CODE = "\n".join(f"line_{number} = {number}" for number in range(200))


@pytest.mark.parametrize(
    ("words", "text", "count"),
    [
        ("wren", "Wren, WREN and wrens", 3),
        ("demand fell", "**Demand fell**: demand\nfell", 2),
        ("fell, then", "Demand **fell**, then rose", 1),
        ("call retry", "Please call `retry`.", 1),
        ("a.b", "a.b axb", 1),
        ("std::vector", "std::vector<int>", 1),
        ("straße", "STRAßE", 1),
        ("uber cafe", "Über Café, uber cafe\u0301s", 2),
        ("Über", "uber und ÜBER", 2),
        ('it\'s "so" - well', "it\u2019s \u201cso\u201d \u2014 well", 1),
        ("ёлка", "елка, Ёлка", 2),
        ("й", "и й", 1),
        ("istanbul", "İstanbul", 1),
        ("absent", "Nothing of the kind", 0),
    ],
)
def test_words_are_found_as_they_are_read(words: str, text: str, count: int) -> None:
    query = make_query(words)

    assert query is not None
    assert query.count(reply(text).message.parts) == count


def test_no_words_are_no_query() -> None:
    assert make_query("  ") is None


def test_every_hit_in_sight_is_marked_and_one_more_strongly(
    transcript: Transcript, theme: Theme, qtbot: QtBot
) -> None:
    question = user("A wren?")
    transcript.show_entries([question, reply("The wren sings. A **wren** is small.")])
    marked, strong = QColor(theme.tokens.find), QColor(theme.tokens.accent)
    settled(qtbot)
    before = shown(transcript)

    look_for(transcript, "wren")
    settled(qtbot)
    assert stretches(shown(transcript), marked) == 3

    transcript.hits.go_to(question.message.id, 0)
    settled(qtbot)
    assert stretches(shown(transcript), marked) == 2
    assert stretches(shown(transcript), strong) == 1

    transcript.hits.show(None)
    settled(qtbot)
    assert shown(transcript) == before


@pytest.mark.parametrize("is_selected", [False, True])
def test_many_hits_in_one_paragraph_look_as_a_few_do(
    transcript: Transcript, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, is_selected: bool
) -> None:
    answer = reply("The wren, " * 60)
    transcript.show_entries([answer])
    look_for(transcript, "wren")
    transcript.hits.go_to(answer.message.id, 3)
    if is_selected:
        transcript.select_all()
    settled(qtbot)
    many = shown(transcript)

    monkeypatch.setattr("whinchat.ui.transcript.rows.marking._MANY", 1_000)
    transcript.viewport().repaint()
    settled(qtbot)

    assert shown(transcript) == many


def test_a_hit_in_sight_is_gone_to_without_moving(transcript: Transcript, qtbot: QtBot) -> None:
    answer = reply("\n\n".join(f"Paragraph {number}" for number in range(60)))
    transcript.show_entries([user("Go"), answer])
    settled(qtbot)
    before = transcript.verticalScrollBar().value()
    look_for(transcript, "paragraph")

    transcript.hits.go_to(answer.message.id, 55)

    assert transcript.verticalScrollBar().value() == before


def test_a_hit_that_was_never_laid_out_is_scrolled_to(
    transcript: Transcript, theme: Theme, qtbot: QtBot
) -> None:
    entries = [reply(f"Message {number}.\n\n" + "Words. " * 50) for number in range(300)]
    entries[7] = reply("A wren.\n\n" + "Words. " * 50)
    transcript.show_entries(entries)
    look_for(transcript, "wren")

    transcript.hits.go_to(entries[7].message.id, 0)
    settled(qtbot)

    assert stretches(shown(transcript), QColor(theme.tokens.accent)) == 1
    assert transcript.hits.message_in_sight in {entries[6].message.id, entries[7].message.id}


@pytest.mark.parametrize(
    "entry",
    [
        reply(ReasoningPart("I think.\n\nOf a wren.", 3.0), "An answer."),
        reply("Code:\n\n```py\n" + LONG_CODE + "\nwren = 1\n```\n"),
        reply("Code:\n\n```py\n" + "x" * 400 + " wren\n```\n"),
        user("```py\n" + LONG_CODE + "\nwren = 1\n```"),
        user("word " * 5_000 + "wren"),
        reply("😀 " * 300 + "wren"),
        reply("| a | b |\n|---|---|\n| 1 | wren |"),
        reply("> - quoted *wren*"),
        reply(ToolCallPart("c1", "search", '{"words": "' + "x " * 300 + '", "more": "wren"}')),
        reply("Looking.", ToolResultPart("c1", "None. " * 400 + "One wren.")),
        user_with(FilePart(Attachment("0", "text/plain", "the wren.txt", 12))),
        reply(TextPart("Birds.", (Citation("https://example.org", "About wrens"),))),
    ],
    ids=[
        "reasoning",
        "folded",
        "wide",
        "typed",
        "long",
        "emoji",
        "table",
        "quote",
        "tool call",
        "tool result",
        "attachment",
        "source",
    ],
)
def test_a_hit_is_brought_to_light_wherever_it_is(
    transcript: Transcript, theme: Theme, qtbot: QtBot, entry: Entry
) -> None:
    entries = [entry, *(reply("Filling. " * 80) for _ in range(20))]
    transcript.show_entries(entries)
    look_for(transcript, "wren")

    transcript.hits.go_to(entries[0].message.id, 0)
    settled(qtbot)

    assert stretches(shown(transcript), QColor(theme.tokens.accent)) == 1


def test_the_place_is_held_while_a_reply_grows(transcript: Transcript, qtbot: QtBot) -> None:
    first = reply("The wren. " + "Words. " * 300)
    transcript.show_entries([first, user("More")])
    transcript.put(growing("It"))
    look_for(transcript, "wren")
    transcript.hits.go_to(first.message.id, 0)
    settled(qtbot)
    before = shown(transcript)

    transcript.put(growing("It grows.\n\n" * 50))
    settled(qtbot)

    assert shown(transcript) == before


def look_for(transcript: Transcript, words: str) -> None:
    transcript.hits.show(make_query(words))


def shown(transcript: Transcript) -> QImage:
    return on_screen(transcript)


def stretches(picture: QImage, colour: QColor) -> int:
    """Return how many grounds of a colour there are, each at least as wide as three letters."""
    dot = colour.rgb().to_bytes(4, sys.byteorder)
    ground = re.compile(b"(?:" + re.escape(dot) + b"){15,}", re.DOTALL)
    lines = bytes(picture.constBits())
    tops: list[tuple[int, int]] = []
    for y in range(picture.height()):
        line = lines[y * picture.bytesPerLine() : (y + 1) * picture.bytesPerLine()]
        for found in ground.finditer(line):
            x = found.start() // len(dot)
            if not any(abs(x - left) < 40 and y - top < 24 for left, top in tops):
                tops.append((x, y))
    return len(tops)
