"""The settings file: one JSON object that a person may edit, read leniently, never a secret."""

import json
from pathlib import Path

from whinchat.domain.settings import Settings
from whinchat.domain.values import JsonObject
from whinchat.storage.files import rename_damaged
from whinchat.storage.settings_json import settings_from_json, settings_to_json

_LARGEST_BYTES = 4 * 1024 * 1024
_DEEPEST = 64


def load_settings(path: Path) -> tuple[Settings, str]:
    """Return the settings in the file, and what there is to tell about it (mostly nothing).

    A field that is missing or odd has its default; unknown ones are kept. A file that cannot be
    read at all is renamed to ``settings.json.damaged-<time>``, so that no later save replaces it,
    and the text says so. Never raises.
    """
    try:
        content = _read(path)
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError, RecursionError) as error:
        return Settings(), _keep_aside(path, error)
    return settings_from_json(content), ""


def settings_bytes(settings: Settings) -> bytes:
    """Return the file's content: the same settings always give the same bytes."""
    text = json.dumps(settings_to_json(settings), ensure_ascii=False, indent=2)
    return f"{text}\n".encode("utf-8", "replace")


def _read(path: Path) -> JsonObject:
    # A pipe or a device of that name would block or never end.
    if path.exists() and not path.is_file():
        raise ValueError("it is not a file")
    with path.open("rb") as file:
        data = file.read(_LARGEST_BYTES + 1)
    if len(data) > _LARGEST_BYTES:
        raise ValueError("it is too large")
    content = json.loads(data.decode("utf-8-sig"))
    if not isinstance(content, dict):
        raise ValueError("it does not hold settings")  # noqa: TRY004 - the file is wrong, no type
    if _is_deeper_than(_DEEPEST, content):
        raise ValueError("it is nested too deeply")
    return content


def _is_deeper_than(levels: int, value: object) -> bool:
    """Tell it before unknown fields are kept that could not be written again."""
    match value:
        case dict():
            inner = list(value.values())
        case list():
            inner = value
        case _:
            return False
    return levels == 0 or any(_is_deeper_than(levels - 1, item) for item in inner)


def _keep_aside(path: Path, error: Exception) -> str:
    what = f"The settings file could not be read: {_reason(error)}."
    try:
        aside = rename_damaged(path)
    except OSError:
        return f"{what} Every setting has its default for now."
    return f"{what} It is kept as {aside.name}, and every setting has its default."


def _reason(error: Exception) -> str:
    match error:
        case OSError():
            return error.strerror or type(error).__name__
        case UnicodeDecodeError():
            return "it is not text in UTF-8"
        case json.JSONDecodeError():
            return f"line {error.lineno} is not JSON"
        case RecursionError():
            return "it is nested too deeply"
        case _:
            return str(error)
