"""Laws of what is deleted: the head and the journal say it as the messages do."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import conversations as fakes
from whinchat.domain.conversation import MarkName
from whinchat.domain.values import MessageId
from whinchat.storage.conversation_file import document_of
from whinchat.storage.open_conversation import OpenConversation, read_conversation
from whinchat.storage.summaries import read_one

IDS = [MessageId(f"m{number}") for number in range(3)]

fold = st.just("fold")
changes = st.tuples(st.sampled_from(IDS), st.booleans())


@contextmanager
def begun() -> Iterator[OpenConversation]:
    with tempfile.TemporaryDirectory() as folder:
        messages = [replace(fakes.a_message("Words"), id=one) for one in IDS]
        path = Path(folder) / "c.json"
        path.write_bytes(b"".join(document_of(fakes.a_conversation(*messages)).pieces()))
        conversation = read_conversation(path)
        yield conversation
        conversation.journal.close()


def mark(
    conversation: OpenConversation, message_id: MessageId, *, value: bool, second: int
) -> None:
    """Mark a message where that changes something, each time later than before."""
    if (message_id in dict(conversation.document.deleted())) is not value:
        at = fakes.NOW + timedelta(seconds=second)
        conversation.set_mark(message_id, MarkName.DELETED, replace(fakes.a_mark(value), at=at))
        conversation.write(sync=False)


@given(st.lists(st.one_of(fold, changes), max_size=12))
@settings(max_examples=100)
def test_a_summary_counts_what_is_deleted(acts: list[str | tuple[MessageId, bool]]) -> None:
    with begun() as conversation:
        for second, act in enumerate(acts):
            if isinstance(act, str):
                conversation.fold()
            else:
                mark(conversation, act[0], value=act[1], second=second)

            deleted = dict(conversation.document.deleted())
            summary = read_one(conversation.path)
            assert summary is not None
            assert summary.deleted_count == len(deleted)
            if deleted:
                assert summary.deleted_at is not None
                assert summary.deleted_at >= max(one.at for one in deleted.values())


def test_what_a_journal_says_that_outlived_its_fold_counts_once() -> None:
    with begun() as conversation:
        mark(conversation, IDS[0], value=True, second=1)
        mark(conversation, IDS[1], value=True, second=2)
        journal = conversation.path.with_suffix(".journal")
        said = journal.read_bytes()
        conversation.fold()
        journal.write_bytes(said)

        summary = read_one(conversation.path)

    assert summary is not None
    assert summary.deleted_count == 2
