"""What a server says went wrong, before it is put into words for a person."""

from dataclasses import dataclass

from whinchat.domain.errors import FailureKind


@dataclass(frozen=True, slots=True)
class Fault:
    """A server's complaint, taken out of whatever shape it came in. Not redacted."""

    kind: FailureKind = FailureKind.UNKNOWN
    message: str = ""
    code: str = ""
    """The server's own name for it."""
    status: int | None = None
    retry_after_seconds: float | None = None
    forbids_retry: bool = False
    """Whether the server says that asking again is of no use."""
