"""Two hundred odd texts: kept as they came, seen for what they are, copied as they were sent."""

import json
import unicodedata

import pytest

from fakes.odd_texts import odd_texts
from whinchat.domain.parts import TextPart
from whinchat.domain.values import repair_surrogates
from whinchat.markdown.blocks import Block, BlockKind
from whinchat.storage.part_codec import part_from_json, part_to_json
from whinchat.ui.transcript.rows.code_row import CodeRow
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.rows.plain_row import PlainRow
from whinchat.ui.transcript.rows.prose_row import ProseRow
from whinchat.ui.transcript.rows.row import RowKey
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.document import MOST_SIGNS
from whinchat.ui.transcript.writing.escapes import without_escapes
from whinchat.ui.transcript.writing.unseen import OBJECT, in_words, pieces_of

TEXTS = list(odd_texts())


def test_there_are_two_hundred() -> None:
    assert len(TEXTS) >= 200


def test_what_is_stored_is_what_came() -> None:
    for odd in TEXTS:
        part = TextPart(repair_surrogates(odd.text))

        assert part_from_json(json.loads(json.dumps(part_to_json(part)))) == part, odd


def test_code_shows_a_sign_for_what_is_unseen_and_gives_away_what_was_sent(stage: Stage) -> None:
    for odd in TEXTS:
        row = CodeRow(stage, RowKey(0, 0), Block(BlockKind.CODE, odd.text))

        assert signs(row) == odd.in_code, odd
        assert not [letter for letter in seen(row) if is_control(letter)], odd
        assert row.text_between(0, row.length) == without_escapes(odd.text)
        # A part of it is made from what is laid out: stand-ins say plainly that they are such.
        half = width(seen(row)[: len(seen(row)) // 2])
        parts = row.text_between(0, half) + row.text_between(half, row.length - 1)
        assert as_copied(without_escapes(odd.text)).startswith(parts), odd


def test_prose_shows_a_sign_for_what_no_language_needs(stage: Stage) -> None:
    for odd in TEXTS:
        row = PlainRow(stage, RowKey(0, 0), odd.text)

        assert signs(row) == odd.in_prose, odd
        assert "\u202e" not in seen(row)
        assert row.text_between(0, row.length) == as_copied(odd.text), odd


def test_words_and_address_of_a_link_are_as_exact_as_code(stage: Stage) -> None:
    in_words_of_link = prose(stage, "[pay\u200bpal](https://example.org) a\u200bb")
    in_address = prose(stage, "![x](https://example.org/a\u200bc\u202ed)")

    assert signs(in_words_of_link) == 1
    assert seen(in_address).endswith("/a%E2%80%8Bc%E2%80%AEd")
    assert in_words_of_link.text_between(0, 99) == "pay\u200bpal a\u200bb"


def test_code_among_words_shows_its_signs(stage: Stage) -> None:
    row = prose(stage, "run `rm\u200b -rf` now\n\n```\nx\u202ey\n```\n\n- `\u2066`")

    assert signs(row) == 3
    assert row.text_between(0, 11) == "run rm\u200b -rf"


def test_a_crowd_of_signs_is_bounded(stage: Stage) -> None:
    text = "a\u200b\n" * 5_000
    row = CodeRow(stage, RowKey(0, 0), Block(BlockKind.CODE, text))

    assert signs(row) == MOST_SIGNS
    assert seen(row).count("\ufffd") == 5_000 - MOST_SIGNS
    assert row.text_between(0, row.length) == text


def test_a_sign_is_as_high_as_a_line_and_as_wide_as_its_words(stage: Stage) -> None:
    plain, signed = (
        CodeRow(stage, RowKey(0, 0), Block(BlockKind.CODE, text)) for text in ("ab", "a\u202eb")
    )
    for row in (plain, signed):
        row.measure(400)

    assert signed.height == plain.height
    assert signed.document.idealWidth() > plain.document.idealWidth() + 10


def test_colours_fall_on_the_letters_that_they_are_for(stage: Stage) -> None:
    row = CodeRow(
        stage, RowKey(0, 0), Block(BlockKind.CODE, 's = "\u202e\u200b"\nreturn', "python")
    )
    row.measure(400)

    [keyword] = row.document.lastBlock().layout().formats()
    assert (keyword.start, keyword.length) == (0, len("return"))


def test_code_that_grew_has_the_signs_of_code_that_came_at_once(stage: Stage) -> None:
    grown = CodeRow(stage, RowKey(0, 0), Block(BlockKind.CODE, "", is_open=True))
    text = "a\u200b\u200bb 👩\u200d💻"
    for end in range(len(text) + 1):
        grown.show(Block(BlockKind.CODE, text[:end], is_open=True))
        assert grown.text_between(0, grown.length) == text[:end]
    grown.show(Block(BlockKind.CODE, text))

    assert signs(grown) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\u202eb", "a\u2039RLO\u203ab"),
        ("\u200b\u200b", "\u2039ZWSP \u00d72\u203a"),
        ("\u200b\u200c", "\u2039ZWSP ZWNJ\u203a"),
        ("\u2067\u200b\u200c\u200d", "\u20394 hidden characters\u203a"),
        ("\U000e0041\U000e0042", "\u20392 tag characters\u203a"),
        ("\u2063", "\u2039U+2063\u203a"),
        ("plain", "plain"),
    ],
)
def test_labels_name_what_is_unseen(text: str, words: str) -> None:
    assert in_words(text) == words


def prose(stage: Stage, text: str) -> DocumentRow:
    return ProseRow(stage, RowKey(0, 0), Block(BlockKind.PARAGRAPH, text), {})


def seen(row: DocumentRow) -> str:
    return row.document.toPlainText()


def signs(row: DocumentRow) -> int:
    return seen(row).count(OBJECT)


def width(text: str) -> int:
    """Return the length in Qt's positions."""
    return len(text.encode("utf-16-le")) // 2


def is_control(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\t\n"


def as_copied(text: str) -> str:
    pieces = pieces_of(text, is_exact=True)
    return "".join(piece if isinstance(piece, str) else piece.sent for piece in pieces).replace(
        "\u2028", "\n"
    )


def test_a_thousand_marks_on_a_letter_are_a_few_and_a_sign(stage: Stage) -> None:
    text = "a" + "\u0301" * 1_000 + "b"
    row = PlainRow(stage, RowKey(0, 0), text)

    assert signs(row) == 1
    assert row.length < 80
    assert row.text_between(0, row.length) == text
