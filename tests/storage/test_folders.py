"""Laws of folders: any two copies of the file merge, and whatever they say reads as a tree."""

import errno
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.conversations import a_mark
from whinchat.domain.conversation import Mark
from whinchat.domain.errors import NotSaved
from whinchat.domain.folders import (
    NO_FOLDER,
    FolderField,
    FolderId,
    FolderMarks,
    folders_within,
    shown_folders,
)
from whinchat.domain.values import Json, JsonObject
from whinchat.paths import portable_paths
from whinchat.storage.disk import Disk
from whinchat.storage.fields import mark_to_json
from whinchat.storage.folders import FolderFile, merge_folders

ids = st.sampled_from([FolderId(name) for name in "abcd"])
times = st.sampled_from([datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2, 3)])
writers = st.sampled_from(["x", "y"])
fields: st.SearchStrategy[Mapping[str, Mark]] = st.fixed_dictionaries(
    {},
    optional={
        FolderField.NAME: st.builds(Mark, st.sampled_from(["One", "Two", "", 7]), times, writers),
        FolderField.PARENT: st.builds(Mark, ids | st.just("") | st.none(), times, writers),
        FolderField.DELETED: st.builds(Mark, st.booleans(), times, writers),
    },
)
all_marks: st.SearchStrategy[FolderMarks] = st.dictionaries(ids, fields)
odd: st.SearchStrategy[Json] = st.sampled_from(
    [None, 1, "x", [], {"more": {"a": 1}}, {"more": {"b": 2}}]
)


def to_json(marks: FolderMarks, extra: Json) -> JsonObject:
    folders: Json = {
        key: {name: mark_to_json(mark) for name, mark in one.items()} for key, one in marks.items()
    }
    return {"version": 1, "folders": folders, "x-new": extra}


files = st.builds(to_json, all_marks, odd)


@given(files, files, files)
def test_merging_does_not_depend_on_the_order(
    one: JsonObject, two: JsonObject, three: JsonObject
) -> None:
    assert merge_folders(one, two) == merge_folders(two, one)
    assert merge_folders(merge_folders(one, two), three) == merge_folders(
        one, merge_folders(two, three)
    )
    assert merge_folders(one, one) == one
    assert merge_folders(merge_folders(one, two), two) == merge_folders(one, two)


@given(all_marks)
def test_whatever_is_said_reads_as_a_tree(marks: FolderMarks) -> None:
    shown = shown_folders(marks)

    before: set[FolderId] = {NO_FOLDER}
    for folder in shown:
        assert folder.parent_id in before
        assert folder.name
        before.add(folder.id)
    living = {key for key, one in marks.items() if not _is_deleted(one)}
    assert before - {NO_FOLDER} == living
    assert len(shown) == len(living)


def _is_deleted(one: object) -> bool:
    mark = one.get(FolderField.DELETED) if isinstance(one, dict) else None
    return bool(mark and mark.value)


def folder(name: str, parent: str = "") -> dict[str, Mark]:
    return {FolderField.NAME: a_mark(name), FolderField.PARENT: a_mark(parent)}


def test_folders_that_were_moved_into_each_other_stay_readable() -> None:
    marks = {FolderId("a"): folder("A", "b"), FolderId("b"): folder("B", "a")}
    assert [(one.id, one.parent_id) for one in shown_folders(marks)] == [("a", ""), ("b", "a")]


def test_a_folder_holds_all_that_lies_in_it() -> None:
    marks = {
        FolderId("a"): folder("A"),
        FolderId("b"): folder("B", "a"),
        FolderId("c"): folder("C", "b"),
        FolderId("d"): folder("D"),
    }
    assert set(folders_within(FolderId("a"), shown_folders(marks))) == {"a", "b", "c"}


@pytest.fixture
def file(tmp_path: Path) -> FolderFile:
    return FolderFile(portable_paths(tmp_path), Disk())


async def test_folders_are_there_after_a_restart(tmp_path: Path, file: FolderFile) -> None:
    await file.save({FolderId("a"): folder("A")})
    await file.save({FolderId("b"): folder("B", "a")})

    again = FolderFile(portable_paths(tmp_path), Disk())
    assert await again.load() == {"a": folder("A"), "b": folder("B", "a")}


async def test_what_another_computer_wrote_meanwhile_is_kept(
    tmp_path: Path, file: FolderFile
) -> None:
    await file.save({FolderId("a"): folder("A")})
    other = FolderFile(portable_paths(tmp_path), Disk())
    await other.load()
    await other.save({FolderId("b"): folder("B")})

    await file.save({FolderId("c"): folder("C")})

    again = FolderFile(portable_paths(tmp_path), Disk())
    assert set(await again.load()) == {"a", "b", "c"}


def kept_aside(folder: Path) -> list[Path]:
    return [*folder.glob("folders.json.damaged-*")]


@pytest.mark.parametrize("data", [b"", b"garbage", b"[]", b'{"folders": {"a": {"na'])
async def test_a_damaged_file_is_kept_aside_and_the_copy_before_counts(
    tmp_path: Path, file: FolderFile, data: bytes
) -> None:
    await file.save({FolderId("a"): folder("A")})
    await file.save({FolderId("b"): folder("B")})
    path = tmp_path / "folders.json"
    path.write_bytes(data)

    again = FolderFile(portable_paths(tmp_path), Disk())
    assert set(await again.load()) == {"a"}
    await again.save({FolderId("c"): folder("C")})

    assert [one.read_bytes() for one in kept_aside(tmp_path)] == [data]


async def test_what_a_newer_version_wrote_is_not_written_over(
    tmp_path: Path, file: FolderFile
) -> None:
    path = tmp_path / "folders.json"
    path.write_bytes(b'{"version": 2, "folders": {"a": {"name": {"value": "A"}}}}')
    before = path.read_bytes()

    with pytest.raises(NotSaved, match="newer"):
        await file.save({FolderId("b"): folder("B")})

    assert path.read_bytes() == before


async def test_unknown_fields_stay(tmp_path: Path, file: FolderFile) -> None:
    path = tmp_path / "folders.json"
    path.write_bytes(b'{"x-new": 1, "folders": {"a": {"colour": {"value": "red"}, "x": [2]}}}')

    await file.save({FolderId("a"): folder("A")})

    written = path.read_bytes()
    assert b'"x-new": 1' in written
    assert b'"colour":{"value":"red"}' in written
    assert b'"x":[2]' in written


async def test_what_could_not_be_written_is_written_later(tmp_path: Path) -> None:
    disk = Disk()
    file = FolderFile(portable_paths(tmp_path / "data"), disk, retry_seconds=0.05)
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(NotSaved):
        await file.save({FolderId("a"): folder("A")})
    (tmp_path / "data").unlink()

    assert disk.close(5)

    again = FolderFile(portable_paths(tmp_path / "data"), Disk())
    assert set(await again.load()) == {"a"}


async def test_a_file_that_cannot_be_read_for_a_moment_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths, disk = portable_paths(tmp_path), Disk()
    one, other = FolderId("one"), FolderId("other")
    await FolderFile(paths, disk).save({one: {FolderField.NAME: a_mark("One")}})
    file = FolderFile(paths, disk, 0.01)
    with monkeypatch.context() as patched:
        patched.setattr("whinchat.storage.reading.open_to_read", _refuse)
        assert await file.load() == {}
        with pytest.raises(NotSaved):
            await file.save({other: {FolderField.NAME: a_mark("Other")}})
    assert disk.close(5)

    disk = Disk()
    assert {*await FolderFile(paths, disk).load()} == {one, other}
    disk.close(5)


def _refuse(path: Path) -> int:
    raise OSError(errno.EMFILE, "Too many open files", str(path))
