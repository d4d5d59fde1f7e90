"""The settings while the program runs: told at once, written soon, never half."""

import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from whinchat.domain.errors import NotSaved
from whinchat.domain.settings import Settings
from whinchat.services.preferences import Preferences
from whinchat.storage.disk import Disk
from whinchat.storage.settings_file import load_settings


def test_a_change_is_told_at_once_and_is_on_disk_at_the_end(tmp_path: Path) -> None:
    disk = Disk()
    preferences = Preferences(Settings(), tmp_path / "settings.json", disk)
    told: list[tuple[float, float]] = []
    preferences.changed.add(lambda change: told.append((change[0].zoom, change[1].zoom)))
    preferences.update(lambda settings: replace(settings, zoom=1.5))
    assert told == [(1.0, 1.5)]
    assert disk.close(10)
    assert load_settings(tmp_path / "settings.json") == (preferences.settings, "")


def test_a_change_that_changes_nothing_is_not_told_or_written(tmp_path: Path) -> None:
    disk = Disk()
    preferences = Preferences(Settings(), tmp_path / "settings.json", disk)
    told: list[object] = []
    preferences.changed.add(told.append)
    preferences.update(lambda settings: replace(settings, zoom=1.0))
    assert disk.close(10)
    assert told == []
    assert not (tmp_path / "settings.json").exists()


def test_many_changes_in_a_row_are_written_a_few_times_and_the_last_one_counts(
    tmp_path: Path,
) -> None:
    disk = Disk()
    path = tmp_path / "settings.json"
    preferences = Preferences(Settings(), path, disk)
    for step in range(200):
        preferences.update(partial(replace, font_size=10 + step / 20))
        time.sleep(0.001)
    assert disk.close(10)
    assert load_settings(path)[0].font_size == preferences.settings.font_size


def test_a_write_that_fails_is_told_to_the_disks_owner_and_tried_again(tmp_path: Path) -> None:
    failures: list[Exception] = []
    failed = threading.Event()

    def fail(error: Exception) -> None:
        failures.append(error)
        failed.set()

    disk = Disk(fail)
    folder = tmp_path / "taken"
    folder.write_text("a file where the folder should be", "utf-8")
    preferences = Preferences(Settings(), folder / "settings.json", disk, retry_seconds=0.01)
    preferences.update(lambda settings: replace(settings, zoom=2.0))
    assert failed.wait(10)
    folder.unlink()
    assert disk.close(10)
    assert isinstance(failures[0], NotSaved)
    assert load_settings(folder / "settings.json")[0].zoom == 2.0
