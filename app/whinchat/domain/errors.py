"""What can go wrong, said for a person.

WhinchatError
├── ProviderFailed      a request did not end well; carries a ``Failure``
├── NotSaved            the disk did not take something
├── BadParameters       a parameter is outside what the API allows
├── BadAddress          a base URL that must not be used
└── BadKey              text that cannot be a key (in ``secret``)
"""

from dataclasses import dataclass
from enum import StrEnum


class FailureKind(StrEnum):
    """What went wrong, as far as the program tells failures apart."""

    KEY_MISSING = "key_missing"
    KEY_REJECTED = "key_rejected"
    NO_CREDIT = "no_credit"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    BAD_REQUEST = "bad_request"
    TOO_LONG = "too_long"
    TOO_LARGE = "too_large"
    FILTERED = "filtered"
    RATE_LIMITED = "rate_limited"
    OVERLOADED = "overloaded"
    SERVER = "server"
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    NAME_NOT_FOUND = "name_not_found"
    REFUSED_CONNECTION = "refused_connection"
    INSECURE = "insecure"
    """The TLS connection could not be trusted."""
    PROXY = "proxy"
    REDIRECTED = "redirected"
    NOT_AN_API = "not_an_api"
    """Something answered, but not in the API's language: a portal, an error page."""
    EMPTY = "empty"
    CUT = "cut"
    """The stream ended before the reply did."""
    TOO_MUCH = "too_much"
    """The stream went over a limit of ours."""
    LOCAL_MODEL = "local_model"
    UNKNOWN = "unknown"


class Remedy(StrEnum):
    """The one action offered beside a failure."""

    RETRY = "retry"
    CONTINUE = "continue"
    OPEN_KEY_SETTINGS = "open_key_settings"
    OPEN_PROVIDER_SETTINGS = "open_provider_settings"
    CHOOSE_MODEL = "choose_model"
    FETCH_MODEL = "fetch_model"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure in words: shown under the message it belongs to and kept with it."""

    kind: FailureKind
    title: str
    """One short line: “OpenRouter did not accept the key”."""
    explanation: str
    """A sentence with the cause and the next step."""
    remedy: Remedy = Remedy.RETRY
    server_words: str = ""
    """The server's own message as plain text, redacted; may be empty."""
    http_status: int | None = None
    details: str = ""
    """For “Details”: redacted, never with a key."""
    retry_after_seconds: float | None = None


class WhinchatError(Exception):
    """The base of every error of ours."""


class ProviderFailed(WhinchatError):
    """A request did not end well. ``failure`` says it for a person."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.kind}: {failure.title}")
        self.failure = failure


class NotSaved(WhinchatError):
    """The disk did not take something; the message says what to do about it."""


class BadParameters(WhinchatError):
    """A parameter is outside what the API allows; the message names it and the range."""


class BadAddress(WhinchatError):
    """A base URL that must not be used; the message says why."""
