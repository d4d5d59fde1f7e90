"""Language models as a provider's catalogue lists them."""

from dataclasses import dataclass
from decimal import Decimal

from whinchat.domain.values import ProviderId


@dataclass(frozen=True, slots=True)
class Model:
    """One entry of a catalogue. Everything but the id may be unknown."""

    id: str
    name: str = ""
    context_tokens: int | None = None
    max_output_tokens: int | None = None
    input_usd_per_million: Decimal | None = None
    output_usd_per_million: Decimal | None = None
    created: int | None = None
    """Unix seconds."""
    input_kinds: frozenset[str] = frozenset()
    """What it reads: text, image, file …"""
    supported_parameters: frozenset[str] | None = None

    @property
    def label(self) -> str:
        """Return the name to show."""
        return self.name or self.id

    @property
    def is_free(self) -> bool:
        """Tell whether the catalogue says that it costs nothing."""
        return self.input_usd_per_million == 0 and self.output_usd_per_million == 0


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model at a provider: what a conversation talks to."""

    provider_id: ProviderId
    model_id: str


NO_CHOICE = ModelChoice(ProviderId(""), "")
"""What is asked where nothing was chosen; no provider answers to it."""
