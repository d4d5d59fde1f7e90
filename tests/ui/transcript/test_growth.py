"""A reply that grows costs what has grown, and ends as if it had been shown at once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from fakes.entries import growing, reply
from fakes.markdown_samples import ANSWER, RICH
from whinchat.domain.parts import Part, ReasoningPart, TextPart
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.rows.row import Row
from whinchat.ui.transcript.stage import Stage

_TEXT = RICH + "\n" + ANSWER
_WIDTH = 640


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(0, len(_TEXT)), max_size=12))
def test_a_grown_reply_equals_one_shown_at_once(stage: Stage, cuts: list[int]) -> None:
    view = MessageView(stage, growing(""))
    measured(view)
    for cut in sorted(cuts):
        view.show(growing(_TEXT[:cut]))
        measured(view)
    view.show(reply(_TEXT, message_id="reply"))

    whole = MessageView(stage, growing(""))
    whole.build(_WIDTH)
    whole.show(growing(_TEXT))
    whole.show(reply(_TEXT, message_id="reply"))

    assert measured(view) == measured(whole)
    assert words(view) == words(whole)


def test_rows_above_the_growing_one_stay_the_same(stage: Stage) -> None:
    view = MessageView(stage, growing(ANSWER))
    view.build(_WIDTH)
    before = view.rows[:4]

    view.show(growing(ANSWER + "\n\nMore words"))

    assert [*map(id, view.rows[:4])] == [*map(id, before)]


def test_strides_are_those_of_the_rows_whatever_happens(stage: Stage) -> None:
    thought = ReasoningPart("Hm.", 2)
    states: list[tuple[Part, ...]] = [
        (),
        (ReasoningPart("H"),),
        (thought, TextPart("One")),
        (thought, TextPart("One\n\n- two\n- three")),
        (thought, TextPart("Other words")),
        (TextPart("Fewer parts"),),
    ]
    view = MessageView(stage, growing(""))
    view.build(_WIDTH)
    for parts in states:
        view.show(reply(*parts, message_id="reply"))
        measured(view)
        assert [view.strides[n] for n in range(len(view.strides))] == [
            row.stride for row in view.rows
        ]


def test_keys_of_rows_go_up(stage: Stage) -> None:
    view = MessageView(stage, reply(ReasoningPart("Hm.", 2), RICH, TextPart(ANSWER)))
    view.build(_WIDTH)

    keys = [row.key for row in view.rows]

    assert keys == sorted(set(keys))
    assert [view.index_of(key) for key in keys] == [*range(len(keys))]


@pytest.mark.parametrize(
    "text",
    [
        "x" * 300_000,
        "word " * 60_000,
        "```\n" + "x" * 300_000 + "\n```",
        "|a|b|\n|-|-|\n" + "|1|2|\n" * 3_000,
        ">" * 3_000 + " deep",
        "[" * 20_000,
        "\0\ud800\u2028" * 1_000,
    ],
    ids=["line", "words", "code", "table", "quotes", "brackets", "odd"],
)
def test_what_is_huge_becomes_rows_of_bounded_size(stage: Stage, text: str) -> None:
    view = MessageView(stage, reply(text))
    view.build(_WIDTH)
    for index in range(min(8, len(view.rows))):
        view.measure(index, _WIDTH)

    assert max(row.height for row in view.rows[:8]) < 30_000
    assert view.entry.message.text == text


def measured(view: MessageView) -> list[int]:
    view.build(_WIDTH)
    for index in range(len(view.rows)):
        view.measure(index, _WIDTH)
        view.rows[index].place(QRect())
    return [row.stride for row in view.rows]


def words(view: MessageView) -> list[str]:
    return [_words(row) for row in view.rows]


def _words(row: Row) -> str:
    return row.text_between(0, 1 << 30)
