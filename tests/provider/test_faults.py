"""Streams that break: complete exactly when the rule says so, else an exact beginning."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from fakes.answers import Ending, Framing
from fakes.replies import asking, client_of, endpoint_of, gathered, read_reply
from fakes.server import ScriptedServer
from fakes.transcripts import load_transcript
from whinchat.domain.conversation import Status
from whinchat.domain.errors import FailureKind, ProviderFailed, Remedy
from whinchat.provider.transport import Transport

RECORDED = ("captured/llamacpp-text", "captured/fastresponses-text", "captured/transformers-text")
STRIDE = 3 if os.environ.get("WHINCHAT_FAULT_RUNS") == "long" else 21
"""Bytes between two cuts. The three framings have offsets of their own: each byte, or each 7th."""


def words_by_position(body: bytes) -> list[str]:
    """Return for each length of a recorded stream the words that had come by then."""
    words = [""]
    for line in body.splitlines(keepends=True):
        event = json.loads(line[6:]) if line.startswith(b"data: {") else {}
        kind = event.get("type")
        delta = event["delta"] if kind == "response.output_text.delta" else ""
        ended = words[-1] + delta
        # The line's own end is not needed: the last byte of its JSON completes it.
        before = max(0, len(line.rstrip(b"\r\n")) - 1)
        words += [words[-1]] * before + [ended] * (len(line) - before)
    return words


def whole_from(body: bytes) -> int:
    """Return the number of bytes that make a reply whole: the end of its only item."""
    mark = body.rindex(b'"response.output_item.done"')
    return body.index(b"\n", mark)


@pytest.mark.parametrize("name", RECORDED)
def test_a_cut_at_any_byte_keeps_exactly_what_came(name: str) -> None:
    body = load_transcript(name).body
    words = words_by_position(body)
    for position in range(1, len(body) + 1):
        reply = read_reply(body[:position])
        assert reply.text == words[position], position
        assert (reply.status is Status.COMPLETE) == (position >= whole_from(body)), position
        assert (reply.end.failure is None) == (reply.status is Status.COMPLETE), position


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.mark.soak
@pytest.mark.parametrize("framing", [Framing.CHUNKED, Framing.LENGTH, Framing.CLOSE])
@pytest.mark.parametrize("ending", [Ending.CUT, Ending.RESET])
async def test_a_cut_connection_keeps_what_came_through_a_real_socket(
    server: ScriptedServer, ending: Ending, framing: Framing
) -> None:
    whole = replace(load_transcript(RECORDED[0]).answer, framing=framing)
    words = words_by_position(whole.body)
    transport = Transport(proxies={})
    client = client_of(transport, endpoint_of(server))
    for position in range(200 + framing.value * STRIDE // 3, len(whole.body), STRIDE):
        answer = whole.cut_at(position, ending)
        if framing is Framing.LENGTH:
            answer = replace(answer, headers={"Content-Length": str(len(whole.body))})
        server.answer_with(replace(answer, steps=(*answer.steps, 0.001)))
        reply = await gathered(client, asking("Hi"))
        assert reply.text == words[position], position
        assert (reply.status is Status.COMPLETE) == (position >= whole_from(whole.body)), position
    await transport.close()


async def test_a_cut_before_any_word_is_an_error_and_is_not_sent_again(
    server: ScriptedServer,
) -> None:
    server.answer_with(replace(load_transcript(RECORDED[0]).answer.cut_at(0)))
    transport = Transport(proxies={})
    with pytest.raises(ProviderFailed) as raised:
        await gathered(client_of(transport, endpoint_of(server)), asking("Hi"))
    await transport.close()
    assert (raised.value.failure.kind, raised.value.failure.remedy) == (
        FailureKind.CUT,
        Remedy.RETRY,
    )
    assert len(server.posts) == 1
