"""Laws of copies of long conversations: merged beside the other work, and nothing is lost."""

from datetime import timedelta
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.conversation_files import whole_file
from fakes.libraries import names_in, opened_library
from fakes.reading_gate import Gate
from fakes.waiting import until
from whinchat.domain.conversation import Message
from whinchat.domain.values import ConversationId
from whinchat.storage import copy_merging, open_conversation
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.library import Library
from whinchat.storage.outside import TakenIn

ID = ConversationId("0123456789abcdef0123456789abcdef")
NAMES = [f"{ID}.sync-conflict-20261122-101112-ABCDEFG.json", f"{ID} (1).json"]
QUESTION = fakes.a_message("What is a whinchat?")
HERE = fakes.a_message("Where does it live?", created_at=fakes.NOW + timedelta(hours=1))
THERE = fakes.a_message("What does it eat?", created_at=fakes.NOW + timedelta(hours=2))
OTHERS = fakes.a_message("How does it sing?", created_at=fakes.NOW + timedelta(hours=3))


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Return a gate, with every conversation a long one."""
    monkeypatch.setattr(open_conversation, "SMALL_BYTES", 0)
    gate = Gate()
    monkeypatch.setattr(copy_merging, "read_file", gate.read)
    return gate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a library's conversations, with one in it."""
    folder = tmp_path / "conversations"
    folder.mkdir()
    (folder / f"{ID}.json").write_bytes(a_file(QUESTION))
    return folder


def a_file(*messages: Message) -> bytes:
    return whole_file(ID, *messages)


def texts_in(folder: Path) -> list[str]:
    document = parse_file((folder / f"{ID}.json").read_bytes())
    return [message.text for message in document.messages()]


def copies_in(folder: Path) -> list[str]:
    return [name for name in NAMES if (folder / name).exists()]


async def test_a_copy_is_merged_while_others_are_saved(
    tmp_path: Path, folder: Path, gate: Gate
) -> None:
    (folder / NAMES[0]).write_bytes(a_file(QUESTION, THERE))
    async with opened_library(tmp_path) as library:
        await until(lambda: gate.count == 1)
        other = fakes.a_conversation(fakes.a_message("Another"))
        library.begin(other)
        await library.save_message(other.id, *other.messages.values())
        assert (await library.look_again()).listed == frozenset()
        gate.is_open.set()
        await until(lambda: not copies_in(folder))

        assert texts_in(folder) == [QUESTION.text, THERE.text]
        assert (await library.look_again()).listed >= {ID}
        assert [path.name for path in (tmp_path / "trash" / "merged").iterdir()] == [NAMES[0]]
        assert not library._writer.is_open(ID)


async def test_what_is_said_meanwhile_in_an_open_conversation_is_in_it_too(
    tmp_path: Path, folder: Path, gate: Gate
) -> None:
    told: list[TakenIn] = []
    async with opened_library(tmp_path) as library:
        library.follow(told.append)
        await library.load(ID)
        (folder / NAMES[0]).write_bytes(a_file(QUESTION, THERE))
        await library.look_again()
        await until(lambda: gate.count == 1)
        await library.save_message(ID, HERE)
        gate.is_open.set()
        await until(lambda: not copies_in(folder))

        (news,) = told
        assert news.messages == {THERE.id}
        assert [*news.conversation.messages] == [QUESTION.id, HERE.id, THERE.id]
        assert texts_in(folder) == [QUESTION.text, HERE.text, THERE.text]
        # It was read once more, with what had come between.
        assert gate.count == 2
        assert library._writer.is_open(ID)


async def test_who_opens_the_conversation_meanwhile_sees_all_of_it(
    tmp_path: Path, folder: Path, gate: Gate
) -> None:
    told: list[TakenIn] = []
    (folder / NAMES[0]).write_bytes(a_file(QUESTION, THERE))
    async with opened_library(tmp_path) as library:
        library.follow(told.append)
        await until(lambda: gate.count == 1)
        await library.load(ID)
        gate.is_open.set()
        await until(lambda: not copies_in(folder))

        assert [news.messages for news in told] == [{THERE.id}]
        assert texts_in(folder) == [QUESTION.text, THERE.text]


async def test_two_copies_are_merged_one_after_the_other(
    tmp_path: Path, folder: Path, gate: Gate
) -> None:
    gate.is_open.set()
    (folder / NAMES[0]).write_bytes(a_file(QUESTION, THERE))
    (folder / NAMES[1]).write_bytes(a_file(QUESTION, OTHERS))
    async with opened_library(tmp_path):
        await until(lambda: not copies_in(folder))
        assert texts_in(folder) == [QUESTION.text, THERE.text, OTHERS.text]


async def test_a_copy_that_cannot_be_read_stays_and_the_next_is_merged(
    tmp_path: Path, folder: Path, gate: Gate
) -> None:
    gate.is_open.set()
    (folder / NAMES[1]).write_bytes(b"half a fi")
    (folder / NAMES[0]).write_bytes(a_file(QUESTION, THERE))
    async with opened_library(tmp_path) as library:
        await until(lambda: copies_in(folder) == [NAMES[1]])
        assert texts_in(folder) == [QUESTION.text, THERE.text]
        assert {ID, Path(NAMES[1]).stem} <= (await library.look_again()).listed


@pytest.mark.parametrize("is_open", [True, False])
async def test_whoever_quits_meanwhile_has_it_merged_at_the_next_start(
    tmp_path: Path, folder: Path, gate: Gate, *, is_open: bool
) -> None:
    (folder / NAMES[0]).write_bytes(a_file(QUESTION, THERE))
    async with opened_library(tmp_path) as library:
        await until(lambda: gate.count == 1)
        if is_open:
            await library.load(ID)
            await library.save_message(ID, HERE)
        await library.close()
    assert copies_in(folder) == [NAMES[0]]
    gate.is_open.set()

    async with opened_library(tmp_path):
        await until(lambda: not copies_in(folder))
    here = [HERE.text] if is_open else []
    assert texts_in(folder) == [QUESTION.text, *here, THERE.text]
    assert names_in(folder) == ["bak", "json"]


async def test_whoever_deletes_it_before_it_is_folded_finds_all_of_it_in_the_trash(
    tmp_path: Path, folder: Path, gate: Gate
) -> None:
    gate.is_open.set()
    async with opened_library(tmp_path) as library:
        await library.load(ID)
        (folder / NAMES[0]).write_bytes(a_file(QUESTION, THERE))
        await taken(library)
        await library.listing.move_to_trash([ID])
        await until(lambda: not copies_in(folder))
    assert texts_in(tmp_path / "trash") == [QUESTION.text, THERE.text]


async def taken(library: Library) -> None:
    told: list[TakenIn] = []
    library.follow(told.append)
    await library.look_again()
    await until(lambda: told)
