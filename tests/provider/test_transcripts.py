"""Every transcript, sent by a real server through a real socket to the real client."""

from typing import Any

import pytest

from fakes.replies import ONCE, asking, reply_from
from fakes.server import ScriptedServer
from fakes.transcripts import (
    Transcript,
    failure_in_words,
    load_transcript,
    load_transcripts,
    summary_of,
)
from whinchat.domain.errors import ProviderFailed

ALL = [*load_transcripts("written"), *load_transcripts("captured")]


async def replay(transcript: Transcript) -> dict[str, Any]:
    with ScriptedServer() as server:
        server.answer_always(transcript.answer)
        try:
            return summary_of(await reply_from(server, asking("Hi"), back_off=ONCE))
        except ProviderFailed as failed:
            return {"raised": True, **failure_in_words(failed.failure)}


@pytest.mark.parametrize("transcript", ALL, ids=lambda transcript: transcript.name)
async def test_a_transcript_comes_to_what_it_must(transcript: Transcript) -> None:
    assert await replay(transcript) == transcript.expected


async def test_the_seeds_stream_reads_the_same_with_and_without_blank_lines() -> None:
    bare = await replay(load_transcript("written/01-seed-lines"))
    assert bare == await replay(load_transcript("written/01-seed-blank-lines"))
