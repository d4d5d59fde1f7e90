"""Counted tokens and money. What a server did not say is ``None``, never nought."""

from dataclasses import dataclass
from decimal import Decimal

from whinchat.domain.values import NOTHING, JsonObject


@dataclass(frozen=True, slots=True)
class Usage:
    """What one reply took."""

    input_tokens: int | None = None
    """Includes the cached ones."""
    output_tokens: int | None = None
    """Includes the reasoning ones."""
    reasoning_tokens: int | None = None
    cached_tokens: int | None = None
    cost_usd: Decimal | None = None
    """What the server says it charged."""
    extra: JsonObject = NOTHING
