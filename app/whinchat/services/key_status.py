"""What is known of a provider's key, in a form that can be shown."""

from dataclasses import dataclass
from enum import StrEnum

from whinchat.domain.provider import ProviderKind, ProviderProfile
from whinchat.domain.secret import Secret
from whinchat.services.environment import EnvironmentKey
from whinchat.storage.keyring_answers import Vault, VaultState


class KeyState(StrEnum):
    """Where a provider's key is, if it has one."""

    STORED = "stored"
    """In the keyring, and usable."""
    LOCKED = "locked"
    """In a keyring that is locked."""
    UNAVAILABLE = "unavailable"
    """There is no keyring, and no key."""
    SESSION_ONLY = "session_only"
    """In memory, until the program ends."""
    FROM_ENVIRONMENT = "from_environment"
    ERROR = "error"
    """The keyring does not respond, or gave an error."""
    NONE = "none"
    NOT_NEEDED = "not_needed"
    """The model on this computer takes none."""
    CHECKING = "checking"
    """Nobody has looked yet."""
    WAITING = "waiting"
    """The system is asking the user to unlock the keyring."""


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """One provider's key, as far as it may be shown."""

    state: KeyState
    where: str = ""
    """What a person calls the place: “GNOME Keyring”, “OPENAI_API_KEY”."""
    tail: str = ""
    """The key's last four characters, where there is a key and it is long enough."""
    explanation: str = ""
    """A sentence with cause and next step, where there is something to explain."""
    can_unlock: bool = False
    """Whether ``Keys.unlock`` may change it."""

    @property
    def has_key(self) -> bool:
        """Tell whether a request would have a key, as far as is known."""
        return self.state in {
            KeyState.STORED,
            KeyState.SESSION_ONLY,
            KeyState.FROM_ENVIRONMENT,
        }


def waiting_status(where: str) -> KeyStatus:
    """Return what is shown while the system asks the user."""
    return KeyStatus(KeyState.WAITING, where, explanation=_WAITING.format(where=where))


def environment_status(found: EnvironmentKey) -> KeyStatus:
    """Return what is shown for a key from a variable."""
    words = _FROM_ENVIRONMENT.format(variable=found.variable)
    return KeyStatus(KeyState.FROM_ENVIRONMENT, found.variable, found.key.tail, words)


def elsewhere_status(where: str, origin: str) -> KeyStatus:
    """Return what is shown where the key at hand is for another server."""
    return KeyStatus(KeyState.NONE, where, explanation=_ELSEWHERE.format(origin=origin))


def session_status(vault: Vault | None, key: Secret) -> KeyStatus:
    """Return what is shown for a key that the keyring did not take."""
    why = vault.explanation if vault else ""
    return KeyStatus(
        KeyState.SESSION_ONLY,
        "this session",
        key.tail,
        f"{why} {_UNTIL_QUIT}".strip(),
        can_unlock=vault is not None and vault.state is VaultState.LOCKED,
    )


def absent_status(vault: Vault, class_before: str, *, is_stored: bool) -> KeyStatus:
    """Return what is shown where no key is in memory.

    ``class_before`` is the keyring that took the key once, ``is_stored`` whether the one that
    answers now has an entry.
    """
    match vault.state:
        case VaultState.OPEN if is_stored and not vault.is_silent:
            # It is read when it is needed, since the system may ask then.
            return KeyStatus(KeyState.STORED, vault.where)
        case VaultState.OPEN:
            words = ""
            if is_stored:
                words = _UNREADABLE.format(where=vault.where)
            elif class_before not in {"", vault.class_name}:
                words = _OTHER_KEYRING.format(where=vault.where)
            return KeyStatus(KeyState.NONE, explanation=words)
        case VaultState.LOCKED:
            state = KeyState.LOCKED if is_stored else KeyState.NONE
            return KeyStatus(state, vault.where, explanation=vault.explanation, can_unlock=True)
        case VaultState.UNAVAILABLE:
            words = f"{vault.explanation} {_WOULD_BE_UNTIL_QUIT}"
            return KeyStatus(KeyState.UNAVAILABLE, explanation=words)
        case VaultState.SILENT | VaultState.FAILED:
            return KeyStatus(KeyState.ERROR, vault.where, explanation=vault.explanation)


_WAITING = "{where} asks for its password in a window of its own."
_UNTIL_QUIT = "The key is kept in memory until you quit."
_WOULD_BE_UNTIL_QUIT = "A key you save is kept in memory until you quit."
_FROM_ENVIRONMENT = "The variable {variable} was set when Whinchat started. It is not saved."
_ELSEWHERE = "The key on hand was saved for {origin} and is sent nowhere else. Give it again."
_UNREADABLE = "{where} has no usable key for this provider any more. Give the key again."
_OTHER_KEYRING = (
    "Another keyring was in use when the key was saved. Give the key again to keep it in {where}."
)

_STARTS = (
    ("sk-or-", ProviderKind.OPENROUTER, "OpenRouter"),
    ("sk-ant-", None, "Anthropic"),
    ("sk-proj-", ProviderKind.OPENAI, "OpenAI"),
    ("AIza", None, "Google"),
    ("gsk_", None, "Groq"),
    ("hf_", None, "Hugging Face"),
)
"""How the keys of some providers begin."""


def foreign_key_warning(profile: ProviderProfile, text: str) -> str:
    """Return a warning where a key looks like another provider's, else nothing."""
    if profile.kind is ProviderKind.COMPATIBLE:
        return ""  # A server of one's own may pass any key on.
    for start, kind, name in _STARTS:
        if text.startswith(start) and kind is not profile.kind:
            return f"This looks like a key of {name}, not of {profile.name}."
    return ""
