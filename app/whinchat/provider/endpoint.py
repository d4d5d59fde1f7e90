"""Where requests go, and how long an answer is waited for."""

from dataclasses import dataclass

from whinchat.domain.address import BaseUrl
from whinchat.domain.provider import ProviderKind
from whinchat.domain.secret import Secret
from whinchat.domain.values import ProviderId


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A provider as requests need it: its address with the key that belongs there."""

    provider_id: ProviderId
    name: str
    """As shown to people, in sentences such as “OpenRouter did not accept the key”."""
    kind: ProviderKind
    base_url: BaseUrl
    key: Secret | None = None
    streams: bool = True
    """Whether replies are asked for as a stream."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long to wait, in seconds. There is no limit on the whole."""

    connect_seconds: float = 15.0
    first_byte_seconds: float = 120.0
    silence_seconds: float = 120.0
    """After so long without progress the silence is reported, and the wait goes on."""


DEADLINES = Deadlines()
