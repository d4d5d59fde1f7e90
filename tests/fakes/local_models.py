"""A local model whose engine is a few lines of Python, and whose fetch waits for a word."""

import asyncio
import sys
from pathlib import Path

from whinchat.domain.errors import Failure, ProviderFailed
from whinchat.domain.weights import Weights
from whinchat.provider.local import LocalServer
from whinchat.provider.transport import Transport
from whinchat.provider.weights import WeightsSource
from whinchat.services.local_model import LocalModel, LocalModelState, LocalModelStatus
from whinchat.services.weights_fetch import Told, WeightsFetch
from whinchat.storage.disk import Disk
from whinchat.storage.model_files import ModelFiles

BIG = Weights(
    "big", "Big", "often wrong", "big.gguf", "MIT", 8_000_000, "0" * 64, instructions="Be brief."
)
TINY = Weights("tiny", "Tiny", "always wrong", "tiny.gguf", "MIT", 600, "1" * 64)

READY = "import json, sys; sys.stdin.readline(); "
READY += "print(json.dumps({'address': 'http://127.0.0.1:9'}), flush=True); "


class ScriptedFetch(WeightsFetch):
    """Reports progress, then waits until it is told how to end."""

    def __init__(self, files: ModelFiles, folder: Path) -> None:
        super().__init__(files, WeightsSource(Transport()))
        self.failure: Failure | None = None
        self.go_on = asyncio.Event()
        self.calls = 0
        self._folder = folder

    async def fetch(self, weights: Weights, told: Told) -> None:
        self.calls += 1
        for done in (0.1, 0.1001, 0.5):
            told(done, "Fetching it from its maker")
        await self.go_on.wait()
        if self.failure:
            raise ProviderFailed(self.failure)
        put(self._folder, weights)


class Stage:
    """A local model whose child is a few lines of Python."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self.script = READY + "sys.stdin.read()"
        self.servers: list[LocalServer] = []
        self.files = ModelFiles(disk, folder)
        self.fetch = ScriptedFetch(self.files, folder)
        self.seen: list[LocalModelStatus] = []

    def model(self, own_file: Path | None = None) -> LocalModel:
        made = LocalModel(self.files, self.fetch, own_file, known=(BIG, TINY), serve=self._serve)
        made.changed.add(self.seen.append)
        return made

    @property
    def states(self) -> list[LocalModelState]:
        return [status.state for status in self.seen]

    def _serve(self, weights: Path, model_id: str) -> LocalServer:
        server = LocalServer(weights, model_id, (sys.executable, "-c", self.script))
        self.servers.append(server)
        return server


def put(folder: Path, weights: Weights) -> Path:
    path = folder / weights.file_name
    path.write_bytes(b"GGUF".ljust(weights.size, b"."))
    return path
