"""Fetches a known model as the app would; run by the environment's Python, with `app` on its path.

.venv/bin/python packaging/weights.py FILE_NAME FOLDER
"""

import asyncio
import sys
from pathlib import Path

from whinchat.domain.errors import ProviderFailed
from whinchat.domain.weights import KNOWN, Weights
from whinchat.provider.transport import Transport
from whinchat.provider.weights import WeightsSource
from whinchat.services.weights_fetch import WeightsFetch
from whinchat.storage.disk import Disk
from whinchat.storage.model_files import ModelFiles


class ProgressLine:
    """Says how far the fetch has come: on a terminal always on one line, elsewhere now and then."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown = ""

    def show(self, done: float, doing: str) -> None:
        """Print a line if it differs from the last one."""
        terminal = sys.stderr.isatty()
        percent = int(100 * done) if terminal else 50 * int(2 * done)
        line = f"{self._label}: {percent:3} %  {doing}"
        if line != self._shown:
            self._shown = line
            start, end = ("\r\033[K", "") if terminal else ("", "\n")
            print(f"{start}{line}", end=end, file=sys.stderr, flush=True)


async def fetch(weights: Weights, folder: Path) -> None:
    """Bring the weights into the folder; raises `ProviderFailed`."""
    disk = Disk()
    transport = Transport()
    try:
        fetching = WeightsFetch(ModelFiles(disk, folder), WeightsSource(transport))
        await fetching.fetch(weights, ProgressLine(weights.label).show)
    finally:
        await transport.close()
        disk.close(timeout_seconds=10)


def main() -> int:
    """Fetch what the command line names; return 1 and say why if that cannot be done."""
    file_name, folder = sys.argv[1:]
    (weights,) = (known for known in KNOWN if known.file_name == file_name)
    try:
        asyncio.run(fetch(weights, Path(folder)))
    except ProviderFailed as error:
        print(f"\n{error.failure.title}. {error.failure.explanation}", file=sys.stderr)
        return 1
    print(file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
