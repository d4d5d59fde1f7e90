"""The decoder of event streams: the same events, wherever the bytes are cut."""

import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whinchat.provider.sse import BadStream, ServerSentEvent, SSEDecoder

SEED_LINES = (
    b'data: {"type":"response.created"}\n'
    b'data: {"type":"response.content_part.delta","delta":"Once"}\n'
    b"data: [DONE]\n"
)


def decode(chunks: Iterable[bytes], limit: int = 1 << 20) -> list[ServerSentEvent]:
    decoder = SSEDecoder(limit)
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    return [*events, *decoder.close()]


def outcome(chunks: Iterable[bytes]) -> tuple[list[ServerSentEvent], bool]:
    """Return the events up to the end or a limit, and whether it was the limit."""
    decoder = SSEDecoder(event_limit=40)
    events: list[ServerSentEvent] = []
    try:
        for chunk in chunks:
            events.extend(decoder.feed(chunk))
        events.extend(decoder.close())
    except BadStream:
        return events, True
    return events, False


def cut(data: bytes, positions: Iterable[int]) -> list[bytes]:
    edges = [0, *sorted(position % (len(data) + 1) for position in positions), len(data)]
    return [data[start:end] for start, end in itertools.pairwise(edges)]


LINES = st.sampled_from(
    [
        b"data: {}",
        b'data:{"a":"\xf0\x9f\x98\x80"}',
        b"data: [DONE]",
        b"data: part of",
        b"data",
        b"data: ",
        b"event: response.created",
        b": comment",
        b":",
        b"",
        b"id: 7",
        b"retry: 10",
        b'data: {"u":"\xe2\x80\xa8\xc2\x85"}',
        b"data: " + b"x" * 60,
        b"\xef\xbb\xbfdata: {}",
    ]
)
STREAMS = st.lists(st.tuples(LINES, st.sampled_from([b"\n", b"\r", b"\r\n"])), max_size=12).map(
    lambda lines: b"".join(line + end for line, end in lines)
)


@given(STREAMS | st.binary(), st.lists(st.integers(min_value=0), max_size=8))
def test_the_events_do_not_depend_on_where_the_bytes_are_cut(
    data: bytes, positions: list[int]
) -> None:
    whole = outcome([data])
    assert outcome(cut(data, positions)) == whole
    assert outcome(data[at : at + 1] for at in range(len(data))) == whole


@given(st.lists(st.binary()))
def test_nothing_but_its_own_error_is_raised(chunks: list[bytes]) -> None:
    outcome(chunks)


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_each_line_end_means_the_same(end: bytes) -> None:
    data = end.join([b"event: a", b'data: {"x":1}', b"", b"data: b", b"", b""])
    assert decode([data]) == [ServerSentEvent("a", b'{"x":1}'), ServerSentEvent("", b"b")]


def test_other_separators_do_not_end_a_line() -> None:
    inside = "a\u2028b\u2029c\u0085d\x0be\x0cf\x1cg".encode()
    assert decode([b"data: " + inside + b"\n\n"]) == [ServerSentEvent("", inside)]


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert decode([b"\xef\xbb\xbfdata: x\n\n"]) == [ServerSentEvent("", b"x")]


def test_data_needs_no_space_and_loses_only_one() -> None:
    assert decode([b"data:x\n\ndata:  y\n\n"]) == [
        ServerSentEvent("", b"x"),
        ServerSentEvent("", b" y"),
    ]


def test_several_data_lines_are_one_event() -> None:
    assert decode([b'data: {\ndata:  "x": 1\ndata: }\n\n']) == [
        ServerSentEvent("", b'{\n "x": 1\n}')
    ]


def test_comments_are_counted_and_bring_nothing() -> None:
    decoder = SSEDecoder()
    assert list(decoder.feed(b": OPENROUTER PROCESSING\n\n:\n\n")) == []
    assert decoder.comments == 2


def test_an_event_without_data_is_dropped_with_its_name() -> None:
    assert decode([b"event: ping\n\ndata: x\n\n"]) == [ServerSentEvent("", b"x")]


def test_the_last_event_needs_no_blank_line() -> None:
    assert decode([b"data: x"]) == [ServerSentEvent("", b"x")]


def test_the_seeds_lines_need_no_blank_lines() -> None:
    assert len(decode([SEED_LINES])) == 3
    assert decode([SEED_LINES]) == decode([SEED_LINES.replace(b"\n", b"\n\n")])


def test_named_events_need_no_blank_lines_either() -> None:
    data = b'event: a\ndata: {"x":1}\nevent: b\ndata: {"x":2}\n'
    assert [event.name for event in decode([data])] == ["a", "b"]


@pytest.mark.parametrize(
    "chunks",
    [
        pytest.param([b"x" * 100] * 20, id="a line that does not end"),
        pytest.param([b"data: " + b"x" * 1001 + b"\n"], id="a long line"),
        pytest.param([b"data: xxxxxxxxx\n"] * 200, id="an event of many lines"),
    ],
)
def test_an_event_beyond_the_limit_is_refused(chunks: list[bytes]) -> None:
    with pytest.raises(BadStream, match="1,000 bytes"):
        decode(chunks, limit=1000)
