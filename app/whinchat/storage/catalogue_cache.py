"""Model catalogues as they were last fetched; can be deleted at any time."""

import hashlib
from decimal import Decimal
from pathlib import Path

import msgspec

from whinchat.domain.model import Model
from whinchat.domain.values import ProviderId
from whinchat.storage.disk import write_atomically


def load_catalogue(folder: Path, provider_id: ProviderId) -> tuple[Model, ...]:
    """Return what was kept for a provider; nothing where nothing readable is there."""
    try:
        return msgspec.json.decode(_file(folder, provider_id).read_bytes(), type=tuple[Model, ...])
    except (OSError, msgspec.MsgspecError, ArithmeticError):
        return ()


def save_catalogue(folder: Path, provider_id: ProviderId, models: tuple[Model, ...]) -> None:
    """Keep a catalogue. Raises ``NotSaved``."""
    data = msgspec.json.encode(models, enc_hook=_encoded)
    write_atomically(_file(folder, provider_id), data)


def _file(folder: Path, provider_id: ProviderId) -> Path:
    # A provider's id may come from the user's hand, so it is not used as a file name.
    digest = hashlib.sha256(provider_id.encode()).hexdigest()[:16]
    return folder / "catalogues" / f"{digest}.json"


def _encoded(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    raise NotImplementedError(type(value).__name__)
