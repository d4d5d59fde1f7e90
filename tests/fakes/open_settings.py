"""An open settings window, with what is behind it and what it asked for."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from fakes.passwords import FakePasswords
from whinchat.domain.provider import ProviderProfile
from whinchat.domain.secret import Secret
from whinchat.domain.settings import Settings
from whinchat.provider.check import CheckStep
from whinchat.services.keys import Keys
from whinchat.ui.settings.parts import SettingsParts
from whinchat.ui.settings.provider_form import ProviderForm
from whinchat.ui.settings.window import SettingsWindow


@dataclass
class Asked:
    """What the window asked for, and what it is answered."""

    steps: list[CheckStep | Exception] = field(default_factory=list)
    checked: list[ProviderProfile] = field(default_factory=list)
    keys: list[Secret | None] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    async def check(self, profile: ProviderProfile, key: Secret | None) -> AsyncIterator[CheckStep]:
        self.checked.append(profile)
        self.keys.append(key)
        for step in self.steps:
            if isinstance(step, Exception):
                raise step
            yield step


@dataclass
class OpenSettings:
    """The window and what is behind it."""

    window: SettingsWindow
    parts: SettingsParts
    passwords: FakePasswords
    asked: Asked

    @property
    def settings(self) -> Settings:
        return self.parts.preferences.settings

    @property
    def keys(self) -> Keys:
        return self.parts.keys

    @property
    def form(self) -> ProviderForm:
        return self.window.providers.form

    async def settle(self) -> None:
        """Wait until what was started has ended."""
        await asyncio.gather(*self.parts.tasks._running, return_exceptions=True)
