"""Whatever happens to the index's file, it is made anew, and nobody sees an error."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes.conversations import a_conversation, a_message
from fakes.search_indexes import found, opened_index, updated, write_conversation
from whinchat.paths import Paths, portable_paths
from whinchat.storage.search_index import database
from whinchat.storage.search_index.database import NAME


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = portable_paths(tmp_path)
    paths.conversations.mkdir()
    for number in range(40):
        talk = a_conversation(a_message(f"bird {number} " + "word " * 400))
        write_conversation(paths.conversations, talk)
    return paths


async def _build(paths: Paths) -> None:
    async with opened_index(paths) as index:
        await updated(index)


def _delete(path: Path) -> None:
    for each in path.parent.iterdir():
        each.unlink()


def _overwrite(path: Path) -> None:
    path.write_bytes(b"this is no database" * 100)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _zero(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8192:-4096] = bytes(len(data) - 8192 - 4096)
    path.write_bytes(data)


def _age(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.execute("DELETE FROM message")
    connection.close()


@pytest.mark.parametrize("damage", [_delete, _overwrite, _cut, _zero, _age])
async def test_a_damaged_index_is_made_anew(paths: Paths, damage: Callable[[Path], None]) -> None:
    await _build(paths)
    damage(paths.cache / NAME)

    async with opened_index(paths) as index:
        await updated(index)
        await found(index, "bird 7")
        await updated(index)
        assert [hit.snippet.text[:7] for hit in await found(index, '"bird 7" role:user')] == [
            "bird 7 "
        ]


async def test_an_index_deleted_while_it_is_used_is_made_anew(paths: Paths) -> None:
    async with opened_index(paths) as index:
        await updated(index)
        assert len(await found(index, '"bird 7" role:user')) == 1
        _delete(paths.cache / NAME)
        await updated(index)

        assert len(await found(index, '"bird 7" role:user')) == 1


async def test_a_cache_that_cannot_be_made_is_done_without(paths: Paths) -> None:
    paths.cache.write_text("a file where the folder should be")

    async with opened_index(paths) as index:
        await updated(index)

        assert len(await found(index, '"bird 7" role:user')) == 1


async def test_an_sqlite_without_full_text_search_looks_at_every_text(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PIECES", "CREATE VIRTUAL TABLE x USING nothing_of_the_kind(a)")

    async with opened_index(paths) as index:
        await updated(index)

        assert len(await found(index, '"bird 7" role:user')) == 1


async def test_a_locked_index_is_searched_as_it_is_and_updated_later(paths: Paths) -> None:
    await _build(paths)
    other = sqlite3.connect(paths.cache / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with opened_index(paths) as index:
        write_conversation(paths.conversations, a_conversation(a_message("wheatear")))
        await updated(index)
        assert len(await found(index, '"bird 7" role:user')) == 1
        other.execute("ROLLBACK")
        other.close()
        await updated(index)

        assert len(await found(index, "wheatear role:user")) == 1


async def test_files_that_cannot_be_read_hinder_no_other(paths: Paths) -> None:
    (paths.conversations / "broken.json").write_bytes(b"{")
    os.mkfifo(paths.conversations / "pipe.json")
    (paths.conversations / "alone.journal").write_bytes(b"\xff\n{}\n")

    async with opened_index(paths) as index:
        assert (await updated(index)).total == 43

        assert len(await found(index, '"bird 7" role:user')) == 1


async def test_only_the_owner_can_read_it(paths: Paths) -> None:
    await _build(paths)

    assert (paths.cache / NAME).stat().st_mode & 0o077 == 0
