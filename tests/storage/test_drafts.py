"""Laws of drafts: what was typed is there after a restart."""

import errno
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from whinchat.domain.draft import Draft
from whinchat.domain.parts import Attachment
from whinchat.domain.values import ConversationId
from whinchat.paths import portable_paths
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import Drafts

PICTURE = Attachment("a" * 64, "image/png", "hills.png", 1000)
A, B = ConversationId("a"), ConversationId("b")


@asynccontextmanager
async def opened_drafts(folder: Path) -> AsyncIterator[Drafts]:
    disk = Disk()
    yield Drafts(portable_paths(folder), disk)
    assert disk.close(5)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_drafts_are_there_again(tmp_path: Path) -> None:
    async with opened_drafts(tmp_path) as drafts:
        assert await drafts.load() == {}
        drafts.save(A, Draft("half a \ud83d thought"))
        drafts.save(B, Draft("another"))
    async with opened_drafts(tmp_path) as drafts:
        assert await drafts.load() == {A: Draft("half a \ufffd thought"), B: Draft("another")}
        assert (tmp_path / "drafts.json").stat().st_mode & 0o077 == 0


async def test_attachments_and_what_waits_are_there_again_in_order(tmp_path: Path) -> None:
    draft = Draft("look", (PICTURE,))
    waiting = (Draft("first"), Draft("", (PICTURE,)), Draft("third"))
    async with opened_drafts(tmp_path) as drafts:
        drafts.save(A, draft)
        drafts.save_waiting(A, waiting)
        drafts.save_waiting(B, [Draft("alone")])
    async with opened_drafts(tmp_path) as drafts:
        assert await drafts.load() == {A: draft}
        assert await drafts.load_waiting() == {A: waiting, B: (Draft("alone"),)}


async def test_a_draft_that_goes_leaves_what_waits_and_the_other_way_round(tmp_path: Path) -> None:
    async with opened_drafts(tmp_path) as drafts:
        for conversation_id in (A, B):
            drafts.save(conversation_id, Draft("typed"))
            drafts.save_waiting(conversation_id, [Draft("waits")])
        drafts.save(A, Draft())
        drafts.save_waiting(B, [])
        assert await drafts.load() == {B: Draft("typed")}
        assert await drafts.load_waiting() == {A: (Draft("waits"),)}
        drafts.save_waiting(A, [])
    assert [*json.loads((tmp_path / "drafts.json").read_bytes())["drafts"]] == ["b"]


async def test_an_empty_draft_is_forgotten(tmp_path: Path) -> None:
    async with opened_drafts(tmp_path) as drafts:
        drafts.save(A, Draft("x"))
        drafts.save(A, Draft(" \n"))
    assert json.loads((tmp_path / "drafts.json").read_bytes())["drafts"] == {}


async def test_what_a_newer_version_put_in_stays(tmp_path: Path) -> None:
    newer = {"version": 2, "x": 1, "drafts": {"a": {"text": "t", "files": [1]}, "b": 5}}
    (tmp_path / "drafts.json").write_text(json.dumps(newer))
    async with opened_drafts(tmp_path) as drafts:
        assert await drafts.load() == {A: Draft("t")}
        drafts.save(A, Draft("changed"))
    kept = json.loads((tmp_path / "drafts.json").read_bytes())
    assert (kept["x"], kept["version"]) == (1, 2)
    assert kept["drafts"] == {"a": {"text": "changed", "files": [1]}, "b": 5}


@pytest.mark.parametrize("data", [b"", b"[]", b"garbage", b"\xff", b'{"drafts": 5'])
async def test_drafts_that_cannot_be_read_are_kept_aside(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "drafts.json").write_bytes(data)
    async with opened_drafts(tmp_path) as drafts:
        assert await drafts.load() == {}
        drafts.save(A, Draft("new"))
    (aside,) = names(tmp_path) - {"drafts.json"}
    assert aside.startswith("drafts.json.damaged-")
    assert (tmp_path / aside).read_bytes() == data
    assert json.loads((tmp_path / "drafts.json").read_bytes())["drafts"] == {"a": {"text": "new"}}


async def test_odd_drafts_block_nothing(tmp_path: Path) -> None:
    (tmp_path / "drafts.json").write_text('{"drafts": [1, 2]}')
    async with opened_drafts(tmp_path) as drafts:
        assert await drafts.load() == {}


async def test_a_file_that_cannot_be_read_for_a_moment_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened_drafts(tmp_path) as drafts:
        drafts.save(A, Draft("typed long ago"))
    with monkeypatch.context() as patched:
        patched.setattr("whinchat.storage.reading.open_to_read", _refuse)
        disk = Disk()
        drafts = Drafts(portable_paths(tmp_path), disk)
        assert await drafts.load() == {}
        drafts.save(B, Draft("typed now"))
        assert await drafts.load() == {}
    assert await drafts.load() == {A: Draft("typed long ago"), B: Draft("typed now")}
    assert disk.close(5)
    assert names(tmp_path) == {"drafts.json"}


def _refuse(path: Path) -> int:
    raise OSError(errno.EMFILE, "Too many open files", str(path))


async def test_drafts_of_another_computer_are_joined_with_ours(tmp_path: Path) -> None:
    other = tmp_path / "other"
    copy = "drafts.sync-conflict-20261122-101112-ABCDEFG.json"
    async with opened_drafts(other) as drafts:
        drafts.save(A, Draft("theirs", (PICTURE,)))
        drafts.save_waiting(A, [Draft("first"), Draft("theirs too")])
        drafts.save(B, Draft("only there"))
    async with opened_drafts(tmp_path) as drafts:
        drafts.save(A, Draft("ours"))
        drafts.save_waiting(A, [Draft("first")])
    for _ in range(2):
        (tmp_path / copy).write_bytes((other / "drafts.json").read_bytes())
        async with opened_drafts(tmp_path) as drafts:
            joined = Draft("ours\n\ntheirs", (PICTURE,))
            assert await drafts.load() == {A: joined, B: Draft("only there")}
            assert await drafts.load_waiting() == {A: (Draft("first"), Draft("theirs too"))}
        assert not (tmp_path / copy).exists()
        assert names(tmp_path / "trash" / "merged") == {copy}


async def test_a_copy_of_drafts_that_cannot_be_read_stays_where_it_is(tmp_path: Path) -> None:
    copy = tmp_path / "drafts (1).json"
    copy.write_bytes(b"half a fi")
    async with opened_drafts(tmp_path) as drafts:
        drafts.save(A, Draft("ours"))
        assert await drafts.load() == {A: Draft("ours")}
    assert copy.read_bytes() == b"half a fi"
