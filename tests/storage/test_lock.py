"""Laws of the folder's lock."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from whinchat.storage.lock import FolderLock

KEEPER = """
import sys, time
from pathlib import Path
from whinchat.storage.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
print(lock.try_acquire(), flush=True)
time.sleep(60)
"""


def start(folder: Path) -> subprocess.Popen[str]:
    app = Path(__file__).parents[2] / "app"
    environment = {**os.environ, "PYTHONPATH": str(app)}
    child = subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "True\n"
    return child


def test_only_one_holds_the_lock(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    assert first.try_acquire()
    assert first.try_acquire()
    assert not second.try_acquire()
    assert second.holder() == os.getpid()
    first.release()
    first.release()
    assert second.try_acquire()
    second.release()


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    child = start(tmp_path)
    lock = FolderLock(tmp_path)
    assert not lock.try_acquire()
    assert lock.holder() == child.pid

    child.send_signal(signal.SIGKILL)
    child.communicate()

    assert lock.try_acquire()
    assert lock.holder() == os.getpid()
    lock.release()


def test_nobody_is_known_to_hold_an_odd_lock(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    assert lock.holder() is None
    (tmp_path / "lock").write_bytes(b"\xff\x00")
    assert lock.holder() is None
    assert lock.try_acquire()
    lock.release()


def test_a_lock_that_was_synced_from_another_computer_keeps_nobody_out(tmp_path: Path) -> None:
    # Its number is that of a process that runs here too.
    (tmp_path / "lock").write_text(f"{os.getppid()}\n", "ascii")
    lock = FolderLock(tmp_path)
    assert lock.try_acquire()
    assert lock.holder() == os.getpid()
    lock.release()


def test_who_may_not_write_the_lock_of_another_user_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    # Root, who runs tests in some places, may write everything.
    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(PermissionError):
        FolderLock(tmp_path).try_acquire()


@pytest.mark.parametrize("trouble", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_drive_that_knows_no_locks_can_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: int
) -> None:
    def fail(_file: int, _how: int) -> None:
        raise OSError(trouble, os.strerror(trouble))

    monkeypatch.setattr("fcntl.flock", fail)
    lock = FolderLock(tmp_path)
    assert lock.try_acquire()
    assert lock.holder() == os.getpid()
    lock.release()
