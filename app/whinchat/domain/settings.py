"""What the user chose. One frozen value; a change is ``replace`` and a save. Never a secret."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from whinchat.domain.provider import BUILT_IN, ProviderProfile
from whinchat.domain.values import NOTHING, JsonObject, ProviderId


class ThemeChoice(StrEnum):
    """Light, dark, or what the desktop says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class SendKey(StrEnum):
    """Which key sends; every other Enter combination breaks the line."""

    ENTER = "enter"
    CTRL_ENTER = "ctrl_enter"


class TitleMaker(StrEnum):
    """Who gives a conversation its title after the first reply."""

    NOBODY = "nobody"
    """The first words are the title."""
    SAME_MODEL = "same_model"
    CHOSEN_MODEL = "chosen_model"


class BackupInterval(StrEnum):
    """How often a backup is made, if anything has changed since the last one."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class WindowState:
    """How the window was left. Sizes in device-independent pixels; ``None`` until it was seen."""

    x: int | None = None
    y: int | None = None
    width: int = 1100
    height: int = 760
    is_maximised: bool = False
    sidebar_width: int = 272
    is_sidebar_shown: bool = True
    conversation_id: str = ""
    unfolded: tuple[str, ...] = ()
    """Ids of the folders that show what is in them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with its default."""

    theme: ThemeChoice = ThemeChoice.SYSTEM
    font_size: float = 15.0
    """Body text in device-independent pixels, 10 to 28."""
    code_font_size: float = 13.5
    zoom: float = 1.0
    """0.5 to 3."""
    is_full_width: bool = False
    language: str = "en"
    send_key: SendKey = SendKey.ENTER
    undo_seconds: int = 0
    """How long a message can be taken back before it leaves, 0 to 5."""
    title_maker: TitleMaker = TitleMaker.NOBODY
    title_provider_id: ProviderId = ProviderId("")
    title_model_id: str = ""
    providers: tuple[ProviderProfile, ...] = BUILT_IN
    provider_id: ProviderId = ProviderId("")
    """The provider of the next new conversation; empty: the first that can answer."""
    last_models: Mapping[str, str] = NOTHING
    """Provider id to the model last used with it."""
    favourites: tuple[str, ...] = ()
    """Model ids."""
    key_backends: Mapping[str, str] = NOTHING
    """Provider id to the class of the keyring that holds its key, to notice a change."""
    local_model_file: str = ""
    """A weights file of the user's own, instead of the one we know."""
    last_export: Mapping[str, str] = NOTHING
    """How and where conversations were exported last, by the names of the choices."""
    backup_interval: BackupInterval = BackupInterval.WEEKLY
    backup_folder: str = ""
    """Where backups go; empty: beside the conversations."""
    backups_kept: int = 5
    """How many of the last backups stay, 1 to 100, besides one of each month."""
    window: WindowState = WindowState()
    extra: JsonObject = NOTHING

    def provider(self, provider_id: ProviderId) -> ProviderProfile | None:
        """Return the profile with that id."""
        return next((profile for profile in self.providers if profile.id == provider_id), None)
