"""What OpenRouter tells about a key."""

from decimal import Decimal

from whinchat.domain.values import JsonObject
from whinchat.provider.json_text import object_of
from whinchat.provider.wire.usage import parse_amount


def remaining_credit(document: JsonObject) -> Decimal | None:
    """Return the US dollars that a key may still spend, or ``None`` where it has no limit."""
    left = object_of(document.get("data")).get("limit_remaining")
    if isinstance(left, int | float) and left < 0:
        return Decimal(0)
    return parse_amount(left)
