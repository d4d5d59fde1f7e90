"""Providers: who requests are sent to."""

from dataclasses import dataclass
from enum import StrEnum

from whinchat.domain.values import NOTHING, JsonObject, ProviderId


class ProviderKind(StrEnum):
    """What kind of server answers, where that changes what may be sent to it."""

    OPENROUTER = "openrouter"
    OPENAI = "openai"
    COMPATIBLE = "compatible"
    LOCAL = "local"
    """The model on this computer."""


@dataclass(frozen=True, slots=True)
class ProviderProfile:
    """One provider as the user set it up. The key is elsewhere, bound to the URL's origin."""

    id: ProviderId
    name: str
    kind: ProviderKind
    base_url: str
    streams: bool = True
    """Whether replies are asked for as a stream."""
    extra: JsonObject = NOTHING


LOCAL = ProviderId("local")
ENVIRONMENT = ProviderId("environment")

BUILT_IN: tuple[ProviderProfile, ...] = (
    ProviderProfile(
        ProviderId("openrouter"),
        "OpenRouter",
        ProviderKind.OPENROUTER,
        "https://openrouter.ai/api/v1",
    ),
    ProviderProfile(LOCAL, "This computer", ProviderKind.LOCAL, ""),
    ProviderProfile(
        ProviderId("openai"), "OpenAI", ProviderKind.OPENAI, "https://api.openai.com/v1"
    ),
    ProviderProfile(
        ProviderId("openrouter-alpha"),
        "OpenRouter alpha",
        ProviderKind.OPENROUTER,
        "https://openrouter.ai/api/alpha",
    ),
)
