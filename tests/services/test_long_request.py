"""What is asked of the model in a long conversation is gathered while others go on."""

import asyncio

import pytest

from fakes.conversations import a_conversation, a_message
from whinchat.domain.conversation import Message
from whinchat.domain.model import ModelChoice
from whinchat.domain.values import ProviderId
from whinchat.services import turn
from whinchat.services.turn import begin_reply, request_for

_COUNT = 50


async def test_others_go_on_while_a_long_conversation_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turn, "_MOST_SECONDS_AT_ONCE", -1.0)
    conversation = a_conversation()
    last: Message | None = None
    for number in range(_COUNT):
        last = a_message(str(number), last)
        conversation.put(last)
    assert last is not None
    rounds = 0

    async def go_on() -> None:
        nonlocal rounds
        while True:
            rounds += 1
            await asyncio.sleep(0)

    other = asyncio.ensure_future(go_on())
    choice = ModelChoice(ProviderId("p"), "m")
    request = await request_for(conversation, begin_reply(conversation, choice, last))
    other.cancel()

    assert [message.text for message in request.branch] == [str(n) for n in range(_COUNT)]
    assert rounds >= _COUNT
