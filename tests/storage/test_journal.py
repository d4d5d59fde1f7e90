"""Laws of the journal file: what a crash or an error left in it costs nothing that was written."""

from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.libraries import names_in, opened_library
from whinchat.domain.errors import NotSaved
from whinchat.domain.values import ConversationId
from whinchat.storage.journal import Journal
from whinchat.storage.library import Library

QUESTION = fakes.a_message("What is a whinchat?")


async def saved(library: Library) -> ConversationId:
    conversation = fakes.a_conversation()
    library.begin(conversation)
    await library.save_message(conversation.id, QUESTION)
    return conversation.id


def test_lines_are_written_behind_those_found(tmp_path: Path) -> None:
    path = tmp_path / "c1.journal"
    path.write_bytes(b"1\n")
    journal = Journal(path, b"1\n")
    journal.add([b"2\n", b"3\n"])
    journal.write(sync=True)
    assert (path.read_bytes(), journal.size_bytes) == (b"1\n2\n3\n", 6)
    journal.close()


def test_nothing_is_written_behind_a_torn_line(tmp_path: Path) -> None:
    path = tmp_path / "c1.journal"
    path.write_bytes(b"1\n2 half")
    journal = Journal(path, path.read_bytes())
    journal.write(sync=True)
    assert path.read_bytes() == b"1\n2 half"
    journal.add([b"3\n"])
    journal.write(sync=True)
    assert path.read_bytes() == b"1\n3\n"
    journal.close()


def test_a_link_in_place_of_the_journal_is_not_followed(tmp_path: Path) -> None:
    target, path = tmp_path / "target", tmp_path / "c1.journal"
    target.write_bytes(b"theirs")
    path.symlink_to(target)
    journal = Journal(path)
    journal.add([b"1\n"])
    with pytest.raises(NotSaved, match="a link lies"):
        journal.write(sync=True)
    journal.write(sync=True)
    assert (target.read_bytes(), path.read_bytes(), path.is_symlink()) == (b"theirs", b"1\n", False)


def test_a_cleared_journal_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "c1.journal"
    journal = Journal(path)
    journal.add([b"1\n"])
    journal.write(sync=True)
    journal.clear()
    assert (path.exists(), journal.is_empty) == (False, True)
    journal.add([b"2\n"])
    journal.write(sync=False)
    assert (path.read_bytes(), journal.is_synced) == (b"2\n", False)
    journal.close()


async def test_a_journal_with_lines_that_say_nothing_is_kept_aside(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await saved(library)
    path = tmp_path / "conversations" / f"{conversation_id}.journal"
    found = path.read_bytes() + b'{"message": gar\xffbage}\n{"torn'
    path.write_bytes(found)
    async with opened_library(tmp_path) as library:
        assert (await library.load(conversation_id)).branch() == (QUESTION,)
    (aside,) = {file.name for file in (tmp_path / "conversations").iterdir()} - {
        f"{conversation_id}.json"
    }
    assert (tmp_path / "conversations" / aside).read_bytes() == found
    assert ".journal.damaged-" in aside


async def test_a_line_that_a_crash_tore_is_no_damage(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        conversation_id = await saved(library)
    path = tmp_path / "conversations" / f"{conversation_id}.journal"
    path.write_bytes(path.read_bytes() + b'{"message": {"id": "x", "par')
    async with opened_library(tmp_path) as library:
        assert (await library.load(conversation_id)).branch() == (QUESTION,)
    assert names_in(tmp_path / "conversations") == ["json"]
