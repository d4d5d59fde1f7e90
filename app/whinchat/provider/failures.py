"""What went wrong with an endpoint, said for a person: the cause, and what to do next."""

from dataclasses import replace

from whinchat.domain.errors import Failure, FailureKind, Remedy
from whinchat.domain.redaction import redact
from whinchat.provider.endpoint import Endpoint
from whinchat.provider.fault import Fault
from whinchat.provider.wordings import WORDINGS, Wording

_LONGEST_DETAILS = 2_000


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
        wording: Wording | None = None,
        remedy: Remedy | None = None,
    ) -> Failure:
        """Return a failure of that kind in its usual words or others.

        The exact cause comes before them where it is known.
        """
        wording = wording or WORDINGS[kind]
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
