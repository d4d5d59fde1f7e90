"""Laws of the page about data."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.open_settings import OpenSettings
from scenes.settings import BACKUP
from whinchat.domain.settings import BackupInterval
from whinchat.services.backups import BackupState
from whinchat.ui.settings.backup_words import backup_words
from whinchat.ui.settings.data_page import DataPage
from whinchat.ui.settings.page_titles import DATA
from whinchat.ui.settings.rows import ChoiceField


@pytest.fixture
async def page(opened: OpenSettings) -> DataPage:
    opened.window.open_page(DATA)
    return opened.window.findChildren(DataPage)[0]


def choose(page: DataPage, name: str, key: str) -> None:
    field = next(control for shown, control in page.named_controls() if shown == name)
    assert isinstance(field, ChoiceField)
    field.setCurrentIndex(field.findData(key))
    field.activated.emit(field.currentIndex())


async def test_how_often_and_how_many_are_kept_is_chosen(
    opened: OpenSettings, page: DataPage
) -> None:
    choose(page, "Back up", BackupInterval.DAILY)
    choose(page, "Backups kept", "10")

    assert opened.settings.backup_interval is BackupInterval.DAILY
    assert opened.settings.backups_kept == 10


async def test_folders_are_shown_in_the_file_manager(
    opened: OpenSettings, page: DataPage, tmp_path: Path, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.folder_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.show_backups_button, Qt.MouseButton.LeftButton)

    assert opened.asked.folders == [tmp_path, opened.parts.data.backups.folder]


def test_what_is_said_of_backups_fits_how_they_stand() -> None:
    assert backup_words(BackupState()) == "None yet."
    assert backup_words(BackupState(is_running=True, trouble="x")) == "Being made…"
    assert backup_words(BackupState(trouble="The disk is full.")) == "The disk is full."
    one = backup_words(BackupState(BACKUP, count=1))
    assert one == "22 November 2026, 18:30\n12.3 MB"
    several = backup_words(BackupState(BACKUP, count=3, size_bytes=30_000_000))
    assert several.endswith("12.3 MB · 3 in all, 30.0 MB")
