"""Laws of the library: what it was given is there when it is opened again."""

import json
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.libraries import names_in, opened_library
from whinchat.domain.conversation import Field, Message, Role, Status
from whinchat.domain.errors import NotSaved
from whinchat.domain.parts import TextPart
from whinchat.domain.values import ConversationId
from whinchat.storage.failures import Damaged, TooLarge
from whinchat.storage.library import Library
from whinchat.storage.open_conversation import SMALL_BYTES

QUESTION = fakes.a_message("What is a whinchat?")
REPLY = fakes.a_message("", QUESTION, status=Status.STREAMING)


def grown(text: str) -> Message:
    return replace(REPLY, parts=(TextPart(text),))


def finished(text: str) -> Message:
    return replace(grown(text), status=Status.COMPLETE)


async def begun(library: Library) -> ConversationId:
    conversation = fakes.a_conversation()
    library.begin(conversation)
    await library.save_message(conversation.id, QUESTION)
    return conversation.id


async def test_a_new_conversation_is_not_on_disk_before_its_first_message(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation = fakes.a_conversation()
        library.begin(conversation)
        library.save_field(conversation.id, Field.MODEL, fakes.a_mark("a-model"))
        await library.settle(conversation.id)
        assert await library.listing.summaries() == ()
        assert names_in(tmp_path / "conversations") == []

        await library.save_message(conversation.id, QUESTION)
        assert names_in(tmp_path / "conversations") == ["journal"]
        assert (await library.load(conversation.id)).field_text(Field.MODEL) == "a-model"


async def test_a_saved_message_is_there_again(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
    async with opened_library(tmp_path) as library:
        conversation = await library.load(conversation_id)
    assert conversation.branch() == (QUESTION,)


async def test_a_finished_turn_is_folded_into_one_readable_file(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        library.save_growth(conversation_id, grown("A small"))
        library.save_end(conversation_id, finished("A small bird."))
        await library.settle(conversation_id)
        assert names_in(tmp_path / "conversations") == ["json"]
        document = json.loads((tmp_path / "conversations" / f"{conversation_id}.json").read_bytes())
    assert [message["parts"][0]["text"] for message in document["messages"]] == [
        "What is a whinchat?",
        "A small bird.",
    ]


async def test_a_reply_that_streams_is_on_disk_as_far_as_it_came(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        for text in ("A", "A small", "A small bird"):
            library.save_growth(conversation_id, grown(text))
            await library.settle(conversation_id)
    async with opened_library(tmp_path) as library:
        reply = (await library.load(conversation_id)).messages[REPLY.id]
    assert (reply.text, reply.status) == ("A small bird", Status.INTERRUPTED)


async def test_growth_may_be_told_as_often_as_it_comes(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        for length in range(1, 2000):
            library.save_growth(conversation_id, grown("x" * length))
        await library.settle(conversation_id)
        journal = (tmp_path / "conversations" / f"{conversation_id}.journal").read_bytes()
    assert journal.count(b"\n") < 20


async def test_quitting_in_the_middle_of_a_reply_keeps_it(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        library.save_growth(conversation_id, grown("A small"))
        await library.close()
    async with opened_library(tmp_path) as library:
        assert (await library.load(conversation_id)).messages[REPLY.id].text == "A small"
    assert names_in(tmp_path / "conversations").count("journal") == 0


async def test_what_a_crash_left_in_the_journal_goes_into_the_file(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
    assert names_in(tmp_path / "conversations") == ["journal"]
    async with opened_library(tmp_path) as library:
        await library.load(conversation_id)
    assert names_in(tmp_path / "conversations") == ["json"]


async def test_growth_after_a_fold_continues(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        library.save_growth(conversation_id, grown("A "))
        await library.settle(conversation_id)
        await library.fold(conversation_id)
        library.save_growth(conversation_id, grown("A small "))
        await library.settle(conversation_id)
        assert (await library.load(conversation_id)).messages[REPLY.id].status is Status.STREAMING
    assert names_in(tmp_path / "conversations") == ["journal", "json"]
    async with opened_library(tmp_path) as library:
        assert (await library.load(conversation_id)).messages[REPLY.id].text == "A small "


async def test_a_long_journal_is_folded_while_the_reply_streams(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        for length in range(0, 600_000, 100_000):
            library.save_growth(conversation_id, grown("x" * length))
            await library.settle(conversation_id)
        assert "json" in names_in(tmp_path / "conversations")
    async with opened_library(tmp_path) as library:
        assert len((await library.load(conversation_id)).messages[REPLY.id].text) == 500_000


async def test_a_large_conversation_is_not_folded_after_each_turn(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation = fakes.a_conversation(fakes.a_message("x" * SMALL_BYTES))
        library.begin(conversation)
        await library.save_message(conversation.id, QUESTION)
        await library.fold(conversation.id)
        file = tmp_path / "conversations" / f"{conversation.id}.json"
        before = file.stat().st_mtime_ns

        library.save_end(conversation.id, finished("A small bird."))
        await library.settle(conversation.id)
        assert file.stat().st_mtime_ns == before
    # What was put off is done at quitting.
    assert b"A small bird." in file.read_bytes()


async def test_fields_and_marks_are_kept(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        library.save_field(conversation_id, Field.TITLE, fakes.a_mark("Birds"))
        library.save_mark(conversation_id, QUESTION.id, "bookmark", fakes.a_mark(True))
        await library.close_conversation(conversation_id)
        # Also of a conversation that is not open.
        library.save_field(conversation_id, Field.PINNED, fakes.a_mark(True))
        await library.settle(conversation_id)
        (summary,) = await library.listing.summaries()
        conversation = await library.load(conversation_id)
    assert (summary.title, summary.is_pinned) == ("Birds", True)
    assert conversation.messages[QUESTION.id].marks["bookmark"].value is True


async def test_a_mark_set_while_the_reply_streams_stays(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        library.save_growth(conversation_id, grown("A"))
        await library.settle(conversation_id)
        library.save_mark(conversation_id, REPLY.id, "bookmark", fakes.a_mark(True))
        library.save_end(conversation_id, finished("A small bird."))
        await library.close_conversation(conversation_id)
    async with opened_library(tmp_path) as library:
        reply = (await library.load(conversation_id)).messages[REPLY.id]
    assert (reply.text, reply.marks["bookmark"].value) == ("A small bird.", True)


async def test_a_conversation_of_a_newer_version_is_read_only(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        path = tmp_path / "conversations" / "c1.json"
        path.write_text('{"format": "whinchat-conversation", "version": 9, "messages": []}')
        before = path.read_bytes()
        conversation = await library.load(ConversationId("c1"))
        assert conversation.is_read_only
        with pytest.raises(NotSaved, match="newer version"):
            await library.save_message(conversation.id, QUESTION)
        library.save_field(conversation.id, Field.TITLE, fakes.a_mark("T"))
        library.save_end(conversation.id, REPLY)
        await library.close_conversation(conversation.id)
        (summary,) = await library.listing.summaries()
    assert (path.read_bytes(), summary.is_read_only) == (before, True)


async def test_a_large_file_is_loaded_only_when_confirmed(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        path = tmp_path / "conversations" / "c1.json"
        filler = '"x": "' + "y" * (65 << 20) + '"'
        path.write_text('{"format": "whinchat-conversation", "messages": [], ' + filler + "}")
        (summary,) = await library.listing.summaries()
        with pytest.raises(TooLarge, match="65 MB"):
            await library.load(ConversationId("c1"))
        assert (await library.load(ConversationId("c1"), even_if_large=True)).messages == {}
    assert (summary.is_damaged, summary.size_bytes >> 20) == (False, 65)


async def test_the_previous_copy_of_a_damaged_file_is_a_conversation_of_its_own(
    tmp_path: Path,
) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        await library.fold(conversation_id)
        library.save_end(conversation_id, finished("A small bird."))
        await library.close_conversation(conversation_id)
        path = tmp_path / "conversations" / f"{conversation_id}.json"
        path.write_bytes(path.read_bytes()[:-100])
        damaged = path.read_bytes()

        (summary,) = await library.listing.summaries()
        assert (summary.is_damaged, summary.has_previous_copy) == (True, True)
        with pytest.raises(Damaged, match="is damaged"):
            await library.load(conversation_id)
        with pytest.raises(Damaged):
            await library.save_message(conversation_id, QUESTION)
        copy = await library.load_previous_copy(conversation_id)
        assert copy.branch() == (QUESTION,)
        assert len(await library.listing.summaries()) == 1
        await library.save_message(copy.id, finished("Again."))
    async with opened_library(tmp_path) as library:
        assert [m.role for m in (await library.load(copy.id)).branch()] == [*Role]
    assert path.read_bytes() == damaged


async def test_a_conversation_with_messages_can_be_begun(tmp_path: Path) -> None:
    fork = fakes.a_conversation(QUESTION, finished("A small bird."))
    more = fakes.a_message("Where?", finished("A small bird."))
    async with opened_library(tmp_path) as library:
        library.begin(fork)
        await library.save_message(fork.id, more)
    async with opened_library(tmp_path) as library:
        assert [m.id for m in (await library.load(fork.id)).branch()] == [
            *(QUESTION.id, REPLY.id, more.id)
        ]


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", "a\\b", "a\0b", ".hidden"])
async def test_an_id_is_never_a_way_out_of_the_folder(tmp_path: Path, name: str) -> None:
    async with opened_library(tmp_path) as library:
        with pytest.raises(Damaged):
            await library.load(ConversationId(name))
        with pytest.raises(Damaged):
            await library.listing.move_to_trash([ConversationId(name)])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
async def test_nobody_else_can_read_the_library(tmp_path: Path) -> None:
    async with opened_library(tmp_path / "new") as library:
        conversation_id = await begun(library)
        await library.fold(conversation_id)
        library.save_end(conversation_id, finished("x"))
        await library.settle(conversation_id)
        await library.fold(conversation_id)
        await library.save_message(conversation_id, fakes.a_message("more"))
        found = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").rglob("*")}
    assert {path.suffix for path in found} == {"", ".json", ".journal", ".bak"}
    assert {mode for path, mode in found.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in found.items() if path.is_file()} == {0o600}


async def test_leftovers_of_a_crash_are_cleaned_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "conversations"
    folder.mkdir()
    left, theirs = folder / "c1.json.tmp", folder / "notes.tmp"
    left.write_bytes(b"half")
    theirs.write_bytes(b"mine")
    async with opened_library(tmp_path):
        pass
    assert (left.exists(), theirs.exists()) == (False, True)
