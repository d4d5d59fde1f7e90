"""Laws of files that are added to a message: read with care, refused in clear words."""

import hashlib
import os
from pathlib import Path

import pytest

from whinchat.domain.draft import MOST_BYTES, MOST_TEXT_BYTES
from whinchat.storage.failures import Damaged
from whinchat.storage.incoming_files import plain_name, read_incoming


def test_a_file_comes_with_its_hash_its_kind_and_its_name(tmp_path: Path) -> None:
    file = tmp_path / "notes.py"
    file.write_bytes(b"import os\n")

    attachment, data = read_incoming(file)

    assert data == b"import os\n"
    assert attachment.sha256 == hashlib.sha256(data).hexdigest()
    assert (attachment.name, attachment.media_type) == ("notes.py", "text/plain")
    assert attachment.size_bytes == len(data)


def test_a_link_of_the_users_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("words")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")

    attachment, data = read_incoming(tmp_path / "link.txt")

    assert (attachment.name, data) == ("link.txt", b"words")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pipe", "not a file"),
        ("folder", "is a folder"),
        ("gone", "is not there"),
        ("empty", "empty"),
    ],
)
def test_what_is_no_file_is_refused_in_words(tmp_path: Path, name: str, words: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").touch()

    with pytest.raises(Damaged, match=words) as refused:
        read_incoming(tmp_path / name)

    assert name in str(refused.value)


def test_a_device_is_not_read() -> None:
    with pytest.raises(Damaged, match="not a file"):
        read_incoming(Path("/dev/zero"))


def test_a_link_that_leads_to_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    with pytest.raises(Damaged, match="loop"):
        read_incoming(tmp_path / "loop")


def test_a_program_is_refused_whatever_its_name_says(tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(b"\x7fELF\x02\x01\x01\x00")

    with pytest.raises(Damaged, match="no PNG"):
        read_incoming(file)


@pytest.mark.parametrize(
    ("head", "size"), [(b"%PDF-1.7", MOST_BYTES + 1), (b"words ", MOST_TEXT_BYTES + 1)]
)
def test_what_is_too_large_is_refused_with_the_limit(
    tmp_path: Path, head: bytes, size: int
) -> None:
    file = tmp_path / "big"
    file.write_bytes(head.ljust(size, b" "))

    with pytest.raises(Damaged, match="larger than"):
        read_incoming(file)


def test_names_are_one_readable_line() -> None:
    assert plain_name("a\nb\u202egnp.exe") == "abgnp.exe"
    assert plain_name("\n") == "file"
    long = plain_name("x" * 300 + ".txt")
    assert len(long) == 120
    assert long.endswith("….txt")
