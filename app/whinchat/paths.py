"""Where everything lies: the user's folders, or one folder for a portable instance."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_NAME = "whinchat"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one instance. Nothing here exists until somebody makes it."""

    data: Path
    """Conversations, attachments, trash, drafts and the lock."""
    config: Path
    """Settings, presets and prompts."""
    cache: Path
    """Whatever can be deleted at any time: catalogues, indexes."""
    logs: Path
    models: Path
    """Weights of models that run on this computer."""

    @property
    def conversations(self) -> Path:
        """Return the folder of the conversation files."""
        return self.data / "conversations"

    @property
    def attachments(self) -> Path:
        """Return the folder of content-addressed attachments."""
        return self.data / "attachments"

    @property
    def trash(self) -> Path:
        """Return the folder of deleted conversations, shaped like ``conversations``."""
        return self.data / "trash"

    @property
    def settings_file(self) -> Path:
        """Return the one settings file."""
        return self.config / "settings.json"


def user_paths() -> Paths:
    """Return the folders the operating system has for this user."""
    dirs = platformdirs.PlatformDirs(_NAME, appauthor=False)
    data = Path(dirs.user_data_dir)
    return Paths(
        data=data,
        config=Path(dirs.user_config_dir),
        cache=Path(dirs.user_cache_dir),
        logs=Path(dirs.user_log_dir),
        models=_models_folder(data / "models"),
    )


def portable_paths(folder: Path) -> Paths:
    """Return the folders of an instance that keeps everything under ``folder``."""
    return Paths(
        data=folder,
        config=folder,
        cache=folder / "cache",
        logs=folder / "logs",
        models=_models_folder(folder / "models"),
    )


def resource_root() -> Path:
    """Return the folder of fonts, icons and schemas: in the wheel, frozen, or in a checkout."""
    package = Path(__file__).resolve().parent
    frozen = Path(getattr(sys, "_MEIPASS", package)) / "resources"
    for candidate in (package / "resources", frozen, package.parents[1] / "resources"):
        if candidate.is_dir():
            return candidate
    message = f"The resources folder is missing beside {package}"
    raise FileNotFoundError(message)


def _models_folder(default: Path) -> Path:
    return Path(os.environ.get("WHINCHAT_MODELS") or default)
