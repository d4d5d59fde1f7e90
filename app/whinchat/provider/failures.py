"""What went wrong with an endpoint, said for a person: the cause, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from whinchat.domain.errors import Failure, FailureKind, Remedy
from whinchat.domain.redaction import redact
from whinchat.provider.endpoint import Endpoint
from whinchat.provider.fault import Fault

_LONGEST_DETAILS = 2_000


@dataclass(frozen=True, slots=True)
class _Wording:
    """Sentences in which ``{name}`` is the provider and ``{host}`` its host."""

    title: str
    explanation: str
    remedy: Remedy = Remedy.RETRY


_WORDINGS: Mapping[FailureKind, _Wording] = {
    FailureKind.KEY_MISSING: _Wording(
        "{name} needs a key",
        "Add your key for {name} in the settings, then try again.",
        Remedy.OPEN_KEY_SETTINGS,
    ),
    FailureKind.KEY_REJECTED: _Wording(
        "{name} did not accept the key",
        "The key may be mistyped, expired or withdrawn. Check it, or paste a new one.",
        Remedy.OPEN_KEY_SETTINGS,
    ),
    FailureKind.NO_CREDIT: _Wording(
        "Not enough credit at {name}",
        "Add credit to your account, lower the output limit, or choose a cheaper model.",
        Remedy.CHOOSE_MODEL,
    ),
    FailureKind.FORBIDDEN: _Wording(
        "{name} does not allow this",
        "Your account, region or a rule of the provider forbids it. Another model may work.",
        Remedy.CHOOSE_MODEL,
    ),
    FailureKind.NOT_FOUND: _Wording(
        "{name} does not have that",
        "The model's name or the base URL may be wrong. Choose another model, or check the URL.",
        Remedy.CHOOSE_MODEL,
    ),
    FailureKind.BAD_REQUEST: _Wording(
        "{name} did not understand the request",
        "A parameter may not suit this model. Try another model, or set parameters back.",
        Remedy.CHOOSE_MODEL,
    ),
    FailureKind.TOO_LONG: _Wording(
        "The conversation is too long for this model",
        "Leave out earlier messages, begin a new conversation, or choose a larger model.",
        Remedy.CHOOSE_MODEL,
    ),
    FailureKind.TOO_LARGE: _Wording(
        "The message is too large for {name}",
        "Shorten it, or leave something out.",
        Remedy.NONE,
    ),
    FailureKind.FILTERED: _Wording(
        "A filter at {name} stopped the reply",
        "Say it in other words, or choose another model.",
        Remedy.CHOOSE_MODEL,
    ),
    FailureKind.RATE_LIMITED: _Wording(
        "Too many requests to {name}",
        "Wait a little and try again, or choose another model.",
    ),
    FailureKind.OVERLOADED: _Wording(
        "{name} is busy", "Try again in a moment, or choose another model."
    ),
    FailureKind.SERVER: _Wording(
        "{name} has a problem", "The fault is on their side. Try again, or choose another model."
    ),
    FailureKind.TIMED_OUT: _Wording(
        "{name} took too long",
        "No answer came in time. Try again; a smaller model may be quicker.",
    ),
    FailureKind.UNREACHABLE: _Wording(
        "Could not reach {host}",
        "The network does not lead there. Check the connection, then try again.",
    ),
    FailureKind.NAME_NOT_FOUND: _Wording(
        "Could not find {host}",
        "There may be no internet connection, or the base URL is mistyped.",
    ),
    FailureKind.REFUSED_CONNECTION: _Wording(
        "{host} refused the connection",
        "Nothing answers at that address. Is the server running, and the port right?",
    ),
    FailureKind.INSECURE: _Wording(
        "The connection to {host} is not secure",
        "Its certificate could not be trusted, so nothing was sent. A proxy or a network with a "
        "sign-in page may be in between, or this computer's clock may be wrong.",
    ),
    FailureKind.PROXY: _Wording(
        "The proxy did not let the request through",
        "Check the proxy that this computer is set to use, then try again.",
    ),
    FailureKind.REDIRECTED: _Wording(
        "{host} points somewhere else",
        "The key is never sent on to another address. If the new one is right, enter it as the "
        "base URL.",
        Remedy.OPEN_PROVIDER_SETTINGS,
    ),
    FailureKind.NOT_AN_API: _Wording(
        "This is not an API's answer",
        "Something other than {name} answered: a sign-in page of the network, or a wrong base URL.",
        Remedy.OPEN_PROVIDER_SETTINGS,
    ),
    FailureKind.EMPTY: _Wording(
        "The reply was empty",
        "The model said nothing. Try again; a conversation that is too long can also cause this.",
    ),
    FailureKind.CUT: _Wording(
        "The reply was cut off",
        "The connection ended before the reply did. What came is kept.",
        Remedy.CONTINUE,
    ),
    FailureKind.TOO_MUCH: _Wording(
        "The reply was too large",
        "It went over a limit that keeps this program responsive. What came is kept.",
        Remedy.NONE,
    ),
    FailureKind.LOCAL_MODEL: _Wording(
        "The model on this computer stopped", "Try again; it is started anew."
    ),
    FailureKind.UNKNOWN: _Wording(
        "{name} reported a problem", "Try again, or choose another model."
    ),
}


class Failures:
    """Words for what goes wrong with one endpoint; its key never gets into them."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def failure(
        self,
        kind: FailureKind,
        *,
        cause: str = "",
        server_words: str = "",
        details: str = "",
        remedy: Remedy | None = None,
    ) -> Failure:
        """Return a failure of that kind in words, with the exact cause before them if known."""
        wording = _WORDINGS[kind]
        explanation = " ".join(filter(None, [cause, self._filled(wording.explanation)]))
        return Failure(
            kind=kind,
            title=self._filled(wording.title),
            explanation=self._redacted(explanation),
            remedy=remedy or wording.remedy,
            server_words=self._redacted(server_words),
            details=self._redacted(details)[:_LONGEST_DETAILS],
        )

    def of_fault(self, fault: Fault, details: str = "") -> Failure:
        """Return what a server's complaint means."""
        kind = fault.kind
        if kind is FailureKind.KEY_REJECTED and self._endpoint.key is None:
            kind = FailureKind.KEY_MISSING
        failure = self.failure(kind, server_words=fault.message, details=details)
        return replace(
            failure, http_status=fault.status, retry_after_seconds=fault.retry_after_seconds
        )

    def _filled(self, sentence: str) -> str:
        return sentence.format(name=self._endpoint.name, host=self._endpoint.base_url.host)

    def _redacted(self, text: str) -> str:
        if self._endpoint.key is None:
            return redact(text)
        return redact(text, self._endpoint.key)
