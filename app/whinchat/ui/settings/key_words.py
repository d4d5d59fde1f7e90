"""A key's state in words, for the list of providers and for the page of one."""

from dataclasses import dataclass
from typing import assert_never

from whinchat.domain.provider import ENVIRONMENT, LOCAL, ProviderKind, ProviderProfile
from whinchat.services.key_status import KeyState, KeyStatus
from whinchat.services.local_model import LocalModelState, LocalModelStatus
from whinchat.ui.widgets.inset import InsetText, Tone
from whinchat.ui.widgets.state_dot import DotState

UNLOCK = "Unlock"
CANCEL = "Cancel"

_LINES = {
    KeyState.STORED: (DotState.GOOD, "key in {where}"),
    KeyState.LOCKED: (DotState.WARN, "keyring locked"),
    KeyState.UNAVAILABLE: (DotState.OFF, "no key, no keyring"),
    KeyState.SESSION_ONLY: (DotState.WARN, "key until you quit"),
    KeyState.FROM_ENVIRONMENT: (DotState.GOOD, "key from environment"),
    KeyState.ERROR: (DotState.BAD, "keyring out of order"),
    KeyState.NONE: (DotState.OFF, "no key yet"),
    KeyState.NOT_NEEDED: (DotState.GOOD, "no key needed"),
    KeyState.CHECKING: (DotState.OFF, "looking for its key"),
    KeyState.WAITING: (DotState.WARN, "waiting for your keyring"),
}

_EXPLAINED = {
    KeyState.WAITING: ("Waiting for your keyring", "hourglass", Tone.QUIET),
    KeyState.LOCKED: ("The keyring is locked", "lock", Tone.WARN),
    KeyState.SESSION_ONLY: ("The key is not stored", "clock", Tone.WARN),
    KeyState.ERROR: ("The keyring cannot be used now", "triangle-alert", Tone.BAD),
    KeyState.UNAVAILABLE: ("There is no keyring", "info", Tone.QUIET),
    KeyState.NONE: ("There is no key to use", "key-round", Tone.WARN),
    KeyState.FROM_ENVIRONMENT: ("From environment", "info", Tone.QUIET),
}

_DESCRIPTIONS = {
    "openrouter": "Hundreds of models with one key.",
    "openrouter-alpha": "The first version of OpenRouter's Responses API.",
    "openai": "OpenAI's own models.",
    LOCAL: "A small model that runs here, without a key and without the internet.",
    ENVIRONMENT: "Named by WHINCHAT_BASE_URL for this run. Nothing of it is saved.",
}


@dataclass(frozen=True, slots=True)
class StateLine:
    """The second line of a provider's row."""

    dot: DotState
    words: str


def state_line(profile: ProviderProfile, status: KeyStatus) -> StateLine:
    """Return what the row of a provider says about its key."""
    if profile.id != LOCAL and not profile.base_url:
        return StateLine(DotState.OFF, "no address yet")
    dot, words = _LINES[status.state]
    if status.state is KeyState.NONE and profile.kind is ProviderKind.COMPATIBLE:
        words = "no key"
    return StateLine(dot, words.format(where=status.where))


def local_line(status: LocalModelStatus) -> StateLine:
    """Return what the row of this computer says about its model."""
    match status.state:
        case LocalModelState.NO_RUNTIME:
            return StateLine(DotState.OFF, "no engine for this machine")
        case LocalModelState.NO_WEIGHTS:
            return StateLine(DotState.OFF, "no model here yet")
        case LocalModelState.FETCHING:
            share = f" {status.progress:.0%}" if status.progress is not None else ""
            return StateLine(DotState.WARN, f"fetching the model{share}")
        case LocalModelState.STARTING:
            return StateLine(DotState.WARN, f"{status.label}, starting")
        case LocalModelState.READY | LocalModelState.RUNNING:
            return StateLine(DotState.GOOD, status.label)
        case LocalModelState.FAILED:
            return StateLine(DotState.BAD, f"{status.label}, out of order")
        case _:
            assert_never(status.state)


def description(profile: ProviderProfile) -> str:
    """Return the line under a provider's name."""
    return _DESCRIPTIONS.get(profile.id, "A server that speaks the Responses API.")


def tail_words(status: KeyStatus) -> str:
    """Return what stands in the empty key field about the key there is."""
    if not status.has_key:
        return ""
    end = f"ends in {status.tail}" if status.tail else "key saved"
    return f"{end} · {status.where}"


def placeholder(profile: ProviderProfile, status: KeyStatus) -> str:
    """Return what the empty key field asks for."""
    match status.state:
        case KeyState.STORED | KeyState.LOCKED:
            return "Paste a new key to replace the stored one"
        case KeyState.SESSION_ONLY | KeyState.FROM_ENVIRONMENT:
            return "Paste a new key to replace it"
    is_optional = profile.kind is ProviderKind.COMPATIBLE
    return "Paste a key, if the server wants one" if is_optional else "Paste your key"


def explanation(status: KeyStatus) -> tuple[InsetText, Tone] | None:
    """Return what must be explained about a key's state, if anything."""
    found = _EXPLAINED.get(status.state)
    if not status.explanation or found is None:
        return None
    title, icon_name, tone = found
    action = UNLOCK if status.can_unlock else ""
    if status.state is KeyState.WAITING:
        action = CANCEL
    return InsetText(title, status.explanation, icon_name, action), tone


def lock_note(status: KeyStatus, host: str) -> str:
    """Return the promise under the form."""
    place = f"sent only to {host}" if host else "sent only to this address"
    match status.state:
        case KeyState.SESSION_ONLY | KeyState.UNAVAILABLE | KeyState.ERROR:
            return f"The key stays in memory and is {place}. It is never written to a file."
        case KeyState.FROM_ENVIRONMENT:
            return f"The key is {place}. It is never written to a file."
    return f"The key is kept by your system's keyring and {place}. It is never written to a file."
