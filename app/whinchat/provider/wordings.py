"""The words for each kind of failure: what happened, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass

from whinchat.domain.errors import FailureKind, Remedy


@dataclass(frozen=True, slots=True)
class Wording:
    """A title and what to do, in which ``{name}`` is the provider and ``{host}`` its host."""

    title: str
    explanation: str
    remedy: Remedy = Remedy.RETRY


WORDINGS: Mapping[FailureKind, Wording] = {
    FailureKind.KEY_MISSING: Wording(
        "{name} needs a key",
        "Add your key for {name} in the settings, then try again.",
        Remedy.OPEN_KEY_SETTINGS,
    ),
    FailureKind.KEY_REJECTED: Wording(
        "{name} did not accept the key",
        "The key may be mistyped, expired or withdrawn. Check it, or paste a new one.",
        Remedy.OPEN_KEY_SETTINGS,
    ),
    FailureKind.NO_CREDIT: Wording(
        "Not enough credit at {name}",
        "Add credit to your account, lower the output limit, or choose a cheaper model.",
        Remedy.CHOOSE_MODEL,
    ),
    FailureKind.FORBIDDEN: Wording(
        "{name} does not allow this",
        "Your account, region or a rule of the provider forbids it. Another model may work.",
        Remedy.CHOOSE_MODEL,
    ),
    FailureKind.NOT_FOUND: Wording(
        "{name} does not have that",
        "The model's name or the base URL may be wrong. Choose another model, or check the URL.",
        Remedy.CHOOSE_MODEL,
    ),
    FailureKind.BAD_REQUEST: Wording(
        "{name} did not understand the request",
        "A parameter may not suit this model. Try another model, or set parameters back.",
        Remedy.CHOOSE_MODEL,
    ),
    FailureKind.TOO_LONG: Wording(
        "The conversation is too long for this model",
        "Leave out earlier messages, begin a new conversation, or choose a larger model.",
        Remedy.CHOOSE_MODEL,
    ),
    FailureKind.TOO_LARGE: Wording(
        "The message is too large for {name}",
        "Shorten it, or leave something out.",
        Remedy.NONE,
    ),
    FailureKind.FILTERED: Wording(
        "A filter at {name} stopped the reply",
        "Say it in other words, or choose another model.",
        Remedy.CHOOSE_MODEL,
    ),
    FailureKind.RATE_LIMITED: Wording(
        "Too many requests to {name}",
        "Wait a little and try again, or choose another model.",
    ),
    FailureKind.OVERLOADED: Wording(
        "{name} is busy", "Try again in a moment, or choose another model."
    ),
    FailureKind.SERVER: Wording(
        "{name} has a problem", "The fault is on their side. Try again, or choose another model."
    ),
    FailureKind.TIMED_OUT: Wording(
        "{name} took too long",
        "No answer came in time. Try again; a smaller model may be quicker.",
    ),
    FailureKind.UNREACHABLE: Wording(
        "Could not reach {host}",
        "The network does not lead there. Check the connection, then try again.",
    ),
    FailureKind.NAME_NOT_FOUND: Wording(
        "Could not find {host}",
        "There may be no internet connection, or the base URL is mistyped.",
    ),
    FailureKind.REFUSED_CONNECTION: Wording(
        "{host} refused the connection",
        "Nothing answers at that address. See whether the server runs and the port is right.",
    ),
    FailureKind.INSECURE: Wording(
        "The connection to {host} is not secure",
        "Its certificate could not be trusted, so nothing was sent. A proxy or a network with a "
        "sign-in page may be in between, or this computer's clock may be wrong.",
    ),
    FailureKind.PROXY: Wording(
        "The proxy did not let the request through",
        "Check the proxy that this computer is set to use, then try again.",
    ),
    FailureKind.REDIRECTED: Wording(
        "{host} points somewhere else",
        "The key is never sent on to another address. If the new one is right, enter it as the "
        "base URL.",
        Remedy.OPEN_PROVIDER_SETTINGS,
    ),
    FailureKind.NOT_AN_API: Wording(
        "This is not an API's answer",
        "Something other than {name} answered: a sign-in page of the network, or a wrong base URL.",
        Remedy.OPEN_PROVIDER_SETTINGS,
    ),
    FailureKind.EMPTY: Wording(
        "The reply was empty",
        "The model said nothing. Try again; a conversation that is too long can also cause this.",
    ),
    FailureKind.CUT: Wording(
        "The reply was cut off",
        "The connection ended before the reply did. What came is kept.",
        Remedy.CONTINUE,
    ),
    FailureKind.TOO_MUCH: Wording(
        "The reply was too large",
        "It went over a limit that keeps this program responsive. What came is kept.",
        Remedy.NONE,
    ),
    FailureKind.LOCAL_MODEL: Wording(
        "The model on this computer stopped", "Try again; it is started anew."
    ),
    FailureKind.UNKNOWN: Wording(
        "{name} reported a problem", "Try again, or choose another model."
    ),
}

OUTPUT_LIMIT = Wording(
    "The reply reached its length limit",
    "Continue it, or raise the output limit.",
    Remedy.CONTINUE,
)
NOTHING_CAME = Wording(
    "{host} broke off", "The connection ended before a word of the reply came. Try again."
)
WRONG_ADDRESS = Wording(
    "No such page at {host}",
    "The base URL may be wrong; it usually ends in /v1.",
    Remedy.OPEN_PROVIDER_SETTINGS,
)
