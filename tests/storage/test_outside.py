"""Laws of what others do to the folder while it is open: it is taken in, and nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.libraries import opened_library
from fakes.waiting import until
from whinchat.domain.conversation import Conversation, Field, Status
from whinchat.domain.parts import TextPart
from whinchat.domain.values import ConversationId
from whinchat.storage.conversation_file import Document
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.library import Library
from whinchat.storage.message_codec import message_to_json
from whinchat.storage.outside import OutsideChanges, TakenIn

QUESTION = fakes.a_message("What is a whinchat?")
THEIRS = fakes.a_message("What does it eat?", created_at=fakes.NOW + timedelta(hours=2))
OURS = fakes.a_message("Where does it live?", created_at=fakes.NOW + timedelta(hours=1))
NOTHING_NEW = OutsideChanges()


def edit(folder: Path, conversation_id: ConversationId, change: Callable[[Document], None]) -> None:
    """Change a conversation's file as a sync tool does: another file of that name, whole."""
    path = folder / "conversations" / f"{conversation_id}.json"
    document = parse_file(path.read_bytes())
    change(document)
    temporary = path.with_name(".sync.tmp")
    temporary.write_bytes(b"".join(document.pieces()))
    temporary.replace(path)


def add_theirs(document: Document) -> None:
    document.put(message_to_json(THEIRS))


async def begun(library: Library) -> ConversationId:
    conversation = fakes.a_conversation(QUESTION)
    await library.add(conversation)
    return conversation.id


def texts_of(conversation: Conversation) -> list[str]:
    return [message.text for message in conversation.messages.values()]


async def test_what_we_write_ourselves_is_no_change(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        await library.load(conversation_id)
        await library.save_message(conversation_id, OURS)
        assert await library.look_again() == NOTHING_NEW
        library.save_field(conversation_id, Field.TITLE, fakes.a_mark("Birds"))
        await library.close_conversation(conversation_id)
        assert await library.look_again() == NOTHING_NEW
        await library.listing.move_to_trash([conversation_id])
        assert await library.look_again() == NOTHING_NEW
        await library.listing.restore([conversation_id])
        assert await library.look_again() == NOTHING_NEW


async def test_new_changed_and_deleted_files_are_noticed_once(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        edit(tmp_path, conversation_id, add_theirs)
        assert (await library.look_again()).listed == {conversation_id}
        assert await library.look_again() == NOTHING_NEW

        path = tmp_path / "conversations" / f"{conversation_id}.json"
        path.rename(tmp_path / "trash" / path.name)
        assert await library.look_again() == OutsideChanges(
            frozenset([conversation_id]), frozenset([conversation_id])
        )


async def test_an_open_conversation_takes_in_what_others_wrote(tmp_path: Path) -> None:
    told: list[TakenIn] = []
    async with opened_library(tmp_path) as library:
        library.follow(told.append)
        conversation_id = await begun(library)
        await library.load(conversation_id)
        await library.save_message(conversation_id, OURS)
        edit(tmp_path, conversation_id, add_theirs)

        assert (await library.look_again()).listed == {conversation_id}
        await until(lambda: bool(told))
        assert told[0].messages == {THEIRS.id}
        expected = [QUESTION.text, OURS.text, THEIRS.text]
        assert texts_of(told[0].conversation) == expected
        assert await library.look_again() == NOTHING_NEW
    async with opened_library(tmp_path) as library:
        assert texts_of(await library.load(conversation_id)) == expected


async def test_a_reply_that_streams_meanwhile_loses_nothing(tmp_path: Path) -> None:
    reply = fakes.a_message("", QUESTION, status=Status.STREAMING)
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        await library.load(conversation_id)
        for text in ("A", "A small"):
            library.save_growth(conversation_id, replace(reply, parts=(TextPart(text),)))
            await library.settle(conversation_id)
            edit(tmp_path, conversation_id, add_theirs)
            await library.look_again()
        whole = replace(reply, parts=(TextPart("A small bird."),), status=Status.COMPLETE)
        library.save_end(conversation_id, whole)
        await library.settle(conversation_id)
    async with opened_library(tmp_path) as library:
        loaded = await library.load(conversation_id)
    assert loaded.messages[reply.id] == whole
    assert set(texts_of(loaded)) == {QUESTION.text, THEIRS.text, whole.text}


async def test_what_is_changed_here_holds_though_our_clock_is_behind(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        ahead = fakes.a_mark("Theirs", "them", fakes.NOW + timedelta(hours=5))
        edit(tmp_path, conversation_id, lambda file: file.set_field(Field.TITLE, ahead))
        await library.load(conversation_id)
        library.save_field(conversation_id, Field.TITLE, fakes.a_mark("Ours"))
        # Whoever still has theirs gives it to us once more.
        edit(tmp_path, conversation_id, lambda file: file.set_field(Field.TITLE, ahead))
        await library.look_again()
        assert (await library.load(conversation_id)).title == "Ours"


async def test_a_file_of_a_newer_version_is_not_written_over(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        await library.load(conversation_id)
        edit(tmp_path, conversation_id, lambda file: file.head.update(version=2))
        await library.look_again()
        assert (await library.load(conversation_id)).is_read_only


async def test_an_open_conversation_that_was_taken_away_comes_back_when_it_goes_on(
    tmp_path: Path,
) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await begun(library)
        await library.load(conversation_id)
        (tmp_path / "conversations" / f"{conversation_id}.json").unlink()
        assert (await library.look_again()).listed == {conversation_id}
        await library.settle(conversation_id)
        assert not [*(tmp_path / "conversations").iterdir()]
        await library.save_message(conversation_id, OURS)
        assert texts_of(await library.load(conversation_id)) == [QUESTION.text, OURS.text]
    assert (tmp_path / "conversations" / f"{conversation_id}.json").exists()


async def test_a_drive_that_is_taken_out_has_deleted_nothing(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        await begun(library)
        (tmp_path / "conversations").rename(tmp_path / "elsewhere")
        assert await library.look_again() == NOTHING_NEW


async def test_a_journal_of_another_computer_is_read_as_our_own(tmp_path: Path) -> None:
    async with opened_library(tmp_path / "there") as library:
        conversation = fakes.a_conversation()
        library.begin(conversation)
        await library.save_message(conversation.id, QUESTION)
    (tmp_path / "here" / "conversations").mkdir(parents=True)
    async with opened_library(tmp_path / "here") as library:
        name = f"{conversation.id}.journal"
        there = tmp_path / "there" / "conversations" / name
        (tmp_path / "here" / "conversations" / name).write_bytes(there.read_bytes())
        assert (await library.look_again()).listed == {conversation.id}
        assert texts_of(await library.load(conversation.id)) == [QUESTION.text]


@pytest.mark.parametrize("is_open", [True, False])
async def test_nobody_is_told_where_a_file_was_only_touched(
    tmp_path: Path, *, is_open: bool
) -> None:
    told: list[TakenIn] = []
    async with opened_library(tmp_path) as library:
        library.follow(told.append)
        conversation_id = await begun(library)
        if is_open:
            await library.load(conversation_id)
        (tmp_path / "conversations" / f"{conversation_id}.json").touch()
        await library.look_again()
    assert told == []
