"""Laws of the trash: what goes in can come out, and nothing is ever replaced by it."""

from dataclasses import replace
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.libraries import opened_library
from whinchat.domain.conversation import Status
from whinchat.domain.errors import NotSaved
from whinchat.domain.parts import TextPart
from whinchat.domain.values import ConversationId
from whinchat.storage.library import Library

QUESTION = fakes.a_message("Where?")


async def saved(library: Library) -> ConversationId:
    conversation = fakes.a_conversation()
    library.begin(conversation)
    await library.save_message(conversation.id, QUESTION)
    return conversation.id


def files(folder: Path) -> set[str]:
    return {path.suffix for path in folder.iterdir()}


async def test_a_conversation_comes_back_from_the_trash(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await saved(library)
        await library.listing.move_to_trash([conversation_id])
        assert await library.listing.summaries() == ()
        assert (files(tmp_path / "conversations"), files(tmp_path / "trash")) == (set(), {".json"})

        await library.listing.restore([conversation_id])
        assert (await library.load(conversation_id)).branch() == (QUESTION,)
        assert files(tmp_path / "trash") == set()


async def test_a_reply_that_ends_after_its_conversation_was_deleted_is_in_the_trash(
    tmp_path: Path,
) -> None:
    reply = fakes.a_message("", QUESTION, status=Status.STREAMING)
    async with opened_library(tmp_path) as library:
        conversation_id = await saved(library)
        library.save_growth(conversation_id, reply)
        await library.listing.move_to_trash([conversation_id])
        library.save_end(conversation_id, replace(reply, parts=(TextPart("There"),)))
        await library.settle(conversation_id)
        assert files(tmp_path / "conversations") == set()
        await library.listing.restore([conversation_id])
        assert (await library.load(conversation_id)).branch()[-1].text == "There"


async def test_a_conversation_without_a_message_leaves_nothing(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation = fakes.a_conversation()
        library.begin(conversation)
        await library.listing.move_to_trash([conversation.id])
        assert files(tmp_path / "trash") == set()


async def test_what_is_in_the_trash_is_not_replaced(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await saved(library)
        await library.listing.move_to_trash([conversation_id])
        trashed = tmp_path / "trash" / f"{conversation_id}.json"
        first = trashed.read_bytes()
        again = tmp_path / "conversations" / trashed.name
        again.write_bytes(first.replace(b"Where?", b"Whence"))

        await library.listing.move_to_trash([conversation_id])

        contents = [path.read_bytes() for path in (tmp_path / "trash").iterdir()]
    assert len(contents) == 2
    assert first in contents


async def test_restoring_replaces_nothing(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await saved(library)
        await library.listing.move_to_trash([conversation_id])
        there = tmp_path / "conversations" / f"{conversation_id}.json"
        there.write_bytes(b"somebody's")
        with pytest.raises(NotSaved, match="already"):
            await library.listing.restore([conversation_id])
    assert there.read_bytes() == b"somebody's"


@pytest.mark.parametrize(
    ("source_name", "target_name"), [("conversations", "trash"), ("trash", "conversations")]
)
async def test_a_move_that_a_crash_cut_off_is_finished(
    tmp_path: Path, source_name: str, target_name: str
) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await saved(library)
    source, target = tmp_path / source_name, tmp_path / target_name
    journal = tmp_path / "conversations" / f"{conversation_id}.journal"
    journal = journal.rename(source / journal.name)
    (source / f"{conversation_id}.bak").write_bytes(b"previous")
    (target / f"{conversation_id}.json").write_bytes(b"file")

    async with opened_library(tmp_path):
        pass

    assert not journal.exists()
    assert files(target) == {".json", ".journal", ".bak"}


async def test_a_damaged_conversation_can_be_thrown_away_as_it_is(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        path = tmp_path / "conversations" / "c1.json"
        path.write_bytes(b"garbage")
        await library.listing.move_to_trash([ConversationId("c1")])
    assert (tmp_path / "trash" / "c1.json").read_bytes() == b"garbage"
