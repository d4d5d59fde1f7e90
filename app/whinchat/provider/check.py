"""Testing a connection step by step, for a person who waits for it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum

from whinchat.domain.errors import Failure
from whinchat.provider.endpoint import Endpoint
from whinchat.provider.transport import Transport


class CheckKind(StrEnum):
    """What a step finds out, in the order in which it is done."""

    HOST = "host"
    SECURITY = "security"
    KEY = "key"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One step that is over: “Found openrouter.ai”, 12 ms."""

    kind: CheckKind
    label: str
    milliseconds: float
    failure: Failure | None = None
    """Why it did not go well; no step follows then."""


async def check_connection(
    transport: Transport, endpoint: Endpoint, model: str | None = None
) -> AsyncIterator[CheckStep]:
    """Yield each step as it is done, up to the first that fails; raises nothing of its own."""
    raise NotImplementedError
    yield CheckStep(CheckKind.HOST, "", 0.0)
