"""Laws of what was deleted on one computer and edited on another: it ends in one place, whole."""

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.libraries import opened_library
from whinchat.domain.conversation import Conversation, Field
from whinchat.domain.values import ConversationId
from whinchat.storage.library import Library

QUESTION = fakes.a_message("What is a whinchat?")
EDIT = fakes.a_message("Where does it live?", created_at=fakes.NOW + timedelta(hours=2))
BEFORE = fakes.NOW + timedelta(hours=1)
AFTER = fakes.NOW + timedelta(hours=3)
FOLDERS = ("conversations", "trash")


async def parted(folder: Path, deleted_at: datetime) -> ConversationId:
    """Make two computers' folders of one conversation: deleted here, edited there."""
    conversation = fakes.a_conversation(QUESTION)
    async with opened_library(folder / "here") as library:
        await library.add(conversation)
    shutil.copytree(folder / "here", folder / "there")
    async with opened_library(folder / "here") as library:
        library.save_field(conversation.id, Field.TITLE, fakes.a_mark("Birds"))
        await library.listing.move_to_trash([conversation.id], deleted_at)
    async with opened_library(folder / "there") as library:
        await library.load(conversation.id)
        await library.save_message(conversation.id, EDIT)
        await library.close()
    return conversation.id


def connect(folder: Path, conversation_id: ConversationId) -> None:
    """Let both have what either has, with its times: so a sync tool keeps what was changed."""
    name = f"{conversation_id}.json"
    here, there = folder / "here", folder / "there"
    shutil.copy2(there / "conversations" / name, here / "conversations" / name)
    shutil.copy2(here / "trash" / name, there / "trash" / name)


def places(folder: Path) -> dict[str, bytes]:
    return {
        f"{path.parent.name}{path.suffix}": path.read_bytes()
        for name in FOLDERS
        for path in (folder / name).iterdir()
        if path.suffix in (".json", ".journal")
    }


async def all_texts(library: Library, conversation_id: ConversationId) -> list[str]:
    if await library.listing.trashed():
        await library.listing.restore([conversation_id])
    return texts_of(await library.load(conversation_id))


def texts_of(conversation: Conversation) -> list[str]:
    return [message.text for message in conversation.messages.values()]


@pytest.mark.parametrize("while_open", [True, False])
@pytest.mark.parametrize(
    ("deleted_at", "place"), [(BEFORE, "conversations"), (AFTER, "trash")], ids=FOLDERS
)
async def test_the_later_of_deletion_and_newest_message_decides_on_both_computers(
    tmp_path: Path, deleted_at: datetime, place: str, *, while_open: bool
) -> None:
    conversation_id = await parted(tmp_path, deleted_at)
    if not while_open:
        connect(tmp_path, conversation_id)
    async with (
        opened_library(tmp_path / "here") as here,
        opened_library(tmp_path / "there") as there,
    ):
        if while_open:
            connect(tmp_path, conversation_id)
            for library in (here, there):
                changes = await library.look_again()
                assert conversation_id in changes.listed & changes.trashed
    found = [places(tmp_path / name) for name in ("here", "there")]
    assert found[0] == found[1]
    assert [*found[0]] == [f"{place}.json"]
    for name in ("here", "there"):
        path = tmp_path / name / place / f"{conversation_id}.json"
        assert place == "conversations" or path.stat().st_mtime == deleted_at.timestamp()
        async with opened_library(tmp_path / name) as library:
            assert await all_texts(library, conversation_id) == [QUESTION.text, EDIT.text]
            assert (await library.load(conversation_id)).title == "Birds"


@pytest.mark.parametrize("is_restored", [True, False])
async def test_a_move_that_has_come_half_ends_as_it_was_meant(
    tmp_path: Path, *, is_restored: bool
) -> None:
    conversation = fakes.a_conversation(QUESTION)
    name = f"{conversation.id}.json"
    listed, trashed = (tmp_path / folder / name for folder in FOLDERS)
    async with opened_library(tmp_path) as library:
        await library.add(conversation)
        shutil.copy2(listed, tmp_path / name)
        await library.listing.move_to_trash([conversation.id], AFTER)
        if is_restored:
            shutil.copy2(trashed, tmp_path / name)
            await library.listing.restore([conversation.id])
            (tmp_path / name).replace(trashed)
        else:
            os.utime(tmp_path / name, (0, BEFORE.timestamp()))
            (tmp_path / name).replace(listed)
        await library.look_again()
    assert listed.exists() is is_restored
    assert trashed.exists() is not is_restored


async def test_what_is_open_goes_to_the_trash_once_nobody_reads_it(tmp_path: Path) -> None:
    conversation_id = await parted(tmp_path, AFTER)
    async with opened_library(tmp_path / "there") as library:
        await library.load(conversation_id)
        connect(tmp_path, conversation_id)
        await library.look_again()
        assert set(places(tmp_path / "there")) == {"conversations.json", "trash.json"}
        await library.close_conversation(conversation_id)
        await library.look_again()
    assert set(places(tmp_path / "there")) == {"trash.json"}


async def test_what_is_restored_into_the_list_is_merged_with_what_is_there(tmp_path: Path) -> None:
    conversation_id = await parted(tmp_path, AFTER)
    async with opened_library(tmp_path / "there") as library:
        await library.load(conversation_id)
        connect(tmp_path, conversation_id)
        assert await library.listing.restore([conversation_id]) == (conversation_id,)
        loaded = await library.load(conversation_id)
        assert texts_of(loaded) == [QUESTION.text, EDIT.text]
        assert loaded.title == "Birds"
    assert set(places(tmp_path / "there")) == {"conversations.json"}


@pytest.mark.parametrize("place", FOLDERS)
async def test_what_cannot_be_read_stays_in_both_places(tmp_path: Path, place: str) -> None:
    conversation_id = await parted(tmp_path, AFTER)
    connect(tmp_path, conversation_id)
    (tmp_path / "here" / place / f"{conversation_id}.json").write_bytes(b"half a fi")
    before = places(tmp_path / "here")
    async with opened_library(tmp_path / "here"):
        pass
    assert places(tmp_path / "here") == before
