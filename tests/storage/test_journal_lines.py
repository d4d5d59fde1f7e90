"""Laws of the journal's lines: they say what happened, and a cut shows nothing but a prefix."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import conversations as fakes
from whinchat.domain.conversation import Conversation, Message, Status
from whinchat.domain.parts import ReasoningPart, TextPart
from whinchat.domain.usage import Usage
from whinchat.storage.conversation_file import Document, document_of
from whinchat.storage.fields import mark_to_json
from whinchat.storage.journal_lines import (
    begin_line,
    field_line,
    growth_lines,
    mark_line,
    message_line,
    replay,
)
from whinchat.storage.message_codec import message_to_json

REPLY = fakes.a_message("", fakes.a_message("Question"), status=Status.STREAMING)


def grown_step_by_step(texts: list[str]) -> tuple[bytes, Message]:
    """Return the journal of a reply that grew so, and the reply at the end."""
    lines = [message_line(message_to_json(REPLY))]
    before = REPLY
    for number in range(1, len(texts) + 1):
        now = replace(before, parts=(ReasoningPart("hm"), TextPart("".join(texts[:number]))))
        lines.extend(growth_lines(before, now))
        before = now
    return b"".join(lines), before


def begun() -> Document:
    return document_of(fakes.a_conversation())


def read(document: Document | None) -> Conversation:
    assert document is not None
    return document.conversation(fakes.a_conversation().id)


def text_in(document: Document | None) -> str:
    message = read(document).messages.get(REPLY.id)
    return message.text if message else ""


@given(fakes.messages, fakes.messages)
def test_growth_lines_make_the_old_message_the_new_one(old: Message, new: Message) -> None:
    new = replace(new, id=old.id, marks={**old.marks, **new.marks})
    journal = message_line(message_to_json(old)) + b"".join(growth_lines(old, new))
    assert read(replay(begun(), journal)).messages[old.id] == new


@given(st.lists(fakes.texts, max_size=6))
def test_reading_a_journal_twice_is_reading_it_once(texts: list[str]) -> None:
    journal, reply = grown_step_by_step(texts)
    journal += field_line("title", fakes.a_mark("T")) + mark_line(REPLY.id, "seen", fakes.a_mark(1))
    once, twice = replay(begun(), journal), replay(replay(begun(), journal), journal)
    assert read(once).messages == read(twice).messages
    assert read(once).marks == read(twice).marks
    assert text_in(once) == reply.text


@given(st.lists(fakes.texts, max_size=6), st.data())
def test_a_journal_cut_anywhere_shows_a_prefix(texts: list[str], data: st.DataObject) -> None:
    journal, reply = grown_step_by_step(texts)
    cut = data.draw(st.integers(0, len(journal)))
    assert reply.text.startswith(text_in(replay(begun(), journal[:cut])))


@given(st.lists(fakes.texts.filter(bool), min_size=1, max_size=6), st.data())
def test_text_behind_a_gap_is_never_shown(texts: list[str], data: st.DataObject) -> None:
    journal, reply = grown_step_by_step(texts)
    lines = journal.splitlines(keepends=True)
    lost = data.draw(st.integers(0, len(lines) - 1))
    lines[lost] = b"\x00" * len(lines[lost])
    assert reply.text.startswith(text_in(replay(begun(), b"\n".join(lines))))


@given(st.binary(max_size=200) | fakes.jsons.map(lambda value: json.dumps(value).encode()))
@settings(max_examples=300)
def test_any_line_is_survived(line: bytes) -> None:
    assert replay(None, line) is None or b"begin" in line
    assert replay(begun(), line) is not None


@given(
    fakes.jsons | st.just({}),
    st.sampled_from(["message", "grow", "field", "mark", "part", "name", "fields", "set"]),
)
@settings(max_examples=300)
def test_lines_of_the_right_kind_with_odd_values_are_survived(odd: object, key: str) -> None:
    line: dict[str, object] = {"grow": REPLY.id, "part": 0, "from": 0, "text": "x", "name": "n"}
    line[key] = odd
    journal = message_line(message_to_json(REPLY)) + json.dumps(line).encode()
    read(replay(begun(), journal))


def test_growth_is_as_short_as_what_grew() -> None:
    old = replace(REPLY, parts=(TextPart("a" * 100_000),))
    new = replace(REPLY, parts=(TextPart("a" * 100_000 + "b"),))
    assert len(b"".join(growth_lines(old, new))) < 120
    assert list(growth_lines(new, new)) == []


def test_the_end_of_a_reply_brings_its_fields_without_its_text() -> None:
    old = replace(REPLY, parts=(TextPart("long " * 1000),))
    new = replace(old, status=Status.COMPLETE, usage=Usage(output_tokens=7))
    journal = b"".join(growth_lines(old, new))
    assert len(journal) < 400
    document = replay(begun(), message_line(message_to_json(old)) + journal)
    assert read(document).messages[REPLY.id] == new


def test_a_journal_without_a_beginning_is_nothing_by_itself() -> None:
    assert replay(None, message_line(message_to_json(REPLY))) is None


def test_a_beginning_stands_for_the_file() -> None:
    journal = begin_line(begun()) + message_line(message_to_json(REPLY))
    assert read(replay(None, journal)).messages == {REPLY.id: REPLY}


def test_a_writers_own_later_field_counts_though_the_clock_went_back() -> None:
    old, new = fakes.a_mark("old"), fakes.a_mark("new", at=fakes.NOW.replace(year=2020))
    document = replay(begun(), field_line("title", old) + field_line("title", new))
    assert read(document).title == "new"


def test_an_earlier_field_of_another_writer_does_not_count() -> None:
    document = begun()
    document.head["title"] = mark_to_json(fakes.a_mark("theirs", by="elsewhere"))
    earlier = fakes.a_mark("ours", at=fakes.NOW.replace(year=2020))
    assert read(replay(document, field_line("title", earlier))).title == "theirs"
