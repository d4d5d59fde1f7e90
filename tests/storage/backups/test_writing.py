"""Laws of writing backups."""

import errno
import json
import os
import shutil
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.libraries import opened_library
from fakes.nasty_talk import CANARY
from whinchat.domain.conversation import Field
from whinchat.domain.errors import NotSaved
from whinchat.domain.settings import Settings
from whinchat.paths import portable_paths
from whinchat.storage.backups import writing
from whinchat.storage.backups.contents import library_name, look_at
from whinchat.storage.backups.manifest import Backup, Manifest
from whinchat.storage.backups.packing import GivenUp
from whinchat.storage.backups.reading import check_backup, open_backup
from whinchat.storage.backups.rotation import outdated
from whinchat.storage.backups.writing import Plan, backups_in, write_backup
from whinchat.storage.settings_file import settings_bytes

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)


def back_up(data: Path, now: datetime = NOW, kept: int = 5) -> Backup:
    return write_backup(portable_paths(data), Plan(data / "backups", kept), now)


def names_in(backup: Backup) -> set[str]:
    with zipfile.ZipFile(backup.path) as archive:
        return set(archive.namelist())


async def test_what_is_still_in_the_journal_is_in_the_file_of_the_backup(tmp_path: Path) -> None:
    question = fakes.a_message("What is a whinchat?")
    conversation = fakes.a_conversation(question)
    async with opened_library(tmp_path) as library:
        library.begin(conversation)
        await library.save_message(conversation.id, question)
        library.save_field(conversation.id, Field.TITLE, fakes.a_mark("Birds"))
        await library.settle(conversation.id)
        assert not (tmp_path / "conversations" / f"{conversation.id}.json").exists()

        backup = back_up(tmp_path)

    name = f"conversations/{conversation.id}.json"
    with zipfile.ZipFile(backup.path) as archive:
        written = json.loads(archive.read(name))
    assert written["title"]["value"] == "Birds"
    assert written["messages"][0]["parts"][0]["text"] == "What is a whinchat?"
    assert f"conversations/{conversation.id}.journal" not in names_in(backup)


async def test_what_cannot_be_read_is_kept_byte_for_byte(tmp_path: Path) -> None:
    async with opened_library(tmp_path):
        pass
    damaged = b'{"messages": [' + b"\0" * 99
    (tmp_path / "conversations" / "odd.json").write_bytes(damaged)
    (tmp_path / "conversations" / "odd.journal").write_bytes(b"{\n")

    backup = back_up(tmp_path)

    with zipfile.ZipFile(backup.path) as archive:
        assert archive.read("conversations/odd.json") == damaged
        assert archive.read("conversations/odd.journal") == b"{\n"


async def test_trash_attachments_folders_drafts_and_settings_are_in_it(tmp_path: Path) -> None:
    conversation = fakes.a_conversation(fakes.a_message("Hello"))
    async with opened_library(tmp_path) as library:
        await library.add(conversation)
        await library.listing.move_to_trash([conversation.id], NOW)
    for name in ("folders.json", "drafts.json", "settings.json", "attachments/ab.png"):
        (tmp_path / name).write_bytes(b"{}")

    backup = back_up(tmp_path)

    lists = {"folders.json", "drafts.json", "settings.json", "attachments/ab.png"}
    assert names_in(backup) == {"backup.json", f"trash/{conversation.id}.json", *lists}
    with zipfile.ZipFile(backup.path) as archive:
        info = archive.getinfo(f"trash/{conversation.id}.json")
    assert info.date_time == NOW.timetuple()[:6]


def test_a_key_is_never_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENROUTER_API_KEY", CANARY)
    (tmp_path / "settings.json").write_bytes(settings_bytes(Settings()))
    (tmp_path / "keys.json").write_text(CANARY)
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "whinchat.log").write_text(CANARY)

    backup = back_up(tmp_path)

    with zipfile.ZipFile(backup.path) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert CANARY.encode() not in everything + backup.path.read_bytes()
    assert b"whinchat-settings" in everything


def test_nothing_changed_has_the_same_fingerprint(tmp_path: Path) -> None:
    paths = portable_paths(tmp_path)
    paths.conversations.mkdir()
    file = paths.conversations / "one.json"
    file.write_bytes(b"{}")
    before = look_at(paths).fingerprint
    back_up(tmp_path)

    assert look_at(paths).fingerprint == before
    file.write_bytes(b"{ }")
    assert look_at(paths).fingerprint != before


def test_a_backup_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = portable_paths(tmp_path)
    paths.conversations.mkdir()
    (paths.conversations / "one.json").write_bytes(b"{}")
    plan = Plan(tmp_path / "backups", 5)

    with pytest.raises(GivenUp):
        write_backup(paths, plan, NOW, lambda: False)
    assert list(plan.folder.iterdir()) == []

    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    with monkeypatch.context() as changed:
        changed.setattr(shutil, "disk_usage", lambda _folder: usage)
        with pytest.raises(NotSaved, match="nearly full"):
            write_backup(paths, plan, NOW)
    assert list(plan.folder.iterdir()) == []

    def flip(written: Path) -> None:
        data = bytearray(written.read_bytes())
        data[len(data) // 2] ^= 0xFF
        written.write_bytes(data)
        check_backup(written)

    monkeypatch.setattr(writing, "check_backup", flip)
    with pytest.raises(NotSaved, match="could not be read again"):
        write_backup(paths, plan, NOW)
    assert list(plan.folder.iterdir()) == []


def test_what_packs_like_a_bomb_can_be_restored(tmp_path: Path) -> None:
    paths = portable_paths(tmp_path)
    paths.conversations.mkdir()
    words = b'{"messages": [], "x": "' + b"a" * 3_000_000 + b'"}'
    (paths.conversations / "one.json").write_bytes(words)

    backup = back_up(tmp_path)

    with open_backup(backup.path) as opened:
        assert opened.bundle.members["conversations/one.json"].read_whole() == words


def test_a_second_backup_in_the_same_minute_takes_another_name(tmp_path: Path) -> None:
    first, second = back_up(tmp_path), back_up(tmp_path, NOW + timedelta(seconds=9))

    assert first.path != second.path
    found = backups_in(tmp_path / "backups", library_name(portable_paths(tmp_path)))
    assert [one.path for one in found] == [second.path, first.path]


def test_only_old_backups_of_this_library_go(tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "backups"
    other = back_up(tmp_path / "other")
    others = [folder / "whinchat-2020-01-01-0000.zip", folder / "holiday.zip"]
    folder.mkdir(parents=True)
    for path in others:
        shutil.copy(other.path, path)
    left = folder / "whinchat-2026-11-01-0900.zip.tmp"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))

    made = [back_up(tmp_path / "mine", NOW + timedelta(hours=n), kept=2) for n in range(4)]

    assert sorted(folder.iterdir()) == sorted([*others, made[2].path, made[3].path])


def _made(days_ago: int) -> Backup:
    at = NOW - timedelta(days=days_ago)
    manifest = Manifest(at, "", "", 0, 0, 0)
    return Backup(Path(f"{at:%Y-%m-%d}"), 1, manifest)


def test_the_last_few_stay_and_one_of_each_month() -> None:
    daily = [_made(day) for day in range(100)]

    gone = {backup.path for backup in outdated(daily, 5, NOW)}

    stay = [backup.path.name for backup in daily if backup.path not in gone]
    assert stay[:5] == [_made(day).path.name for day in range(5)]
    assert stay[5:] == ["2026-10-31", "2026-09-30", "2026-08-31"]


def test_a_wrong_clock_pushes_out_nothing_that_is_made_today() -> None:
    ahead = [_made(-day) for day in range(400, 410)]
    today = _made(0)

    assert today not in outdated([*ahead, today], 2, NOW)


def test_old_backups_that_cannot_be_found_are_no_reason_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_folder: Path, _library: str) -> list[Backup]:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(writing, "backups_in", fail)

    check_backup(back_up(tmp_path).path)


def test_a_folder_that_cannot_be_looked_at_is_told_as_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_folder: Path, _now: datetime) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(writing, "free_path", fail)

    with pytest.raises(NotSaved, match="may not be written to"):
        back_up(tmp_path)
