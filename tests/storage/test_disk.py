"""Laws of the disk's thread and of atomic writes."""

import asyncio
import stat
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from whinchat.domain.errors import NotSaved
from whinchat.storage.disk import Disk, write_atomically


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    disk.close(5)


def wait_for(gate: threading.Event) -> None:
    gate.wait()


async def test_work_runs_in_order_on_one_thread(disk: Disk) -> None:
    done: list[tuple[int, int]] = []

    def note(number: int) -> None:
        done.append((number, threading.get_ident()))

    for number in range(100):
        disk.post(partial(note, number))
    await disk.run(lambda: None)
    assert [number for number, _ in done] == list(range(100))
    assert {thread for _, thread in done} - {threading.get_ident()} == {done[0][1]}


async def test_run_returns_or_raises_what_the_work_does(disk: Disk) -> None:
    def fail() -> None:
        raise NotSaved("no")

    assert await disk.run(lambda: 7) == 7
    with pytest.raises(NotSaved, match="no"):
        await disk.run(fail)


async def test_work_is_done_though_nobody_waits_any_more(disk: Disk) -> None:
    gate = threading.Event()
    done: list[int] = []
    disk.post(partial(wait_for, gate))
    waiting = disk.run(lambda: done.append(1))
    waiting.cancel()
    gate.set()
    await disk.run(lambda: None)

    assert done == [1]


async def test_an_error_nobody_waits_for_is_told() -> None:
    told: list[Exception] = []
    disk = Disk(told.append)

    def fail() -> None:
        raise NotSaved("no")

    disk.post(fail)
    await disk.run(lambda: None)
    assert [str(error) for error in told] == ["no"]
    disk.close(5)


async def test_an_error_after_cancelling_is_told() -> None:
    told: list[Exception] = []
    disk = Disk(told.append)
    gate = threading.Event()

    def fail() -> None:
        gate.wait()
        raise NotSaved("no")

    waiting = disk.run(fail)
    waiting.cancel()
    gate.set()
    await disk.run(lambda: None)

    assert [str(error) for error in told] == ["no"]
    disk.close(5)


async def test_closing_does_what_is_queued_and_what_was_put_off(disk: Disk) -> None:
    done: list[str] = []
    disk.later(3600, lambda: done.append("put off"))
    disk.post(lambda: done.append("queued"))
    assert disk.close(5)
    assert done == ["queued", "put off"]


async def test_closing_tells_when_it_takes_longer() -> None:
    disk, gate = Disk(), threading.Event()
    disk.post(partial(wait_for, gate))
    assert not disk.close(0.01)
    gate.set()
    assert disk.close(5)


async def test_work_put_off_comes_after_its_time(disk: Disk) -> None:
    came = threading.Event()
    begun = time.monotonic()
    disk.later(0.05, came.set)
    await asyncio.to_thread(came.wait)
    assert time.monotonic() - begun >= 0.05


def test_a_write_is_private_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a.json"
    write_atomically(path, b"one")
    assert path.read_bytes() == b"one"
    assert [child.name for child in path.parent.iterdir()] == ["a.json"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_write_keeps_the_previous_content_as_bak(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for content in (b"one", b"two", b"three"):
        write_atomically(path, content, keep_previous=True)
    assert path.read_bytes() == b"three"
    assert (tmp_path / "a.bak").read_bytes() == b"two"
    assert len(list(tmp_path.iterdir())) == 2


def test_the_previous_content_is_copied_where_there_are_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_arguments: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    path = tmp_path / "a.json"
    for content in (b"one", b"two"):
        write_atomically(path, content, keep_previous=True)
    assert (tmp_path / "a.bak").read_bytes() == b"one"


def test_a_write_over_a_link_leaves_its_target(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"theirs")
    link.symlink_to(target)
    write_atomically(link, b"ours")
    assert (target.read_bytes(), link.read_bytes()) == (b"theirs", b"ours")


def test_a_write_into_a_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotSaved, match=r"something else lies where the folder was. .* try again"):
        write_atomically(tmp_path / "file" / "a.json", b"x")


def test_a_write_that_breaks_off_leaves_the_file(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError("stop")

    path = tmp_path / "a.json"
    write_atomically(path, b"old")
    with pytest.raises(RuntimeError):
        write_atomically(path, pieces())
    assert [child.name for child in tmp_path.iterdir()] == ["a.json"]
    assert path.read_bytes() == b"old"


def test_descriptors_are_given_back(tmp_path: Path) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.exists():
        pytest.skip("there is no /proc to count descriptors in")
    before = len([*descriptors.iterdir()])
    for _ in range(10):
        write_atomically(tmp_path / "a.json", b"x", keep_previous=True)
        with pytest.raises(NotSaved):
            write_atomically(tmp_path / "a.json" / "b", b"x")
    assert len([*descriptors.iterdir()]) == before
