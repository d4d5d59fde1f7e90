"""What the settings window needs of the program, in one value."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from whinchat.domain.model import ModelChoice
from whinchat.domain.provider import ProviderProfile
from whinchat.domain.secret import Secret
from whinchat.provider.check import CheckStep
from whinchat.services.backups import BackupState
from whinchat.services.keys import Keys
from whinchat.services.listeners import Listeners
from whinchat.services.local_model import LocalModelStatus
from whinchat.services.preferences import Preferences
from whinchat.services.tasks import Tasks
from whinchat.ui.theme.theme import Theme

Check = Callable[[ProviderProfile, Secret | None], AsyncIterator[CheckStep]]


class LocalModelNews(Protocol):
    """What is shown of the model on this computer."""

    status: LocalModelStatus
    changed: Listeners[LocalModelStatus]


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model that could be asked, and what it is called."""

    choice: ModelChoice
    words: str


class BackupNews(Protocol):
    """What is shown of backups, and what can be asked of them."""

    changed: Listeners[BackupState]

    @property
    def state(self) -> BackupState:
        """Return what is known of them now."""

    @property
    def folder(self) -> Path:
        """Return where they go."""

    async def back_up(self) -> object:
        """Make one now. Raises ``NotSaved``."""


@dataclass(frozen=True, slots=True)
class DataTools:
    """What can be done with all conversations at once."""

    backups: BackupNews
    look_for_backups: Callable[[], None]
    """Has it found out which there are now."""
    restore: Callable[[], None]
    import_from: Callable[[], None]
    export_all: Callable[[], None]
    open_trash: Callable[[], None]
    rebuild_index: Callable[[], None]


@dataclass(frozen=True, slots=True)
class SettingsParts:
    """The services behind the pages."""

    theme: Theme
    preferences: Preferences
    keys: Keys
    tasks: Tasks
    """Closed by the window's owner."""
    check: Check
    """Tries a connection, with the key given or the one that is known.

    May raise ``ProviderFailed`` before the first step.
    """
    data_folder: Path
    show_folder: Callable[[Path], None]
    """Opens a folder in the system's file manager."""
    local_model: LocalModelNews
    data: DataTools
    environment: ProviderProfile | None = None
    """The provider that the environment names for this run."""
    known_models: Callable[[], Sequence[KnownModel]] = tuple
    """Returns the models of all who can answer, as far as they are known now."""
