"""Scenes of the settings window."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from scenes.scene import Scene
from whinchat.domain.provider import ProviderKind, ProviderProfile
from whinchat.domain.secret import Secret
from whinchat.domain.settings import Settings
from whinchat.domain.values import ProviderId
from whinchat.provider.check import CheckKind, CheckStep
from whinchat.services.backups import BackupState
from whinchat.services.keys import Keys
from whinchat.services.listeners import Listeners
from whinchat.services.local_model import LocalModelState, LocalModelStatus
from whinchat.services.preferences import Preferences
from whinchat.services.tasks import Tasks
from whinchat.storage.backups.manifest import Backup, Manifest
from whinchat.storage.disk import Disk
from whinchat.storage.keyring_answers import Vault, VaultState
from whinchat.storage.secrets import KeyStore, StoredKey
from whinchat.ui.settings.page_titles import APPEARANCE, CHAT, DATA, GENERAL, PROVIDERS
from whinchat.ui.settings.parts import BackupNews, DataTools, SettingsParts
from whinchat.ui.settings.window import SettingsWindow
from whinchat.ui.theme.theme import Theme

OPENROUTER = ProviderId("openrouter")
GATEWAY = ProviderProfile(
    ProviderId("gateway"), "Work gateway", ProviderKind.COMPATIBLE, "https://gateway.example/v1"
)
OLLAMA = ProviderProfile(
    ProviderId("ollama"), "Ollama", ProviderKind.COMPATIBLE, "http://localhost:11434/v1"
)
MADE_AT = datetime(2026, 11, 22, 18, 30).astimezone()
BACKUP = Backup(
    Path("whinchat-2026-11-22-1830.zip"), 12_345_678, Manifest(MADE_AT, "", "", 214, 3, 40)
)
STEPS = (
    CheckStep(CheckKind.HOST, "Found openrouter.ai", 12),
    CheckStep(CheckKind.SECURITY, "Secure connection (TLS 1.3)", 31),
    CheckStep(CheckKind.KEY, "Key accepted, $4.12 left", 88),
    CheckStep(CheckKind.MODEL, "Model answers, first word", 640),
)


class NoDisk(Disk):
    """Saves nothing: a scene must not leave a file."""

    def __init__(self) -> None:
        """Start no thread."""


class SeenKeys(Keys):
    """Keys as they look when OpenRouter's is in an open keyring."""

    def __init__(self, preferences: Preferences, vault: Vault) -> None:
        super().__init__(KeyStore(()), preferences)
        self._vault = vault
        if vault.state is VaultState.OPEN:
            key = Secret("sk-or-v1-0123456789abcdef3f9c")
            self._stored[OPENROUTER] = StoredKey("https://openrouter.ai:443", key)


class SeenLocalModel:
    """The model on this computer, ready."""

    def __init__(self) -> None:
        self.status = LocalModelStatus(
            LocalModelState.READY, "Qwen2.5-Coder 0.5B", "small and often wrong, private and free"
        )
        self.changed: Listeners[LocalModelStatus] = Listeners()


class SeenBackups:
    """Backups as they look after some weeks."""

    def __init__(self) -> None:
        self.changed: Listeners[BackupState] = Listeners()
        self.state = BackupState(BACKUP, count=7, size_bytes=90_000_000)
        self.folder = Path("/home/you/.local/share/whinchat/backups")

    async def back_up(self) -> Backup:
        """Make none."""
        return BACKUP


def data_tools(backups: BackupNews) -> DataTools:
    """Return tools that do nothing."""
    return DataTools(backups, *[lambda: None] * 6)


async def no_steps(_profile: ProviderProfile, _key: Secret | None) -> AsyncIterator[CheckStep]:
    """Test nothing."""
    return
    yield


def make_parts(theme: Theme, vault: Vault) -> SettingsParts:
    """Return parts that show four providers and touch nothing."""
    settings = Settings()
    builtin = settings.providers[:2]
    preferences = Preferences(
        replace(settings, providers=(*builtin, GATEWAY, OLLAMA)), Path("settings.json"), NoDisk()
    )
    return SettingsParts(
        theme,
        preferences,
        SeenKeys(preferences, vault),
        Tasks(),
        check=no_steps,
        data_folder=Path("/home/you/.local/share/whinchat"),
        show_folder=lambda _folder: None,
        local_model=SeenLocalModel(),
        data=data_tools(SeenBackups()),
    )


OPEN = Vault(VaultState.OPEN, "GNOME Keyring", stored=frozenset({OPENROUTER}))
LOCKED = Vault(
    VaultState.LOCKED,
    "GNOME Keyring",
    "GNOME Keyring is locked. Unlock it to use the keys in it.",
    stored=frozenset({OPENROUTER, GATEWAY.id}),
)


def _window(theme: Theme, page: str, vault: Vault = OPEN) -> SettingsWindow:
    window = SettingsWindow(make_parts(theme, vault))
    window.open_page(page)
    return window


def _providers(theme: Theme) -> QWidget:
    window = _window(theme, PROVIDERS)
    window.providers.form.check_card.show_steps(STEPS)
    return window


SCENES = (
    Scene("settings-general", lambda theme: _window(theme, GENERAL), (900, 300)),
    Scene("settings-appearance", lambda theme: _window(theme, APPEARANCE), (900, 340)),
    Scene("settings-chat", lambda theme: _window(theme, CHAT), (900, 300)),
    Scene("settings-data", lambda theme: _window(theme, DATA), (900, 660)),
    Scene("settings-providers", _providers, (1100, 560)),
    Scene("settings-locked", lambda theme: _window(theme, PROVIDERS, LOCKED), (1100, 540)),
    Scene("settings-narrow", _providers, (480, 720)),
)
