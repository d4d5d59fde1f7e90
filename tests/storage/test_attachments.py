"""Laws of attachments: found by their content, named by nobody else."""

import hashlib
from pathlib import Path

import pytest

from fakes.libraries import opened_library
from whinchat.domain.parts import Attachment
from whinchat.storage.attachments import attachment_path, keep_attachment, read_attachment
from whinchat.storage.failures import Damaged

DATA = b"picture"
SHA256 = hashlib.sha256(DATA).hexdigest()


def attachment(
    name: str = "a.png", media_type: str = "image/png", sha256: str = SHA256
) -> Attachment:
    return Attachment(sha256, media_type, name, len(DATA))


async def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    async with opened_library(tmp_path) as library:
        library.keep_attachment(attachment(), DATA)
        assert await library.attachment(attachment()) == DATA
    assert [path.name for path in (tmp_path / "attachments").iterdir()] == [f"{SHA256}.png"]


def test_the_same_content_is_written_once(tmp_path: Path) -> None:
    keep_attachment(tmp_path, attachment(), DATA)
    before = attachment_path(tmp_path, attachment()).stat().st_mtime_ns
    keep_attachment(tmp_path, attachment("other.png"), DATA)
    assert attachment_path(tmp_path, attachment()).stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("name", "media_type", "ending"),
    [
        ("x.jpeg", "image/jpeg", "jpg"),
        ("notes.md", "text/x-odd", "md"),
        ("../../etc/passwd", "text/x-odd", "bin"),
        ("a.p/../x", "", "bin"),
        ("a." + "x" * 300, "", "bin"),
        ("", "", "bin"),
        ("ARCHIVE.ZIP", "application/zip", "zip"),
    ],
)
def test_a_given_name_never_becomes_a_path(
    tmp_path: Path, name: str, media_type: str, ending: str
) -> None:
    path = attachment_path(tmp_path, attachment(name, media_type))
    assert path == tmp_path / f"{SHA256}.{ending}"


@pytest.mark.parametrize("sha256", ["", "../x", "0" * 63, "G" * 64, SHA256.upper(), SHA256 + "\n"])
def test_what_is_no_hash_is_refused(tmp_path: Path, sha256: str) -> None:
    with pytest.raises(Damaged, match="hash"):
        read_attachment(tmp_path, attachment(sha256=sha256))


def test_missing_or_changed_content_is_never_shown(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="not there"):
        read_attachment(tmp_path, attachment())
    attachment_path(tmp_path, attachment()).write_bytes(b"another")
    with pytest.raises(Damaged, match="changed"):
        read_attachment(tmp_path, attachment())
