"""Laws of when backups are made."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fakes.place import Place
from fakes.shelves import stored
from whinchat.domain.errors import NotSaved
from whinchat.domain.settings import BackupInterval, Settings
from whinchat.services.backups import Backups, is_due
from whinchat.services.preferences import Preferences
from whinchat.storage.disk import Disk

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
WEEK = timedelta(days=7)


class Clock:
    """Stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    assert disk.close(10)


@pytest.fixture
async def backups(place: Place, clock: Clock, disk: Disk) -> Backups:
    preferences = Preferences(Settings(), place.paths.settings_file, place.disk)
    return Backups(place.paths, preferences, disk, clock)


def count(backups: Backups) -> int:
    return len([*backups.folder.glob("*.zip")]) if backups.folder.is_dir() else 0


async def test_a_backup_is_made_when_it_is_time_and_something_has_changed(
    place: Place, backups: Backups, clock: Clock
) -> None:
    await backups.make_if_due()
    assert count(backups) == 0

    await stored(place, "First")
    await backups.make_if_due()
    assert count(backups) == 1

    clock.now += WEEK
    await backups.make_if_due()
    assert count(backups) == 1

    await stored(place, "Second")
    clock.now -= timedelta(days=1)
    await backups.make_if_due()
    assert count(backups) == 1

    clock.now += timedelta(days=1)
    await backups.make_if_due()
    assert count(backups) == 2
    assert backups.state.last is not None
    assert backups.state.last.manifest.conversations == 2


async def test_a_backup_that_is_ordered_is_made_though_nothing_changed(
    place: Place, backups: Backups
) -> None:
    await stored(place, "First")
    told: list[bool] = []
    backups.changed.add(lambda state: told.append(state.is_running))

    await backups.back_up()
    await backups.back_up()

    assert backups.state.count == 2
    assert told[0]
    assert not told[-1]


async def test_trouble_is_told_once_and_stays_to_be_seen(
    place: Place, backups: Backups, tmp_path: Path
) -> None:
    await stored(place, "First")
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    backups._preferences.update(lambda old: replace(old, backup_folder=str(in_the_way / "backups")))
    told: list[str] = []
    backups.failed.add(told.append)

    await backups.make_if_due()
    await backups.make_if_due()

    assert len(told) == 1
    assert backups.state.trouble == told[0]
    with pytest.raises(NotSaved):
        await backups.back_up()


async def test_quitting_gives_up_what_is_being_written(place: Place, backups: Backups) -> None:
    await stored(place, *map(str, range(30)))

    running = asyncio.ensure_future(backups.back_up())
    await asyncio.sleep(0)
    backups.stop()

    with pytest.raises(NotSaved):
        await running
    assert [*backups.folder.iterdir()] == []


def test_a_clock_that_jumped_puts_nothing_off() -> None:
    assert is_due(BackupInterval.DAILY, None, NOW)
    assert not is_due(BackupInterval.DAILY, NOW, NOW + timedelta(hours=23))
    assert is_due(BackupInterval.DAILY, NOW, NOW + timedelta(hours=24))
    assert is_due(BackupInterval.WEEKLY, NOW + timedelta(days=400), NOW)
    assert not is_due(BackupInterval.OFF, None, NOW)
