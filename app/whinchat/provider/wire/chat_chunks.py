"""Chat Completions, which some gateways leak where the Responses API was asked for."""

from collections.abc import Iterator

from whinchat.domain.events import StreamEvent
from whinchat.domain.values import JsonObject
from whinchat.provider.json_text import list_of, object_of, text_of
from whinchat.provider.wire.growth import Growth

_FIRST_CALL = 1000
"""Calls are counted from here, so that they never meet the index of the message."""


def read_chat(growth: Growth, document: JsonObject) -> Iterator[StreamEvent]:
    """Yield what a chunk (``delta``) or a whole completion (``message``) brings."""
    for choice in map(object_of, list_of(document.get("choices"))[:1]):
        delta = object_of(choice.get("delta")) or object_of(choice.get("message"))
        thought = text_of(delta.get("reasoning")) or text_of(delta.get("reasoning_content"))
        yield from growth.reasoning_delta({"delta": thought}) if thought else ()
        yield from growth.text_delta({"delta": delta.get("content")})
        yield from (
            growth.refusal_delta({"delta": refusal}) if (refusal := delta.get("refusal")) else ()
        )
        for call in map(object_of, list_of(delta.get("tool_calls"))):
            yield from _read_call(growth, call)
        if choice.get("finish_reason"):
            growth.close_items()


def reached_limit(document: JsonObject) -> bool:
    """Tell whether the completion ended because of its length."""
    choices = map(object_of, list_of(document.get("choices"))[:1])
    return any(choice.get("finish_reason") == "length" for choice in choices)


def _read_call(growth: Growth, call: JsonObject) -> Iterator[StreamEvent]:
    function = object_of(call.get("function"))
    index = call.get("index")
    place = _FIRST_CALL + (index if isinstance(index, int) else 0)
    name = text_of(function.get("name"))
    if name:
        item = {"type": "function_call", "call_id": call.get("id"), "name": name}
        yield from growth.item_added({"output_index": place, "item": item})
    arguments = {"output_index": place, "delta": function.get("arguments")}
    yield from growth.arguments_delta(arguments)
