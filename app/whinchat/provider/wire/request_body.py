"""What is asked of a server."""

import hashlib
import re
from collections.abc import Mapping
from typing import TypeAlias

import msgspec

from whinchat.domain.conversation import Message, Role
from whinchat.domain.model import Model
from whinchat.domain.outgoing import ReplyRequest
from whinchat.domain.parts import RefusalPart, TextPart
from whinchat.domain.provider import ProviderKind
from whinchat.domain.values import Json, repair_surrogates
from whinchat.provider.wire.user_content import user_content

Body: TypeAlias = dict[str, Json]

_LONGEST_BY_DEFAULT = 32_000
"""Tokens. Unset, OpenRouter checks the credit for the model's maximum and refuses (402)."""
_CONTINUE = (
    "Your last message was cut off. Go on exactly where it stopped: do not repeat anything, do not "
    "comment on this, and finish it."
)
_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,60}")


def request_body(
    request: ReplyRequest, kind: ProviderKind, catalogue: Mapping[str, Model], *, streams: bool
) -> Body:
    """Return the body of a request. What is unset is left out; nothing is ever null."""
    body: Body = {"model": request.model, "input": _input(request), "store": False}
    if streams:
        body["stream"] = True
    if request.instructions:
        body["instructions"] = repair_surrogates(request.instructions)
    parameters = request.parameters
    if parameters.temperature is not None:
        body["temperature"] = parameters.temperature
    if parameters.top_p is not None:
        body["top_p"] = parameters.top_p
    limit = parameters.max_output_tokens or _default_limit(kind, catalogue.get(request.model))
    if limit is not None:
        body["max_output_tokens"] = limit
    return body


def encode_body(body: Body) -> bytes:
    """Return the body as it goes out."""
    return msgspec.json.encode(body)


def message_id_on_the_wire(message: Message) -> str:
    """Return the id of a message for servers: ours, since theirs may not be accepted elsewhere.

    OpenAI wants the prefix, at most 64 characters, and only some of those.
    """
    if _PLAIN_ID.fullmatch(message.id):
        return f"msg_{message.id}"
    return f"msg_{hashlib.sha256(message.id.encode()).hexdigest()[:32]}"


def _default_limit(kind: ProviderKind, model: Model | None) -> int | None:
    if kind is not ProviderKind.OPENROUTER or model is None or model.max_output_tokens is None:
        return None
    return min(model.max_output_tokens, _LONGEST_BY_DEFAULT)


def _input(request: ReplyRequest) -> Json:
    """Return the input: a text where there is nothing but one, else the list of messages."""
    match request.branch:
        case (Message(role=Role.USER, parts=(TextPart(text),)),) if not request.goes_on:
            return repair_surrogates(text)
    items: list[Json] = [_item(message, request.contents) for message in request.branch]
    if request.goes_on:
        items.append(_user_item(user_content((TextPart(_CONTINUE),), {})))
    return items


def _item(message: Message, contents: Mapping[str, bytes]) -> Json:
    if message.role is Role.USER:
        return _user_item(user_content(message.parts, contents))
    return {
        "type": "message",
        "role": "assistant",
        "id": message_id_on_the_wire(message),
        # A stopped reply counts as what it is: the words that were said.
        "status": "completed",
        "content": _assistant_content(message),
    }


def _user_item(content: list[Json]) -> Json:
    return {"type": "message", "role": "user", "content": content}


def _assistant_content(message: Message) -> list[Json]:
    """Return what was said. Reasoning stays here: one item refused breaks every later turn."""
    content: list[Json] = []
    for part in message.parts:
        match part:
            case TextPart(text):
                words = repair_surrogates(text)
                content.append({"type": "output_text", "text": words, "annotations": []})
            case RefusalPart(text):
                content.append({"type": "refusal", "refusal": repair_surrogates(text)})
            case _:
                pass
    return content
