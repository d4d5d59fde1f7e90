"""The real client against a real server: one request, one reply, and every way it can end."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from fakes.answers import Answer, Ending, Framing
from fakes.replies import AT_ONCE, Reply, asking, client_of, endpoint_of, gathered, reply_from
from fakes.server import ScriptedServer
from fakes.streams import documented_frames, frame
from fakes.waiting import until
from whinchat.domain.conversation import Status
from whinchat.domain.errors import FailureKind, ProviderFailed
from whinchat.domain.events import Connected, Finished, Identified, Retrying, Silent, TextDelta
from whinchat.provider.client import ResponsesClient
from whinchat.provider.endpoint import Deadlines
from whinchat.provider.retry import BackOff
from whinchat.provider.transport import Transport

IMPATIENT = Deadlines(connect_seconds=5, first_byte_seconds=0.3, silence_seconds=0.2)
DELTA = frame({"type": "response.output_text.delta", "item_id": "m", "delta": "word "})


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture
async def client(server: ScriptedServer) -> AsyncIterator[ResponsesClient]:
    transport = Transport(proxies={})
    yield client_of(transport, endpoint_of(server))
    await transport.close()


async def test_words_come_as_they_are_sent_and_the_end_comes_last(server: ScriptedServer) -> None:
    server.answer("Hello there, you")
    reply = await reply_from(server, asking("Hi"))
    deltas = [event.text for event in reply.events if isinstance(event, TextDelta)]
    assert deltas == ["Hello", " there,", " you"]
    assert isinstance(reply.events[0], Connected)
    assert reply.end == Finished(Status.COMPLETE, model="scripted")


async def test_the_same_parts_come_without_a_stream(server: ScriptedServer) -> None:
    streamed = await reply_from(server, asking("Hi there"))
    whole = await reply_from(server, replace(asking("Hi there"), streams=False))
    assert whole.parts == streamed.parts
    assert [post.json.get("stream") for post in server.posts] == [True, None]


async def test_a_provider_that_does_not_stream_is_not_asked_to(server: ScriptedServer) -> None:
    transport = Transport(proxies={})
    reply = await gathered(client_of(transport, endpoint_of(server, streams=False)), asking("Hi"))
    await transport.close()
    assert (reply.text, "stream" in server.posts[0].json) == ("Hi", False)


async def test_a_word_is_not_kept_waiting_for_the_next(server: ScriptedServer) -> None:
    server.answer_bytes(DELTA, ending=Ending.STALL)
    transport = Transport(proxies={})
    async with (
        asyncio.timeout(5),
        client_of(transport, endpoint_of(server)).reply(asking("Hi")) as events,
    ):
        async for event in events:
            if isinstance(event, TextDelta):
                break
        else:
            pytest.fail("It was kept waiting")
    await transport.close()


async def test_nothing_is_read_after_the_end(server: ScriptedServer) -> None:
    server.answer_with(replace(Answer(tuple(documented_frames("Done."))), ending=Ending.STALL))
    reply = await asyncio.wait_for(reply_from(server, asking("Hi")), 5)
    assert (reply.text, reply.status) == ("Done.", Status.COMPLETE)
    assert server.posts[0].left.wait(5)


async def test_leaving_the_block_closes_the_connection_at_once(
    server: ScriptedServer, client: ResponsesClient
) -> None:
    server.answer_partly("Some words", Ending.STALL)
    async with client.reply(asking("Hi")) as events:
        async for event in events:
            if isinstance(event, TextDelta):
                break
    assert server.posts[0].left.wait(5)


@pytest.mark.parametrize("framing", [Framing.CHUNKED, Framing.RAW])
async def test_cancelling_closes_the_connection_at_once(
    server: ScriptedServer, client: ResponsesClient, framing: Framing
) -> None:
    steps = (DELTA,) if framing is Framing.CHUNKED else (b"HTTP/1.1 200 OK\r\nX-Slow: ",)
    server.answer_with(Answer(steps, framing=framing, ending=Ending.STALL))
    task = asyncio.ensure_future(gathered(client, asking("Hi")))
    await asyncio.to_thread(server.wait_for_posts)
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 5)
    assert server.posts[0].left.wait(5)


async def test_silence_is_told_and_waited_through(server: ScriptedServer) -> None:
    server.answer_bytes(DELTA, 0.7, DELTA, b"data: [DONE]\n\n")
    reply = await reply_from(server, asking("Hi"), replace(IMPATIENT, first_byte_seconds=5))
    silences = [event.seconds for event in reply.events if isinstance(event, Silent)]
    assert len(silences) in {2, 3}
    assert reply.text == "word word "


async def test_signs_of_life_are_no_progress(server: ScriptedServer) -> None:
    comments = (b": still there\n\n", 0.05) * 12
    server.answer_bytes(DELTA, *comments, DELTA, b"data: [DONE]\n\n")
    reply = await reply_from(server, asking("Hi"), IMPATIENT)
    assert any(isinstance(event, Silent) for event in reply.events)
    assert reply.text == "word word "


async def test_a_sign_of_life_is_a_first_byte(server: ScriptedServer) -> None:
    comments = (b": waiting for the provider\n\n", 0.1) * 8
    server.answer_bytes(*comments, DELTA, b"data: [DONE]\n\n")
    reply = await reply_from(server, asking("Hi"), IMPATIENT)
    assert reply.text == "word "


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param((b"",), id="no headers"),
        pytest.param((b"HTTP/1.1 200 OK\r\n", *((b"X-A: b\r\n", 0.05) * 100)), id="slow headers"),
        pytest.param(
            (b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n",), id="no body"
        ),
    ],
)
async def test_without_a_first_byte_the_wait_ends(
    server: ScriptedServer, steps: tuple[bytes | float, ...]
) -> None:
    server.answer_with(Answer(steps, framing=Framing.RAW, ending=Ending.STALL))
    with pytest.raises(ProviderFailed) as raised:
        await asyncio.wait_for(reply_from(server, asking("Hi"), IMPATIENT), 5)
    assert raised.value.failure.kind is FailureKind.TIMED_OUT
    assert len(server.posts) == 1


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504, 529])
async def test_a_passing_trouble_is_tried_again_in_plain_sight(
    server: ScriptedServer, status: int
) -> None:
    server.answer_error(status, {"error": {"message": "Not now"}})
    server.answer("At last")
    reply = await reply_from(server, asking("Hi"))
    [retrying] = [event for event in reply.events if isinstance(event, Retrying)]
    assert (retrying.attempt, retrying.failure.server_words) == (2, "Not now")
    assert (reply.text, len(server.posts)) == ("At last", 2)


async def test_three_further_attempts_are_the_most(server: ScriptedServer) -> None:
    for _ in range(9):
        server.answer_error(503, {"error": {"message": "Busy"}})
    with pytest.raises(ProviderFailed):
        await reply_from(server, asking("Hi"))
    assert len(server.posts) == 4


async def test_an_empty_answer_is_tried_again(server: ScriptedServer) -> None:
    server.answer_bytes()
    server.answer("There")
    reply = await reply_from(server, asking("Hi"))
    assert (reply.text, len(server.posts)) == ("There", 2)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 405, 413, 422, 501])
async def test_other_refusals_are_sent_once(server: ScriptedServer, status: int) -> None:
    server.answer_error(status, {"error": {"message": "No"}})
    with pytest.raises(ProviderFailed) as raised:
        await reply_from(server, asking("Hi"))
    assert raised.value.failure.http_status == status
    assert len(server.posts) == 1


async def test_a_spent_daily_allowance_is_not_asked_again(server: ScriptedServer) -> None:
    metadata = {"limit_source": "openrouter_free_tier_daily", "remedy_hint": "Add credits."}
    server.answer_error(429, {"error": {"message": "Spent", "metadata": metadata}})
    with pytest.raises(ProviderFailed) as raised:
        await reply_from(server, asking("Hi"))
    assert raised.value.failure.server_words == "Spent Add credits."
    assert len(server.posts) == 1


async def test_a_server_says_how_long_to_wait(server: ScriptedServer) -> None:
    server.answer_error(429, {"error": {"message": "Slow down"}}, {"Retry-After": "0.2"})
    server.answer("There")
    start = time.monotonic()
    reply = await reply_from(server, asking("Hi"))
    assert reply.text == "There"
    assert time.monotonic() - start >= 0.2


async def test_an_absurd_wait_is_not_waited(server: ScriptedServer) -> None:
    server.answer_error(429, {"error": {"message": "Slow down"}}, {"Retry-After": "601"})
    with pytest.raises(ProviderFailed) as raised:
        await reply_from(server, asking("Hi"))
    assert raised.value.failure.retry_after_seconds == 601


async def test_waiting_for_an_attempt_can_be_cancelled(
    server: ScriptedServer, client: ResponsesClient
) -> None:
    server.answer_error(503, {"error": {"message": "Busy"}}, {"Retry-After": "500"})
    reply = Reply()
    task = asyncio.ensure_future(gathered(client, asking("Hi"), reply))
    await asyncio.to_thread(server.wait_for_posts)
    await until(lambda: reply.events)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [type(event) for event in reply.events] == [Retrying]
    assert len(server.posts) == 1


async def test_a_break_after_the_first_byte_is_not_tried_again(server: ScriptedServer) -> None:
    server.answer_partly("Some words", Ending.RESET)
    reply = await reply_from(server, asking("Hi"))
    assert (reply.text, reply.status) == ("Some words", Status.INTERRUPTED)
    assert len(server.posts) == 1


async def test_a_refused_connection_is_tried_again_and_then_said() -> None:
    with ScriptedServer() as gone:
        endpoint = endpoint_of(gone)
    transport = Transport(proxies={})
    client = ResponsesClient(transport, endpoint, back_off=BackOff(first_seconds=0.01))
    reply = Reply()
    with pytest.raises(ProviderFailed) as raised:
        await gathered(client, asking("Hi"), reply)
    await transport.close()
    assert raised.value.failure.kind is FailureKind.REFUSED_CONNECTION
    assert [type(event) for event in reply.events] == [Retrying] * (AT_ONCE.attempts - 1)


async def test_the_servers_name_for_the_request_is_kept(server: ScriptedServer) -> None:
    server.answer_with(Answer(tuple(documented_frames("Hi")), headers={"X-Generation-Id": "gen-7"}))
    reply = await reply_from(server, asking("Hi"))
    assert Identified("gen-7") in reply.events


async def test_twenty_replies_at_once_do_not_mix(
    server: ScriptedServer, client: ResponsesClient
) -> None:
    texts = [f"reply number {number} of twenty" for number in range(20)]
    replies = await asyncio.gather(*(gathered(client, asking(text)) for text in texts))
    assert [reply.text for reply in replies] == texts
