"""Zips that mean harm, or were cut off, are refused with a sentence, and nothing is unpacked."""

import errno
import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes.foreign_webs import chatgpt_zip
from whinchat.storage.exchange.importing import arrivals as arriving
from whinchat.storage.exchange.importing import zip_bundle
from whinchat.storage.exchange.importing.arrivals import arrivals
from whinchat.storage.exchange.importing.imported import Imported, Unread
from whinchat.storage.exchange.importing.refusal import Refused


def refusal(path: Path) -> str:
    """Return why a file is refused, as a whole or the one thing in it."""
    try:
        found = [*arrivals(path, reads_content=True)]
    except Refused as error:
        return str(error)
    assert not [one for one in found if isinstance(one, Imported)]
    return " ".join(one.reason for one in found if isinstance(one, Unread))


def zipped(path: Path, *members: tuple[str, bytes]) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Of two members with one name.
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members:
                archive.writestr(name, data)
    return path


def linked(path: Path) -> Path:
    info = zipfile.ZipInfo("conversations.json")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return path


def locked(path: Path) -> Path:
    data = bytearray(zipped(path, ("conversations.json", b"[]")).read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    path.write_bytes(data)
    return path


def cut(path: Path) -> Path:
    data = chatgpt_zip(path).read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    return path


def damaged(path: Path) -> Path:
    data = bytearray(chatgpt_zip(path).read_bytes())
    data[60:90] = bytes(30)
    path.write_bytes(data)
    return path


def bomb(path: Path) -> Path:
    blanks = b" " * (1024 * 1024)
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("conversations.json", "w", force_zip64=True) as stream,
    ):
        stream.write(b"[")
        for _ in range(300):
            stream.write(blanks)
    return path


def crowded(path: Path) -> Path:
    return zipped(path, *((f"{number}.txt", b"") for number in range(20_001)))


def long_directory(path: Path) -> Path:
    data = bytearray(zipped(path, ("a.json", b"[]")).read_bytes())
    struct.pack_into("<L", data, data.rindex(b"PK\x05\x06") + 12, 2**31)
    path.write_bytes(data)
    return path


HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "leads out": (lambda path: zipped(path, ("../../x.json", b"[]")), "outside of itself"),
    "absolute": (lambda path: zipped(path, ("/etc/x.json", b"[]")), "outside of itself"),
    "a drive": (lambda path: zipped(path, ("C:\\x.json", b"[]")), "outside of itself"),
    "backslashes": (lambda path: zipped(path, ("a\\..\\..\\x.json", b"[]")), "outside of itself"),
    "a link": (linked, "a link instead of a file"),
    "locked": (locked, "locked with a password"),
    "cut off": (cut, "not downloaded to its end"),
    "damaged": (damaged, "damaged"),
    "a bomb": (bomb, "far more than any conversation"),
    "crowded": (crowded, "more than 20,000 files"),
    "a long directory": (long_directory, "more than 20,000 files"),
    "two of one name": (
        lambda path: zipped(path, ("conversations.json", b"[]"), ("conversations.json", b"{}")),
        "two files of one name",
    ),
    "empty": (zipped, "No conversations were found"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    make, words = HOSTILE[name]

    reason = refusal(make(tmp_path / "chats.zip"))

    assert words in reason
    assert reason.endswith(".")


def test_nothing_is_unpacked(tmp_path: Path) -> None:
    path = chatgpt_zip(tmp_path / "chats.zip")

    [*arrivals(path, reads_content=True)]

    assert [*tmp_path.iterdir()] == [path]


def test_a_zip_in_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("conversations.json", "[]")

    assert "No conversations" in refusal(zipped(tmp_path / "a.zip", ("b.zip", inner.getvalue())))


def test_a_name_that_is_a_device_elsewhere_is_passed_over(tmp_path: Path) -> None:
    assert "No conversations" in refusal(zipped(tmp_path / "a.zip", ("CON.json", b"[]")))


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    outside = chatgpt_zip(tmp_path / "chats.zip")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "conversations.json").symlink_to(outside)

    assert "No conversations" in refusal(folder)


def test_a_picture_that_is_too_large_is_left_out_and_told(tmp_path: Path) -> None:
    path = chatgpt_zip(tmp_path / "chats.zip")
    with zipfile.ZipFile(path) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    big = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * (140 * 1024)
    others = [one for one in members if not one[0].startswith("file-")]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in [*others, ("file-Bird1-bird.png", big)]:
            archive.writestr(name, data)

    (one,) = arrivals(path, reads_content=True)

    assert isinstance(one, Imported)
    assert one.pictures == 0
    assert "more than 32 MB" in one.notes[0]


def test_a_zip_that_cannot_be_opened_now_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = chatgpt_zip(tmp_path / "a.zip")

    def fail(_path: Path) -> int:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(arriving, "is_zip", lambda _path: True)
    monkeypatch.setattr(zip_bundle, "open_to_read", fail)

    assert "Too many open files" in refusal(path)
