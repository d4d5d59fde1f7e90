"""Whatever is in a file, reading it takes no more than 100 MB of memory."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes.foreign_webs import chatgpt_conversation

_MOST_MB = 100
_TESTS = Path(__file__).parents[3]
_MEGABYTE = 1024 * 1024


def weighed(path: Path) -> tuple[int, int, str]:
    """Return the memory taken in MB, how many conversations arrived, and what was refused."""
    child = subprocess.run(
        [sys.executable, "-m", "fakes.import_weigher", str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={"PYTHONPATH": f"{_TESTS}:{_TESTS.parent / 'app'}"},
    )
    megabytes, count, reason = child.stdout.rstrip("\n").split("\t")
    return int(megabytes), int(count), reason


def repeated(path: Path, head: bytes, piece: bytes, megabytes: int) -> Path:
    """Write a zip whose JSON is a head and then the same again and again, nearly unpacked."""
    block = piece * (_MEGABYTE // len(piece))
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive,
        archive.open("conversations.json", "w", force_zip64=True) as stream,
    ):
        stream.write(head)
        for _ in range(megabytes):
            stream.write(block)
    return path


def sparse(path: Path) -> Path:
    """Write 2 GB of nothing after the beginning of a list."""
    with path.open("wb") as stream:
        stream.write(b"[")
        stream.truncate(2 * 1024 * _MEGABYTE)
    return path


HEAVY: dict[str, Callable[[Path], Path]] = {
    "2 GB of nothing": lambda folder: sparse(folder / "a.json"),
    "one text without end": lambda folder: repeated(folder / "a.zip", b'[{"a":"', b"x", 150),
    "one list without end": lambda folder: repeated(folder / "a.zip", b'[{"a":[', b"[],", 100),
    "numbers without end": lambda folder: repeated(folder / "a.zip", b"[1", b"1", 150),
    "names without end": lambda folder: repeated(folder / "a.zip", b'{"', b"a", 150),
    "many small lists": lambda folder: repeated(folder / "a.zip", b"[", b"[[],[]],", 20),
}


@pytest.mark.parametrize("name", HEAVY)
def test_what_is_too_heavy_is_refused_without_taking_memory(name: str, tmp_path: Path) -> None:
    megabytes, count, reason = weighed(HEAVY[name](tmp_path))

    assert count == 0
    assert reason
    assert megabytes <= _MOST_MB


def test_a_large_export_arrives_conversation_by_conversation(tmp_path: Path) -> None:
    one = json.dumps(chatgpt_conversation()).encode()
    long = one.replace(b"A wren.", b"A wren sings. " * 20_000)
    path = tmp_path / "a.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive,
        archive.open("conversations.json", "w") as stream,
    ):
        stream.write(b"[" + long)
        for _ in range(399):
            stream.write(b"," + long)
        stream.write(b"]")

    megabytes, count, _ = weighed(path)

    assert path.stat().st_size > 100 * _MEGABYTE
    assert count == 400
    assert megabytes <= _MOST_MB
