"""What is asked of servers."""

from dataclasses import replace

import pytest

from fakes.replies import asking, said
from whinchat.domain.conversation import Role
from whinchat.domain.model import Model
from whinchat.domain.outgoing import ReplyRequest
from whinchat.domain.parameters import Parameters
from whinchat.domain.parts import ReasoningPart, RefusalPart, TextPart, ToolCallPart
from whinchat.domain.provider import ProviderKind
from whinchat.domain.values import Json, MessageId
from whinchat.provider.wire.request_body import encode_body, message_id_on_the_wire, request_body

CATALOGUE = {
    "big": Model("big", max_output_tokens=200_000),
    "small": Model("small", max_output_tokens=8_000),
    "unknown": Model("unknown"),
}


def body_of(request: ReplyRequest, kind: ProviderKind = ProviderKind.COMPATIBLE) -> dict[str, Json]:
    return request_body(request, kind, CATALOGUE, streams=True)


def input_of(request: ReplyRequest) -> list[dict[str, Json]]:
    found = body_of(request)["input"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("kind", "model", "limit"),
    [
        (ProviderKind.OPENROUTER, "big", 32_000),
        (ProviderKind.OPENROUTER, "small", 8_000),
        (ProviderKind.OPENROUTER, "unknown", None),
        (ProviderKind.OPENROUTER, "not in the catalogue", None),
        (ProviderKind.OPENAI, "small", None),
        (ProviderKind.COMPATIBLE, "small", None),
    ],
)
def test_openrouter_is_given_a_limit_that_small_balances_can_pay(
    kind: ProviderKind, model: str, limit: int | None
) -> None:
    assert body_of(asking("Hi", model=model), kind).get("max_output_tokens") == limit


def test_the_users_own_limit_stands() -> None:
    request = replace(asking("Hi", model="small"), parameters=Parameters(max_output_tokens=99_000))
    assert body_of(request, ProviderKind.OPENROUTER)["max_output_tokens"] == 99_000


def test_instructions_go_with_every_request() -> None:
    assert body_of(replace(asking("Hi"), instructions="Be brief."))["instructions"] == "Be brief."


def test_nothing_is_ever_null_and_nothing_is_stored() -> None:
    body = body_of(asking("Hi", "Hello.", "Bye"))
    assert b"null" not in encode_body(body)
    assert body["store"] is False


def test_going_on_sends_the_partial_reply_and_asks_for_the_rest() -> None:
    request = replace(asking("Count to ten", "One, two,"), goes_on=True)
    asked, partial, instruction = input_of(request)
    assert (asked["role"], partial["role"], instruction["role"]) == ("user", "assistant", "user")
    assert partial["content"] == [{"type": "output_text", "text": "One, two,", "annotations": []}]
    assert partial["status"] == "completed"


def test_thinking_and_calls_are_not_sent_back() -> None:
    parts = (
        ReasoningPart("Hm."),
        TextPart("Yes."),
        ToolCallPart("call_1", "now", "{}"),
        RefusalPart("No."),
    )
    reply = replace(said(Role.ASSISTANT, ""), parts=parts)
    branch = (said(Role.USER, "Hi"), reply, said(Role.USER, "Again"))
    [_, sent, _] = input_of(ReplyRequest("m", branch))
    assert sent["content"] == [
        {"type": "output_text", "text": "Yes.", "annotations": []},
        {"type": "refusal", "refusal": "No."},
    ]


@pytest.mark.parametrize("message_id", ["a" * 200, "msg:1", "päth", "x/y"])
def test_ids_fit_what_servers_accept(message_id: str) -> None:
    message = replace(said(Role.ASSISTANT, "Hi"), id=MessageId(message_id))
    wire_id = message_id_on_the_wire(message)
    assert wire_id.startswith("msg_")
    assert len(wire_id) <= 64
    assert wire_id.replace("_", "").replace("-", "").isalnum()
    assert wire_id.isascii()
    assert wire_id == message_id_on_the_wire(message)


def test_half_an_emoji_can_be_sent() -> None:
    assert "\ufffd".encode() in encode_body(body_of(asking("Hi \ud83d")))


def test_two_texts_in_one_message_are_structured() -> None:
    message = replace(said(Role.USER, ""), parts=(TextPart("One"), TextPart("Two")))
    [sent] = input_of(ReplyRequest("m", (message,)))
    assert sent["content"] == [
        {"type": "input_text", "text": "One"},
        {"type": "input_text", "text": "Two"},
    ]
