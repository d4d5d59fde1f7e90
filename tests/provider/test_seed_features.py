"""Every feature that OpenRouter's Responses API alpha page shows, one test each."""

from dataclasses import replace

import pytest

from fakes.answers import in_json
from fakes.replies import ONCE, asking, endpoint_of, gathered, reply_from, said
from fakes.server import ScriptedServer
from fakes.streams import frame, reply_document
from whinchat.domain.conversation import Role, Status
from whinchat.domain.errors import FailureKind, ProviderFailed
from whinchat.domain.events import TextDelta
from whinchat.domain.outgoing import ReplyRequest
from whinchat.domain.parameters import Parameters
from whinchat.domain.usage import Usage
from whinchat.provider.client import ResponsesClient
from whinchat.provider.transport import Transport


async def test_simple_string_input() -> None:
    with ScriptedServer() as server:
        await reply_from(server, asking("What is the meaning of life?"))
    assert server.posts[0].json["input"] == "What is the meaning of life?"


async def test_structured_message_input() -> None:
    with ScriptedServer() as server:
        await reply_from(server, asking("Hello", "Hi.", "Tell me a joke about programming"))
    assert server.posts[0].json["input"][2] == {
        "type": "message",
        "role": "user",
        "content": [{"type": "input_text", "text": "Tell me a joke about programming"}],
    }


async def test_response_parsing_of_id_output_usage_and_status() -> None:
    with ScriptedServer() as server:
        server.answer_with(in_json(reply_document("The answer is 42.")))
        reply = await reply_from(server, replace(asking("Hi"), streams=False))
    assert "stream" not in server.posts[0].json
    assert reply.builder.response_id == "resp_1"
    assert reply.text == "The answer is 42."
    assert reply.builder.usage == Usage(input_tokens=12, output_tokens=4)
    assert reply.status is Status.COMPLETE


async def test_streaming_with_the_documented_events() -> None:
    with ScriptedServer() as server:
        server.answer("Once upon a time", dialect="seed")
        reply = await reply_from(server, asking("Write a short story about AI"))
    assert server.posts[0].json["stream"] is True
    deltas = [event.text for event in reply.events if isinstance(event, TextDelta)]
    assert deltas == ["Once", " upon", " a", " time"]
    assert (reply.text, reply.status) == ("Once upon a time", Status.COMPLETE)
    assert reply.builder.usage == Usage(input_tokens=12, output_tokens=4)


async def test_done_ends_the_stream() -> None:
    delta = frame({"type": "response.content_part.delta", "delta": "All."}, named=False)
    with ScriptedServer() as server:
        server.answer_bytes(delta, b"data: [DONE]\n\n", delta)
        reply = await reply_from(server, asking("Hi"))
    assert (reply.text, reply.status) == ("All.", Status.COMPLETE)


async def test_invalid_json_lines_are_skipped() -> None:
    delta = frame({"type": "response.content_part.delta", "delta": "Fine."}, named=False)
    with ScriptedServer() as server:
        server.answer_bytes(b"data: {oops\n\n", delta, b"data: nonsense\n\ndata: [DONE]\n\n")
        reply = await reply_from(server, asking("Hi"))
    assert (reply.text, reply.status) == ("Fine.", Status.COMPLETE)


@pytest.mark.parametrize(
    ("parameters", "sent"),
    [
        (Parameters(), {}),
        (Parameters(max_output_tokens=9000), {"max_output_tokens": 9000}),
        (Parameters(temperature=0.0), {"temperature": 0.0}),
        (Parameters(temperature=2.0, top_p=1.0), {"temperature": 2.0, "top_p": 1.0}),
    ],
)
async def test_model_and_common_parameters(parameters: Parameters, sent: dict[str, object]) -> None:
    request = replace(asking("Hi", model="openai/o4-mini"), parameters=parameters)
    with ScriptedServer() as server:
        await reply_from(server, request)
    body = server.posts[0].json
    assert body == {
        "model": "openai/o4-mini",
        "input": "Hi",
        "stream": True,
        "store": False,
        **sent,
    }


async def test_an_api_error_shows_its_message() -> None:
    with ScriptedServer() as server:
        server.answer_error(400, {"error": {"code": 400, "message": "No such model: x/y"}})
        with pytest.raises(ProviderFailed) as raised:
            await reply_from(server, asking("Hi"))
    failure = raised.value.failure
    assert (failure.kind, failure.server_words) == (
        FailureKind.BAD_REQUEST,
        "No such model: x/y",
    )


async def test_a_network_error_is_said_in_words() -> None:
    with ScriptedServer() as server:
        endpoint = endpoint_of(server)
    transport = Transport(proxies={})
    client = ResponsesClient(transport, endpoint, back_off=ONCE)
    with pytest.raises(ProviderFailed) as raised:
        await gathered(client, asking("Hi"))
    await transport.close()
    assert raised.value.failure.title == "127.0.0.1 refused the connection"


async def test_several_turns_send_the_whole_history_with_ids_and_status() -> None:
    answer = said(Role.ASSISTANT, "The capital of France is Paris.")
    branch = (
        said(Role.USER, "What is the capital of France?"),
        answer,
        said(Role.USER, "What is the population of that city?"),
    )
    with ScriptedServer() as server:
        await reply_from(server, ReplyRequest("openai/o4-mini", branch))
    first, second, third = server.posts[0].json["input"]
    assert first["content"] == [{"type": "input_text", "text": "What is the capital of France?"}]
    assert second == {
        "type": "message",
        "role": "assistant",
        "id": f"msg_{answer.id}",
        "status": "completed",
        "content": [
            {"type": "output_text", "text": "The capital of France is Paris.", "annotations": []}
        ],
    }
    assert third["role"] == "user"
