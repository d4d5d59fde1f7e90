"""Laws of folding a long conversation beside the other work: all is kept, whatever happens."""

import asyncio
import errno
import threading
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest

from fakes import conversations as fakes
from fakes.libraries import names_in, opened_library
from fakes.waiting import until
from whinchat.domain.conversation import Message
from whinchat.domain.values import ConversationId
from whinchat.storage import fold, journal, open_conversation
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.files import hold, release_slowly, write_slowly
from whinchat.storage.journal_lines import replay
from whinchat.storage.library import Library
from whinchat.storage.message_codec import message_to_json

QUESTION = fakes.a_message("What is a whinchat?")
LONG = "It is a small bird of the meadows. " * 20


class Gate:
    """Holds a fold's writing up until it is let through; says when it has come there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached = threading.Event()
        self._is_open = threading.Event()
        self.count = 0
        self._write = write_slowly
        monkeypatch.setattr(fold, "write_slowly", self._hold)

    def open(self) -> None:
        """Let this fold through and those to come."""
        self._is_open.set()

    async def wait(self) -> None:
        """Return once a fold stands before the gate."""
        await until(self.reached.is_set)

    def _hold(self, path: Path, pieces: Iterable[bytes]) -> None:
        self.count += 1
        self._write(path, pieces)
        self.reached.set()
        assert self._is_open.wait(20)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Return a gate, with every conversation a long one."""
    monkeypatch.setattr(open_conversation, "SMALL_BYTES", 0)
    monkeypatch.setattr(journal, "LONG_JOURNAL_BYTES", 500)
    return Gate(monkeypatch)


def after(message: Message, text: str, hours: int) -> Message:
    return fakes.a_message(text, message, created_at=fakes.NOW + timedelta(hours=hours))


REPLY = after(QUESTION, LONG, 1)
NEXT = after(REPLY, "And what does it eat?", 2)
THEIRS = after(REPLY, "Where does it winter?", 3)


async def folding(library: Library, gate: Gate) -> ConversationId:
    """Begin a conversation and bring a fold of it to the gate; ``REPLY`` is in that fold."""
    conversation = fakes.a_conversation(QUESTION)
    await library.add(conversation)
    await library.load(conversation.id)
    await library.save_message(conversation.id, REPLY)
    await gate.wait()
    return conversation.id


def look_around(
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    name: str,
    look: Callable[[], list[str]],
    found: list[list[str]],
) -> None:
    """Have a function look before and after it does its work."""
    work = getattr(module, name)

    def do(*given: object, **named: object) -> None:
        found.append(look())
        work(*given, **named)
        found.append(look())

    monkeypatch.setattr(module, name, do)


def texts_on_disk(folder: Path, conversation_id: ConversationId) -> list[str]:
    """Return what a start after a crash at this moment would find."""
    file = folder / "conversations" / f"{conversation_id}.json"
    lines = file.with_suffix(".journal")
    found = lines.read_bytes() if lines.exists() else b""
    document = replay(parse_file(file.read_bytes()), found)
    assert document is not None
    return [message.text for message in document.messages()]


def texts_in_file(folder: Path, conversation_id: ConversationId) -> list[str]:
    file = folder / "conversations" / f"{conversation_id}.json"
    return [message.text for message in parse_file(file.read_bytes()).messages()]


async def test_a_message_is_on_the_disk_while_the_file_is_folded(
    tmp_path: Path, gate: Gate
) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await folding(library, gate)
        await library.save_message(conversation_id, NEXT)
        assert texts_on_disk(tmp_path, conversation_id) == [QUESTION.text, LONG, NEXT.text]
        assert texts_in_file(tmp_path, conversation_id) == [QUESTION.text]
        gate.open()
        await until(lambda: len(texts_in_file(tmp_path, conversation_id)) > 1)
        assert texts_on_disk(tmp_path, conversation_id) == [QUESTION.text, LONG, NEXT.text]


async def test_at_no_moment_a_crash_loses_a_message(
    tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[list[str]] = []
    async with opened_library(tmp_path) as library:
        conversation_id = await folding(library, gate)
        await library.save_message(conversation_id, NEXT)
        for module, name in (
            (fold, "exchange"),
            (fold, "sync_folder"),
            (journal, "write_atomically"),
        ):
            look_around(
                monkeypatch, module, name, lambda: texts_on_disk(tmp_path, conversation_id), found
            )
        gate.open()
        await until(lambda: len(found) == 6)
    assert found == [[QUESTION.text, LONG, NEXT.text]] * 6
    assert names_in(tmp_path / "conversations") == ["bak", "journal", "json"]


async def test_what_others_write_while_the_file_is_folded_is_in_it_afterwards(
    tmp_path: Path, gate: Gate
) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await folding(library, gate)
        file = tmp_path / "conversations" / f"{conversation_id}.json"
        document = parse_file(file.read_bytes())
        document.put(message_to_json(THEIRS))
        file.with_name(".theirs").write_bytes(b"".join(document.pieces()))
        file.with_name(".theirs").replace(file)
        await library.look_again()
        gate.open()
        await until(lambda: len(texts_in_file(tmp_path, conversation_id)) == 3)
        assert texts_in_file(tmp_path, conversation_id) == [QUESTION.text, LONG, THEIRS.text]
    assert gate.count == 2


@pytest.mark.parametrize("name", ["exchange", "sync_folder"])
async def test_a_fold_that_fails_leaves_everything_in_the_journal(
    tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "broken")

    async with opened_library(tmp_path) as library:
        conversation_id = await folding(library, gate)
        file = tmp_path / "conversations" / f"{conversation_id}.journal"
        monkeypatch.setattr(fold, name, fail)
        gate.open()
        await until(lambda: not [*tmp_path.glob("*/*.tmp")])
        assert LONG.encode() in file.read_bytes()
        monkeypatch.undo()
        await library.save_message(conversation_id, NEXT)
        assert texts_on_disk(tmp_path, conversation_id) == [QUESTION.text, LONG, NEXT.text]
        await library.close()
    assert texts_in_file(tmp_path, conversation_id) == [QUESTION.text, LONG, NEXT.text]
    assert names_in(tmp_path / "conversations") == ["bak", "json"]


@pytest.mark.parametrize("is_deleted", [True, False])
async def test_a_conversation_that_goes_away_while_it_is_folded_is_whole_and_in_one_place(
    tmp_path: Path, gate: Gate, *, is_deleted: bool
) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await folding(library, gate)
        if is_deleted:
            await library.listing.move_to_trash([conversation_id])
        else:
            await library.close()
        gate.open()
        await until(lambda: not [*tmp_path.glob("*/*.tmp")])
    place, other = ("trash", "conversations") if is_deleted else ("conversations", "trash")
    document = parse_file((tmp_path / place / f"{conversation_id}.json").read_bytes())
    assert [message.text for message in document.messages()] == [QUESTION.text, LONG]
    assert names_in(tmp_path / place) == ["bak", "json"]
    assert not [*(tmp_path / other).iterdir()]


async def test_who_leaves_a_long_conversation_waits_for_nothing_and_comes_back_to_all_of_it(
    tmp_path: Path, gate: Gate
) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await folding(library, gate)
        await library.close_conversation(conversation_id)
        assert texts_in_file(tmp_path, conversation_id) == [QUESTION.text]
        loaded = await library.load(conversation_id)
        assert [message.text for message in loaded.messages.values()] == [QUESTION.text, LONG]
        await library.save_message(conversation_id, NEXT)
        gate.open()
        await until(lambda: len(texts_in_file(tmp_path, conversation_id)) == 2)
        assert texts_on_disk(tmp_path, conversation_id) == [QUESTION.text, LONG, NEXT.text]


def test_what_was_held_is_cut_off_only_where_it_has_no_name_any_more(tmp_path: Path) -> None:
    named, nameless = tmp_path / "named", tmp_path / "nameless"
    for path in (named, nameless):
        path.write_bytes(b"kept")
    held = [hold(named), hold(nameless)]
    with nameless.open("rb") as reader:
        nameless.unlink()
        for file in held:
            assert file is not None
            release_slowly(file)
        assert reader.read() == b""
    assert named.read_bytes() == b"kept"
    assert hold(nameless) is None


async def test_a_file_that_was_taken_away_meanwhile_is_written_once(
    tmp_path: Path, gate: Gate
) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await folding(library, gate)
        file = tmp_path / "conversations" / f"{conversation_id}.json"
        file.unlink()
        gate.open()
        await until(file.exists)
        await asyncio.sleep(0.2)
        assert gate.count == 1
        assert texts_in_file(tmp_path, conversation_id) == [QUESTION.text, LONG]
