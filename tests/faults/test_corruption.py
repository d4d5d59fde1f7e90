"""Files that were changed at random: no error but ``Damaged``, and not a byte of them touched."""

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.summaries import read_summaries
from faults.corruptions import WAYS, retyped
from whinchat.domain.conversation import Status
from whinchat.domain.parts import TextPart
from whinchat.domain.usage import Usage
from whinchat.domain.values import ConversationId
from whinchat.storage.conversation_file import document_of
from whinchat.storage.failures import Damaged
from whinchat.storage.journal_lines import field_line, growth_lines, mark_line, message_line
from whinchat.storage.message_codec import message_to_json
from whinchat.storage.open_conversation import read_conversation

IS_LONG = os.environ.get("WHINCHAT_FAULT_RUNS") == "long"
CORRUPTIONS = 100_000 if IS_LONG else 10_000


def sample_files() -> tuple[bytes, bytes]:
    """Return a conversation file and a journal with everything in them."""
    question = fakes.a_message("What is a whinchat? 👋")
    reply = replace(
        fakes.a_message("A small bird.", question),
        model="vendor/model",
        usage=Usage(input_tokens=7, extra={"x": [1, {"y": None}]}),
        marks={"bookmark": fakes.a_mark({"colour": "red"})},
    )
    file = b"".join(document_of(fakes.a_conversation(question, reply, title="Birds")).pieces())
    streaming = fakes.a_message("", question, status=Status.STREAMING)
    grown = replace(streaming, parts=(TextPart("It lives"),))
    done = replace(streaming, parts=(TextPart("It lives in Europe."),), status=Status.COMPLETE)
    lines = [message_line(message_to_json(streaming)), *growth_lines(streaming, grown)]
    lines += [*growth_lines(grown, done), field_line("title", fakes.a_mark("New"))]
    return file, b"".join([*lines, mark_line(reply.id, "deleted", fakes.a_mark(True))])


def is_readable(path: Path) -> bool:
    try:
        read_conversation(path).conversation(ConversationId(path.stem)).branch()
    except Damaged:
        return False
    return True


@pytest.mark.soak
@pytest.mark.timeout(7200 if IS_LONG else 300)
def test_a_corrupted_file_is_damaged_or_read_and_never_touched(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - repeatable, not secret
    file, journal = sample_files()
    paths = tmp_path / "c1.json", tmp_path / "c1.journal"
    outcomes = {True: 0, False: 0}
    for number in range(CORRUPTIONS):
        corrupt = WAYS[number % len(WAYS)]
        is_journal = number % 4 == 3 and corrupt is not retyped
        contents = (
            (file if is_journal else corrupt(chance, file)),
            (corrupt(chance, journal) if is_journal else journal),
        )
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)

        (summary,) = read_summaries(tmp_path)
        outcomes[is_readable(paths[0])] += 1

        assert summary.id == "c1"
        assert tuple(path.read_bytes() for path in paths) == contents

    print(f"{CORRUPTIONS} corruptions, readable or not: {outcomes}")  # noqa: T201 - what a long run is for
    assert min(outcomes.values()) > CORRUPTIONS // 10
