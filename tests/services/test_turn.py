"""What one reply gathers of its stream: words, times, news of the request, and its end."""

from datetime import UTC, datetime

import pytest

from whinchat.domain.conversation import Message, Role, Status
from whinchat.domain.errors import Failure, FailureKind
from whinchat.domain.events import (
    Connected,
    Finished,
    ModelStarting,
    ReasoningDelta,
    ReplyStarted,
    Retrying,
    Silent,
    StreamEvent,
    TextDelta,
    UsageReported,
)
from whinchat.domain.parts import ReasoningPart, TextPart
from whinchat.domain.usage import Usage
from whinchat.domain.values import MessageId
from whinchat.services import turn as turns
from whinchat.services.turn import Turn

_BUSY = Failure(FailureKind.OVERLOADED, "Busy", "Try again.")


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(turns, "monotonic", clock)
    return clock


def begun(*parts: TextPart) -> Turn:
    return Turn(
        Message(
            id=MessageId("reply"),
            parent_id=MessageId("question"),
            role=Role.ASSISTANT,
            parts=parts,
            status=Status.STREAMING,
            created_at=datetime.now(UTC),
        )
    )


def test_it_grows_with_every_word() -> None:
    turn = begun()
    grown = []
    for word in ("One", " two"):
        turn.feed(TextDelta(0, word))
        grown.append(turn.message())

    assert [message.text for message in grown] == ["One", "One two"]
    assert {message.status for message in grown} == {Status.STREAMING}


def test_a_reply_that_goes_on_begins_with_what_there_was() -> None:
    turn = begun(TextPart("The first half"))

    turn.feed(TextDelta(0, " and the rest"))

    assert turn.message().text == "The first half and the rest"


@pytest.mark.parametrize(
    "news", [ModelStarting(), Connected(), Retrying(2, 1.5, _BUSY), Silent(30.0)]
)
def test_news_of_the_request_last_until_something_comes(news: ModelStarting | Connected) -> None:
    turn = begun()

    turn.feed(news)
    assert turn.progress == news

    turn.feed(TextDelta(0, "Hello"))
    assert turn.progress is None


def test_times_are_counted_from_the_start(clock: Clock) -> None:
    turn = begun()
    clock.now += 2.5
    turn.feed(TextDelta(0, "Hello"))
    clock.now += 1
    turn.feed(TextDelta(0, " you"))
    clock.now += 4

    reply = turn.finished(Finished(Status.COMPLETE))

    assert (reply.first_word_seconds, reply.duration_seconds) == (2.5, 7.5)


def test_a_reply_without_a_word_has_no_time_of_one(clock: Clock) -> None:
    reply = begun().finished(Finished(Status.FAILED, failure=_BUSY))

    assert reply.first_word_seconds is None
    assert reply.failure is _BUSY


def test_thinking_is_timed_by_its_own_first_and_last_word(clock: Clock) -> None:
    turn = begun()
    clock.now += 5
    turn.feed(ReasoningDelta(0, "Hm"))
    clock.now += 6
    turn.feed(ReasoningDelta(0, ", yes"))
    clock.now += 3
    turn.feed(TextDelta(1, "Yes."))

    thought = turn.finished(Finished(Status.COMPLETE)).parts[0]

    assert thought == ReasoningPart("Hm, yes", 6.0)


def test_what_the_server_says_of_itself_is_kept() -> None:
    turn = begun()
    said: list[StreamEvent] = [
        ReplyStarted("resp_1", "maker/model-2"),
        TextDelta(0, "Hello"),
        UsageReported(Usage(output_tokens=3)),
    ]
    for event in said:
        turn.feed(event)

    reply = turn.finished(Finished(Status.COMPLETE, reason="stop"))

    assert (reply.answered_by, reply.request_id) == ("maker/model-2", "resp_1")
    assert reply.usage == Usage(output_tokens=3)
    assert reply.finish_reason == "stop"


def test_a_stream_that_names_no_end_was_interrupted() -> None:
    turn = begun()
    turn.feed(TextDelta(0, "Half"))

    assert turn.end().status is Status.INTERRUPTED


def test_the_end_that_was_named_counts() -> None:
    turn = begun()
    turn.feed(TextDelta(0, "All"))
    turn.feed(Finished(Status.COMPLETE))

    assert turn.end().status is Status.COMPLETE
    assert turn.finished(turn.end()).text == "All"
