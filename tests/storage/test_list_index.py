"""Laws of the list's cache: what it says is what the folder says, whatever becomes of the file."""

import gc
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from fakes import conversations as fakes
from fakes.summaries import read_summaries
from whinchat.domain.conversation import Field
from whinchat.storage import list_index
from whinchat.storage.conversation_file import document_of
from whinchat.storage.journal_lines import field_line
from whinchat.storage.list_index import ListIndex, _digest


def put(folder: Path, name: str, title: str) -> Path:
    path = folder / f"{name}.json"
    conversation = fakes.a_conversation(fakes.a_message("words"), title=title)
    temporary = folder / "new"
    temporary.write_bytes(b"".join(document_of(conversation).pieces()))
    return temporary.replace(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "conversations"
    folder.mkdir()
    for name in "abc":
        put(folder, name, f"Title {name}")
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "list.json"


def refresh(folder: Path, file: Path) -> tuple[set[str], set[str]]:
    """Return the titles known at once, and those known after the check."""
    index = ListIndex(folder, file)
    known = {str(summary.id): summary.title for summary in index.load()}
    before = set(known.values())
    changes = index.compare()
    for stem in changes.gone:
        del known[stem]
    known.update({summary.id: summary.title for summary in index.read(changes.stems)})
    index.save()
    return before, set(known.values())


def test_the_list_is_known_at_once_and_nothing_is_read_again(folder: Path, file: Path) -> None:
    refresh(folder, file)
    index = ListIndex(folder, file)

    assert set(index.load()) == set(read_summaries(folder))
    assert (index.compare().stems, index.compare().gone) == ([], [])


def test_the_file_is_not_written_when_nothing_changed(folder: Path, file: Path) -> None:
    refresh(folder, file)
    before = file.stat().st_mtime_ns, file.stat().st_ino
    refresh(folder, file)
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before


def rename(folder: Path) -> None:
    put(folder, "a", "New")


def rename_in_the_journal(folder: Path) -> None:
    (folder / "a.journal").write_bytes(field_line(Field.TITLE, fakes.a_mark("New")))


def rename_in_place(folder: Path) -> None:
    path = folder / "a.json"
    path.write_bytes(path.read_bytes().replace(b"Title a", b"Title n"))


def exchange(folder: Path) -> None:
    (folder / "a.json").rename(folder / "spare")
    (folder / "b.json").rename(folder / "a.json")
    (folder / "spare").rename(folder / "b.json")


def remove(folder: Path) -> None:
    (folder / "a.json").unlink()


def damage(folder: Path) -> None:
    (folder / "a.json").write_bytes(b"garbage")


def add(folder: Path) -> None:
    put(folder, "d", "Title d")


@pytest.mark.parametrize(
    "change", [rename, rename_in_the_journal, rename_in_place, exchange, remove, damage, add]
)
def test_what_changed_is_read_anew(
    folder: Path, file: Path, change: Callable[[Path], None]
) -> None:
    refresh(folder, file)
    change(folder)

    _, after = refresh(folder, file)

    assert after == {summary.title for summary in read_summaries(folder)}


def empty(file: Path) -> None:
    file.write_bytes(b"")


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def forge(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"Title a", b"Forged!"))


def other_version(file: Path) -> None:
    _, _, data = file.read_bytes().partition(b"\n")
    with patch.object(list_index, "_VERSION", b"99"):
        write_with_digest(file, data)


def other_shape(file: Path) -> None:
    write_with_digest(file, b'{"stamp": "x"}\n')


def write_with_digest(file: Path, data: bytes) -> None:
    file.write_bytes(_digest(data) + b"\n" + data)


def delete(file: Path) -> None:
    file.unlink()


def folder_in_its_place(file: Path) -> None:
    file.unlink()
    file.mkdir()


def link_in_its_place(file: Path) -> None:
    other = file.rename(file.with_suffix(".other"))
    file.symlink_to(other)


@pytest.mark.parametrize(
    "harm",
    [
        empty,
        cut,
        forge,
        other_version,
        other_shape,
        delete,
        folder_in_its_place,
        link_in_its_place,
    ],
)
def test_a_file_that_is_not_ours_as_we_wrote_it_says_nothing(
    folder: Path, file: Path, harm: Callable[[Path], None]
) -> None:
    refresh(folder, file)
    harm(file)

    before, after = refresh(folder, file)

    assert (before, after) == (set(), {"Title a", "Title b", "Title c"})


def test_a_cache_that_takes_nothing_does_not_matter(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")

    _, after = refresh(folder, tmp_path / "cache" / "list.json")

    assert after == {"Title a", "Title b", "Title c"}


def test_what_could_not_be_read_is_tried_again_with_the_same_stamps(
    folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("whinchat.storage.summaries.open_to_read", refuse)
        refresh(folder, file)

    assert refresh(folder, file) == (set(), {"Title a", "Title b", "Title c"})


def test_a_folder_that_is_gone_is_an_empty_list(folder: Path, file: Path, tmp_path: Path) -> None:
    refresh(folder, file)
    folder.rename(tmp_path / "elsewhere")

    before, after = refresh(folder, file)

    assert (len(before), after) == (3, set())


def test_a_conversation_that_is_known_takes_little_room_while_it_is_read(
    folder: Path, file: Path
) -> None:
    count = 400
    for number in range(count):
        put(folder, f"{number:032}", f"Title {number}")
    refresh(folder, file)
    index = ListIndex(folder, file)
    gc.collect()
    tracemalloc.start()

    known = index.load()

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(known) >= count
    assert peak < 800 * count
