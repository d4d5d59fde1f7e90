"""Laws of conflict copies: known by their names, merged into their conversation, then put aside."""

import os
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.conversation_files import whole_file
from fakes.libraries import opened_library
from whinchat.domain.conversation import Conversation, Message
from whinchat.domain.values import ConversationId
from whinchat.storage.conflict_copies import copy_name
from whinchat.storage.conversation_file import document_of
from whinchat.storage.journal_lines import message_line
from whinchat.storage.message_codec import message_to_json

ID = ConversationId("01a2066a73ff701f85f9a973c64abf8c")
QUESTION = fakes.a_message("What is a whinchat?")
HERE = fakes.a_message("Where does it live?", QUESTION, created_at=fakes.NOW + timedelta(hours=1))
THERE = fakes.a_message("What does it eat?", QUESTION, created_at=fakes.NOW + timedelta(hours=2))
ELSEWHERE = fakes.a_message("Why?", QUESTION, created_at=fakes.NOW + timedelta(hours=3))

NAMES = (
    f"{ID}.sync-conflict-20261122-101112-ABCDEFG.json",
    f"{ID} (conflicted copy 2026-11-22 101112).json",
    f"{ID} (Ada's conflicted copy 2026-11-22).json",
    f"{ID} (Case Conflict).json",
    f"{ID} (SFConflict ada@example.org 2026-11-22-10-11-12).json",
    f"{ID} (1).json",
    f"{ID}(1).json",
    f"{ID}.json.orig",
    f"{ID}-DESKTOP-7A.json",
    f"{ID} 2.json",
    f"{ID}.conflict-20261122-101112-000001.json",
    f"{ID}_conflict-20261122-101112.json",
    f"{ID}.Conflict.json",
    f"Copy of {ID}.json",
)


def a_file(*messages: Message) -> bytes:
    return whole_file(ID, *messages)


def texts_of(conversation: Conversation) -> list[str]:
    return [message.text for message in conversation.messages.values()]


async def merged_in(folder: Path) -> list[str]:
    async with opened_library(folder) as library:
        (summary,) = await library.listing.summaries()
        return texts_of(await library.load(summary.id))


@pytest.mark.parametrize("name", NAMES)
async def test_a_copy_is_merged_and_kept_in_the_trash(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "conversations"
    folder.mkdir()
    (folder / f"{ID}.json").write_bytes(a_file(QUESTION, HERE))
    (folder / name).write_bytes(a_file(QUESTION, THERE))
    assert await merged_in(tmp_path) == [QUESTION.text, HERE.text, THERE.text]
    assert not (folder / name).exists()
    assert (tmp_path / "trash" / "merged" / name).read_bytes() == a_file(QUESTION, THERE)


@pytest.mark.parametrize(
    "name",
    [
        f"{ID}.json",
        f"{ID}.journal",
        f"{ID}.bak",
        f"{ID}.json.tmp",
        f".syncthing.{ID}.json.tmp",
        f"{ID}.journal.damaged-20261122T101112000000Z",
        "shopping.json",
        "notes-of-ada.json",
    ],
)
def test_other_files_are_no_copies(name: str) -> None:
    assert copy_name(name) is None


async def test_in_whatever_order_copies_come_the_file_is_the_same(tmp_path: Path) -> None:
    made = set()
    for place, order in enumerate(permutations((HERE, THERE, ELSEWHERE))):
        folder = tmp_path / str(place) / "conversations"
        folder.mkdir(parents=True)
        (folder / f"{ID}.json").write_bytes(a_file(QUESTION))
        async with opened_library(folder.parent) as library:
            for message in order:
                (folder / f"{ID} ({message.id}).json").write_bytes(a_file(QUESTION, message))
                assert (await library.look_again()).listed == {ID}
        made.add((folder / f"{ID}.json").read_bytes())
    assert len(made) == 1


async def test_a_copy_of_what_is_not_there_becomes_a_conversation(tmp_path: Path) -> None:
    folder = tmp_path / "conversations"
    folder.mkdir()
    (folder / NAMES[0]).write_bytes(a_file(QUESTION, THERE))
    assert await merged_in(tmp_path) == [QUESTION.text, THERE.text]
    assert [path.name for path in folder.iterdir()] == [f"{ID}.json"]


@pytest.mark.parametrize("content", [b"", b"<<<<<<< mine", a_file(QUESTION)[:-3]])
async def test_a_copy_that_cannot_be_read_is_listed_and_left(
    tmp_path: Path, content: bytes
) -> None:
    folder = tmp_path / "conversations"
    folder.mkdir()
    (folder / f"{ID}.json").write_bytes(a_file(QUESTION))
    (folder / NAMES[0]).write_bytes(content)
    async with opened_library(tmp_path) as library:
        damaged = [found for found in await library.listing.summaries() if found.is_damaged]
    assert [f"{found.id}.json" for found in damaged] == [NAMES[0]]
    assert (folder / NAMES[0]).read_bytes() == content
    assert (folder / f"{ID}.json").read_bytes() == a_file(QUESTION)


async def test_a_copy_of_another_conversation_is_no_copy_of_this(tmp_path: Path) -> None:
    folder = tmp_path / "conversations"
    folder.mkdir()
    (folder / f"{ID}.json").write_bytes(a_file(QUESTION))
    other = b"".join(document_of(fakes.a_conversation(THERE)).pieces())
    (folder / NAMES[5]).write_bytes(other)
    async with opened_library(tmp_path) as library:
        assert len(await library.listing.summaries()) == 2
    assert (folder / NAMES[5]).read_bytes() == other


async def test_a_copy_of_a_journal_brings_what_its_lines_say(tmp_path: Path) -> None:
    folder = tmp_path / "conversations"
    folder.mkdir()
    (folder / f"{ID}.json").write_bytes(a_file(QUESTION, HERE))
    line = message_line(message_to_json(THERE))
    (folder / f"{ID}.sync-conflict-20261122-101112-ABCDEFG.journal").write_bytes(line)
    assert await merged_in(tmp_path) == [QUESTION.text, HERE.text, THERE.text]


async def test_a_copy_of_the_previous_version_is_only_put_aside(tmp_path: Path) -> None:
    folder = tmp_path / "conversations"
    folder.mkdir()
    (folder / f"{ID}.json").write_bytes(a_file(QUESTION))
    (folder / f"{ID} (1).bak").write_bytes(a_file(QUESTION, THERE))
    assert await merged_in(tmp_path) == [QUESTION.text]
    assert (tmp_path / "trash" / "merged" / f"{ID} (1).bak").exists()


async def test_a_copy_of_a_newer_version_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "conversations"
    folder.mkdir()
    newer = a_file(QUESTION, THERE).replace(b'"version": 1', b'"version": 2')
    (folder / f"{ID}.json").write_bytes(a_file(QUESTION))
    (folder / NAMES[0]).write_bytes(newer)
    async with opened_library(tmp_path):
        pass
    assert (folder / NAMES[0]).read_bytes() == newer
    assert (folder / f"{ID}.json").read_bytes() == a_file(QUESTION)


async def test_copies_that_were_merged_are_kept_for_thirty_days(tmp_path: Path) -> None:
    folder = tmp_path / "trash" / "merged"
    folder.mkdir(parents=True)
    for name, days in (("new.json", 29), ("old.json", 31)):
        (folder / name).write_bytes(b"{}")
        at = (folder / name).stat().st_mtime - days * 24 * 3600
        os.utime(folder / name, (at, at))
    async with opened_library(tmp_path):
        assert [path.name for path in folder.iterdir()] == ["new.json"]


async def test_a_copy_in_the_trash_is_merged_there(tmp_path: Path) -> None:
    folder = tmp_path / "trash"
    folder.mkdir()
    (folder / f"{ID}.json").write_bytes(a_file(QUESTION, HERE))
    (folder / NAMES[0]).write_bytes(a_file(QUESTION, THERE))
    async with opened_library(tmp_path) as library:
        await library.listing.restore([ID])
        assert texts_of(await library.load(ID)) == [QUESTION.text, HERE.text, THERE.text]


async def test_a_copy_with_a_message_that_cannot_be_read_stays_and_harms_nothing(
    tmp_path: Path,
) -> None:
    conversations = tmp_path / "conversations"
    conversations.mkdir()
    (conversations / f"{ID}.json").write_bytes(a_file(QUESTION))
    copy = a_file(QUESTION, THERE).replace(b"What does it eat?", b"What does \xff it eat?")
    (conversations / NAMES[0]).write_bytes(copy)

    async with opened_library(tmp_path) as library:
        assert texts_of(await library.load(ID)) == ["What is a whinchat?"]
    assert (conversations / NAMES[0]).read_bytes() == copy


async def test_merged_copies_that_cannot_be_looked_at_keep_nobody_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged = tmp_path / "trash" / "merged"
    merged.mkdir(parents=True)
    (merged / NAMES[0]).write_bytes(a_file(QUESTION))

    def refuse(path: Path) -> object:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "lstat", refuse)
    async with opened_library(tmp_path) as library:
        assert await library.listing.summaries() == ()


async def test_of_settings_ours_hold_and_a_copy_is_put_aside(tmp_path: Path) -> None:
    copy = "settings.sync-conflict-20261122-101112-ABCDEFG.json"
    (tmp_path / "settings.json").write_bytes(b'{"theme": "dark"}')
    (tmp_path / copy).write_bytes(b'{"theme": "light"}')
    async with opened_library(tmp_path) as library:
        assert not (tmp_path / copy).exists()
        (tmp_path / "settings (1).json").write_bytes(b"{}")
        await library.look_again()
    assert (tmp_path / "settings.json").read_bytes() == b'{"theme": "dark"}'
    assert {path.name for path in (tmp_path / "trash" / "merged").iterdir()} == {
        copy,
        "settings (1).json",
    }
