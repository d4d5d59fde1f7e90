"""A reply grows out of events, in whatever pieces they come."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whinchat.domain.conversation import Status
from whinchat.domain.events import (
    CitationAdded,
    Connected,
    Finished,
    Identified,
    ImageArrived,
    PartDone,
    ReasoningDelta,
    RefusalDelta,
    ReplyStarted,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
    UsageReported,
)
from whinchat.domain.parts import (
    Attachment,
    Citation,
    ImagePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCallPart,
    UnknownPart,
)
from whinchat.domain.reply import ReplyBuilder, merged
from whinchat.domain.usage import Usage


def parts_of(*events: StreamEvent) -> tuple[Part, ...]:
    return built(*events).parts()


def built(*events: StreamEvent) -> ReplyBuilder:
    builder = ReplyBuilder()
    for event in events:
        builder.feed(event)
    return builder


@given(st.lists(st.text()), st.lists(st.booleans()))
def test_the_words_are_the_deltas_joined_whenever_one_looks(
    pieces: list[str], looks: list[bool]
) -> None:
    builder = ReplyBuilder()
    for piece, looks_now in zip(pieces, looks + [False] * len(pieces), strict=False):
        builder.feed(TextDelta(0, piece))
        if looks_now:
            builder.parts()
    assert "".join(part.text for part in builder.parts() if isinstance(part, TextPart)) == "".join(
        pieces
    )


def test_parts_stand_in_the_order_of_their_slots() -> None:
    assert parts_of(
        TextDelta(1, "Answer"), ReasoningDelta(0, "Thought"), RefusalDelta(2, "No")
    ) == (
        ReasoningPart("Thought"),
        TextPart("Answer"),
        RefusalPart("No"),
    )


def test_surrogate_halves_meet_across_deltas() -> None:
    assert parts_of(TextDelta(0, "\ud83d"), TextDelta(0, "\ude00")) == (TextPart("😀"),)


def test_half_an_emoji_alone_can_be_written() -> None:
    [part] = parts_of(ToolCallDelta(0, "c", "n", "\ud83d"))
    assert isinstance(part, ToolCallPart)
    part.arguments.encode()


@pytest.mark.parametrize(
    ("grown", "final", "text"),
    [
        ("", "Whole", "Whole"),
        ("Who", "Whole", "Whole"),
        ("Whole", "Who", "Whole"),
        ("Whole", "", "Whole"),
        ("Whole", "Other", "Other"),
        ("A long one", "Other", "Other"),
    ],
)
@pytest.mark.parametrize("kind", [TextPart, ReasoningPart, RefusalPart])
def test_the_final_version_completes_and_never_shortens_the_same_text(
    kind: Any, grown: str, final: str, text: str
) -> None:
    assert merged(kind(grown), kind(final)) == kind(text)


def test_words_that_the_final_version_takes_back_are_told() -> None:
    assert built(TextDelta(0, "A long one"), PartDone(0, TextPart("Other"))).has_lost_words
    assert not built(TextDelta(0, "A long"), PartDone(0, TextPart("A long one"))).has_lost_words


def test_a_part_may_come_whole() -> None:
    assert parts_of(PartDone(3, TextPart("Whole"))) == (TextPart("Whole"),)


def test_sources_are_kept_once_through_the_end_of_their_part() -> None:
    source = Citation("https://example.org")
    assert parts_of(
        TextDelta(0, "Text"),
        CitationAdded(0, source),
        CitationAdded(0, source),
        PartDone(0, TextPart("Text")),
    ) == (TextPart("Text", (source,)),)


def test_a_call_gathers_its_name_and_arguments() -> None:
    events: tuple[StreamEvent, ...] = (
        ToolCallDelta(0, "call_1", "now", ""),
        ToolCallDelta(0, "", "", '{"a":'),
        ToolCallDelta(0, "", "", "1}"),
    )
    assert parts_of(*events) == (ToolCallPart("call_1", "now", '{"a":1}'),)
    assert parts_of(*events, PartDone(0, ToolCallPart("", "", ""))) == parts_of(*events)


def test_a_picture_is_kept_under_the_hash_of_its_bytes() -> None:
    [part] = parts_of(ImageArrived(0, b"abc", "image/png"))
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert part == ImagePart(Attachment(digest, "image/png", "picture.png", 3))


def test_empty_parts_are_left_out_but_what_is_hidden_is_kept() -> None:
    hidden = ReasoningPart("", extra={"encrypted_content": "x"})
    assert parts_of(
        TextDelta(0, ""), ReasoningDelta(1, ""), PartDone(2, hidden), PartDone(3, UnknownPart({}))
    ) == (hidden, UnknownPart({}))


def test_what_is_no_part_is_remembered() -> None:
    end = Finished(Status.COMPLETE, model="b")
    builder = built(
        Connected(),
        ReplyStarted("resp_1", "a"),
        Identified("gen-1"),
        UsageReported(Usage(1, 2)),
        UsageReported(Usage(3, 4)),
        end,
    )
    assert (builder.response_id, builder.request_id) == ("resp_1", "gen-1")
    assert (builder.answered_by, builder.usage, builder.end) == ("b", Usage(3, 4), end)
    assert builder.parts() == ()


def test_going_on_joins_the_words_to_those_there_were() -> None:
    builder = ReplyBuilder((ReasoningPart("Hm."), TextPart("One, two, three,")))
    for piece in ("One, two, ", "three, four"):
        builder.feed(TextDelta(0, piece))
    builder.feed(Finished(Status.COMPLETE))
    assert builder.parts() == (ReasoningPart("Hm."), TextPart("One, two, three, four"))
