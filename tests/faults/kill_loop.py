"""Kill a process that streams and saves, again and again, and look what is left.

python tests/faults/kill_loop.py COUNT FOLDER SEED library|chat
"""

import asyncio
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from faults.chatter import chat_into
from faults.promises import Promises
from faults.saver import save_into, start_saver

_PROGRAMS = {"library": save_into, "chat": chat_into}


def kill_again_and_again(count: int, folder: Path, seed: int, program: str) -> dict[str, object]:
    """Return the figures of so many kills."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    promises, begun_at = Promises(), time.monotonic()
    for number in range(count):
        process_id, pipe = start_saver(folder, seed + number, _PROGRAMS[program])
        time.sleep(_lifetime(chance, number))
        os.kill(process_id, signal.SIGKILL)
        killed_at = time.monotonic()
        os.waitpid(process_id, 0)
        promises.read(pipe)
        asyncio.run(promises.check(folder, killed_at))
    return {
        "kills": count,
        **promises.figures(),
        "took_seconds": round(time.monotonic() - begun_at, 1),
    }


def _lifetime(chance: random.Random, number: int) -> float:
    """Return for how many seconds a process may work.

    Most die early, where files are made; every fiftieth streams long enough to fall behind.
    """
    return chance.uniform(1.2, 2.5) if number % 50 == 0 else chance.uniform(0.005, 0.1)


if __name__ == "__main__":
    FIGURES = kill_again_and_again(
        int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    )
    print(json.dumps(FIGURES))  # noqa: T201 - its output
