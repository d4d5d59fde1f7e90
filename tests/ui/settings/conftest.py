"""A settings window over real services, with a keyring in memory."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fakes.open_settings import Asked, OpenSettings
from fakes.passwords import FakePasswords, fake_backend
from scenes.settings import SeenBackups, SeenLocalModel, data_tools
from whinchat.domain.settings import Settings
from whinchat.services.keys import Keys
from whinchat.services.preferences import Preferences
from whinchat.services.tasks import Tasks
from whinchat.storage import secrets
from whinchat.storage.disk import Disk
from whinchat.storage.secrets import KeyStore
from whinchat.ui.settings.page_titles import PROVIDERS
from whinchat.ui.settings.parts import SettingsParts
from whinchat.ui.settings.window import SettingsWindow
from whinchat.ui.theme.theme import Theme


@pytest.fixture
async def opened(
    tmp_path: Path, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[OpenSettings]:
    """The window with its third page open."""
    passwords = FakePasswords()
    monkeypatch.setattr(secrets, "load_backend", lambda _names: fake_backend(passwords))
    disk, tasks = Disk(), Tasks()
    preferences = Preferences(Settings(), tmp_path / "settings.json", disk)
    keys = Keys(KeyStore(), preferences)
    await keys.refresh()
    asked = Asked()
    parts = SettingsParts(
        theme,
        preferences,
        keys,
        tasks,
        asked.check,
        tmp_path,
        asked.folders.append,
        SeenLocalModel(),
        data_tools(SeenBackups()),
    )
    window = SettingsWindow(parts)
    qtbot.addWidget(window)
    window.open_page(PROVIDERS)
    yield OpenSettings(window, parts, passwords, asked)
    await tasks.close()
    await keys.close()
    assert disk.close(10)
