"""Laws of news for a long conversation: merged beside the other work, and nothing is lost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.libraries import names_in, opened_library
from fakes.reading_gate import Gate
from fakes.waiting import until
from whinchat.domain.conversation import Conversation, Field, Status
from whinchat.domain.parts import TextPart
from whinchat.domain.values import ConversationId
from whinchat.storage import news_reading, open_conversation
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.library import Library
from whinchat.storage.message_codec import message_to_json
from whinchat.storage.outside import TakenIn

QUESTION = fakes.a_message("What is a whinchat?")
OURS = fakes.a_message("Where does it live?", created_at=fakes.NOW + timedelta(hours=1))
THEIRS = fakes.a_message("What does it eat?", created_at=fakes.NOW + timedelta(hours=2))
ALL = [QUESTION.text, OURS.text, THEIRS.text]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Return a gate, with every conversation a long one."""
    monkeypatch.setattr(open_conversation, "SMALL_BYTES", 0)
    gate = Gate()
    monkeypatch.setattr(news_reading, "read_file", gate.read)
    return gate


def file_of(folder: Path, conversation_id: ConversationId) -> Path:
    return folder / "conversations" / f"{conversation_id}.json"


def write_theirs(folder: Path, conversation_id: ConversationId) -> None:
    """Add a message and a title to the file as a sync tool does: another file of that name."""
    path = file_of(folder, conversation_id)
    document = parse_file(path.read_bytes())
    document.put(message_to_json(THEIRS))
    document.set_field(Field.TITLE, fakes.a_mark("Birds"))
    path.with_name(".theirs").write_bytes(b"".join(document.pieces()))
    path.with_name(".theirs").replace(path)


def texts_of(conversation: Conversation) -> list[str]:
    return [message.text for message in conversation.messages.values()]


@asynccontextmanager
async def reading(
    folder: Path, gate: Gate
) -> AsyncIterator[tuple[Library, ConversationId, list[TakenIn]]]:
    """Have somebody else's message read into an open conversation, up to the gate."""
    told: list[TakenIn] = []
    async with opened_library(folder) as library:
        library.follow(told.append)
        conversation = fakes.a_conversation(QUESTION)
        await library.add(conversation)
        await library.load(conversation.id)
        write_theirs(folder, conversation.id)
        assert (await library.look_again()).listed == {conversation.id}
        await until(lambda: gate.count == 1)
        yield library, conversation.id, told


async def test_a_message_is_saved_while_news_are_read(tmp_path: Path, gate: Gate) -> None:
    async with reading(tmp_path, gate) as (library, conversation_id, told):
        await library.save_message(conversation_id, OURS)
        assert not told
        gate.is_open.set()
        await until(lambda: told)
        assert texts_of(told[0].conversation) == ALL
        assert told[0].messages == {THEIRS.id}
        assert told[0].conversation.title == "Birds"
        # What came between was not in what was read: it was read once more.
        assert gate.count == 2
        assert texts_of(await library.load(conversation_id)) == ALL
        await library.close()
    document = parse_file(file_of(tmp_path, conversation_id).read_bytes())
    assert [message.text for message in document.messages()] == ALL
    assert len(told) == 1


async def test_a_reply_that_grows_meanwhile_loses_nothing(tmp_path: Path, gate: Gate) -> None:
    reply = fakes.a_message("", QUESTION, status=Status.STREAMING)
    async with reading(tmp_path, gate) as (library, conversation_id, told):
        library.save_growth(conversation_id, replace(reply, parts=(TextPart("A"),)))
        await library.settle(conversation_id)
        gate.is_open.set()
        library.save_growth(conversation_id, replace(reply, parts=(TextPart("A small"),)))
        await until(lambda: told)
        whole = replace(reply, parts=(TextPart("A small bird."),), status=Status.COMPLETE)
        library.save_end(conversation_id, whole)
        await library.close()
    async with opened_library(tmp_path) as library:
        loaded = await library.load(conversation_id)
    assert loaded.messages[reply.id] == whole
    assert THEIRS.id in loaded.messages


@pytest.mark.parametrize("leaves", [True, False])
async def test_who_closes_meanwhile_loses_nothing(
    tmp_path: Path, gate: Gate, *, leaves: bool
) -> None:
    async with reading(tmp_path, gate) as (library, conversation_id, _):
        await library.save_message(conversation_id, OURS)
        if leaves:
            await library.close_conversation(conversation_id)
        else:
            await library.close()
        gate.is_open.set()
        await until(lambda: "journal" not in names_in(tmp_path / "conversations"))
    document = parse_file(file_of(tmp_path, conversation_id).read_bytes())
    assert [message.text for message in document.messages()] == ALL


async def test_a_file_that_cannot_be_read_is_kept_and_ours_written(
    tmp_path: Path, gate: Gate
) -> None:
    gate.is_open.set()
    async with opened_library(tmp_path) as library:
        conversation = fakes.a_conversation(QUESTION)
        await library.add(conversation)
        await library.load(conversation.id)
        path = file_of(tmp_path, conversation.id)
        path.unlink()
        path.write_bytes(b"half a fi")
        await library.look_again()
        await until(lambda: path.read_bytes() != b"half a fi")
    kept = [one.read_bytes() for one in path.parent.glob("*.conflict-*")]
    assert kept == [b"half a fi"]
    assert texts_of_file(path) == [QUESTION.text]


def texts_of_file(path: Path) -> list[str]:
    return [message.text for message in parse_file(path.read_bytes()).messages()]
