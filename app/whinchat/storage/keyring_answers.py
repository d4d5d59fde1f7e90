"""What a keyring can answer, in words for a person."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum

from whinchat.domain.errors import WhinchatError
from whinchat.domain.redaction import redact
from whinchat.domain.secret import Secret
from whinchat.domain.values import ProviderId
from whinchat.storage.keyring_backends import SYSTEM_KEYRING, NoBackend
from whinchat.storage.keyring_thread import NotResponding
from whinchat.storage.secret_service import LineCut, UnlockRefused

_LONGEST_DETAIL = 200


class VaultState(StrEnum):
    """Whether the keyring would take and give keys now, without asking anybody."""

    OPEN = "open"
    LOCKED = "locked"
    """Unlocking it, or making it, asks the user."""
    UNAVAILABLE = "unavailable"
    SILENT = "silent"
    """It does not answer in time."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Vault:
    """What is known of the system's keyring."""

    state: VaultState
    where: str = SYSTEM_KEYRING
    """What a person calls it."""
    explanation: str = ""
    """A sentence with cause and next step; empty when it is open."""
    class_name: str = ""
    stored: frozenset[ProviderId] | None = None
    """Whose keys it holds; ``None`` where that cannot be seen."""
    is_silent: bool = False
    """Whether keys can be read from it without the user being asked, once it is open."""


class KeyringRefused(WhinchatError):
    """The keyring did not do it. ``vault`` says in which state it is and why."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault.explanation)
        self.vault = vault


class NotKept(Exception):
    """What was read back is not what was written."""


def locked(vault: Vault, *, is_made: bool) -> Vault:
    """Return the vault as locked, or as one that must be made first."""
    words = _LOCKED if is_made else _NOT_MADE_YET
    return replace(vault, state=VaultState.LOCKED, explanation=_sentence(words, vault))


@asynccontextmanager
async def explained(vault: Vault, *secrets: Secret) -> AsyncIterator[None]:
    """Turn whatever a keyring raises into ``KeyringRefused``; ``secrets`` stay out of its words."""
    try:
        yield
    except KeyringRefused:
        raise
    except Exception as error:  # noqa: BLE001 - backends raise what their systems raise
        state, words = _meaning_of(error)
        detail = redact(f"{type(error).__name__}: {error}", *secrets)[:_LONGEST_DETAIL]
        explanation = _sentence(words, vault, detail)
        raise KeyringRefused(replace(vault, state=state, explanation=explanation)) from None


def _meaning_of(error: Exception) -> tuple[VaultState, str]:
    match error:
        case NotResponding() | TimeoutError() | LineCut():
            return VaultState.SILENT, _SILENT
        case UnlockRefused():
            return VaultState.LOCKED, _STILL_LOCKED
        case NoBackend():
            return VaultState.UNAVAILABLE, _UNAVAILABLE
        case NotKept():
            return VaultState.FAILED, _NOT_KEPT
        case ConnectionError():
            return VaultState.UNAVAILABLE, _GONE
    return _BY_NAME.get(type(error).__name__, (VaultState.FAILED, _FAILED))


def _sentence(words: str, vault: Vault, detail: str = "") -> str:
    sentence = words.format(where=vault.where, detail=detail)
    return sentence[0].upper() + sentence[1:]


_LOCKED = "{where} is locked. Unlock it to use the keys in it."
_NOT_MADE_YET = "{where} has no place for keys yet; it asks for a new password the first time."
_STILL_LOCKED = "{where} stayed locked: nobody answered when it asked for its password."
_UNAVAILABLE = "No keyring was found on this computer."
_GONE = "{where} cannot be reached ({detail})."
_SILENT = "{where} does not respond. Keys in it can be used again once it does."
_NOT_KEPT = "{where} did not give back what was put into it, so it cannot hold a key."
_FAILED = "{where} reported an error ({detail})."

# Their libraries are imported late, or not installed at all: known by name, not by class.
_BY_NAME = {
    "KeyringLocked": (VaultState.LOCKED, _STILL_LOCKED),
    "LockedException": (VaultState.LOCKED, _STILL_LOCKED),
    "PromptDismissedException": (VaultState.LOCKED, _STILL_LOCKED),
    "NoKeyringError": (VaultState.UNAVAILABLE, _UNAVAILABLE),
    "InitError": (VaultState.UNAVAILABLE, _GONE),
    "SecretServiceNotAvailableException": (VaultState.UNAVAILABLE, _GONE),
}
