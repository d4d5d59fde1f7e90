"""Cut the power of a file system under a process that saves, again and again.

python tests/faults/power_loop.py COUNT FOLDER SEED ext4|xfs [careless]

A real file system on a loop device, ext4 without the crutch that writes renamed files out by
itself, or XFS, is shut down so that whatever was not synced is gone; then it is mounted anew.
Needs root and Linux.
"""

import asyncio
import fcntl
import json
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

from faults.promises import Promises
from faults.saver import start_saver

_SHUT_DOWN = 0x8004587D
"""FS_IOC_SHUTDOWN; with 2 not even the file system's own log is written."""


_OPTIONS = {"ext4": "loop,noauto_da_alloc", "xfs": "loop"}
_FORCE = {"ext4": "-F", "xfs": "-f"}
_PACKAGES = {"ext4": "e2fsprogs", "xfs": "xfsprogs"}
_LEAST_BYTES = 320 << 20
"""XFS takes no less than 300 MB."""


class PowerCuts:
    """A small file system that can lose its power."""

    def __init__(self, folder: Path, kind: str) -> None:
        self._kind = kind
        self._image, self.mount_point = folder / "disk.img", folder / "disk"

    def make(self) -> None:
        """Make and mount it. Raises ``OSError`` or ``CalledProcessError`` where it may not."""
        self.mount_point.mkdir(parents=True)
        with self._image.open("wb") as image:
            image.truncate(_LEAST_BYTES)
        _run(f"mkfs.{self._kind}", "-q", _FORCE[self._kind], str(self._image))
        self.mount()

    def mount(self) -> None:
        """Put it under power."""
        _run("mount", "-o", _OPTIONS[self._kind], str(self._image), str(self.mount_point))

    def cut(self) -> None:
        """Take the power away: from now on every access fails."""
        disk = os.open(self.mount_point, os.O_RDONLY)
        fcntl.ioctl(disk, _SHUT_DOWN, struct.pack("I", 2))
        os.close(disk)

    def unmount(self) -> None:
        """Take it away, once nobody uses it any more."""
        for _ in range(100):
            if not subprocess.run(
                ["umount", str(self.mount_point)], capture_output=True, check=False
            ).returncode:
                return
            time.sleep(0.02)
        raise TimeoutError(self.mount_point)


def what_is_missing(folder: Path, kind: str) -> str:
    """Return why power cannot be cut here, or nothing."""
    if not sys.platform.startswith("linux"):
        return "power cuts need Linux"
    if missing := [name for name in (f"mkfs.{kind}", "mount") if shutil.which(name) is None]:
        return f"power cuts need {missing[0]}: apt-get install {_PACKAGES[kind]} mount"
    trial = PowerCuts(folder / "try", kind)
    try:
        trial.make()
    except (OSError, subprocess.CalledProcessError) as error:
        words = error.stderr if isinstance(error, subprocess.CalledProcessError) else str(error)
        return f"power cuts need the right to mount a loop device: {words.strip()}"
    trial.unmount()
    return ""


def cut_again_and_again(count: int, folder: Path, seed: int, kind: str) -> dict[str, object]:
    """Return the figures of so many power cuts."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    promises, begun_at = Promises(), time.monotonic()
    cuts = PowerCuts(folder, kind)
    cuts.make()
    for number in range(count):
        process_id, pipe = start_saver(cuts.mount_point / "library", seed + number)
        time.sleep(chance.uniform(2, 4) if number % 10 == 0 else chance.uniform(0.01, 0.4))
        # First the process: what a file system says while it is shut down is no promise.
        os.kill(process_id, signal.SIGKILL)
        os.waitpid(process_id, 0)
        cuts.cut()
        cut_at = time.monotonic()
        promises.read(pipe)
        cuts.unmount()
        cuts.mount()
        asyncio.run(promises.check(cuts.mount_point / "library", cut_at))
    cuts.unmount()
    return {
        "cuts": count,
        "on": kind,
        **promises.figures(),
        "took_seconds": round(time.monotonic() - begun_at, 1),
    }


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)


def forget_to_sync() -> None:
    """Break the library's promise, to see that these power cuts find it broken."""
    for name in ("files.sync_file", "journal.sync_file", "disk.sync_folder", "journal.sync_folder"):
        mock.patch(f"whinchat.storage.{name}").start()


if __name__ == "__main__":
    if "careless" in sys.argv:
        forget_to_sync()
    FIGURES = cut_again_and_again(
        int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    )
    print(json.dumps(FIGURES))  # noqa: T201 - its output
