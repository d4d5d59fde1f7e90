"""Reading what a reply took."""

from decimal import Decimal, InvalidOperation

from whinchat.domain.usage import Usage
from whinchat.domain.values import Json
from whinchat.provider.json_text import object_of, whole_of

_BEYOND_ALL_MEASURE = 10**12
_KNOWN = frozenset({"input_tokens", "output_tokens", "total_tokens", "cost"})


def parse_usage(value: Json) -> Usage | None:
    """Return the usage in ``value``; Chat Completions' names are read too.

    What is missing or odd is unknown, never nought: llama.cpp leaves out the details, aborted
    replies everything, and numbers come as floats and texts.
    """
    usage = object_of(value)
    if not usage:
        return None
    input_details = object_of(
        usage.get("input_tokens_details") or usage.get("prompt_tokens_details")
    )
    output_details = object_of(
        usage.get("output_tokens_details") or usage.get("completion_tokens_details")
    )
    return Usage(
        input_tokens=_first_whole(usage.get("input_tokens"), usage.get("prompt_tokens")),
        output_tokens=_first_whole(usage.get("output_tokens"), usage.get("completion_tokens")),
        reasoning_tokens=_count(output_details.get("reasoning_tokens")),
        cached_tokens=_count(input_details.get("cached_tokens")),
        cost_usd=parse_amount(usage.get("cost")),
        extra={name: value for name, value in usage.items() if name not in _KNOWN},
    )


def parse_amount(value: Json) -> Decimal | None:
    """Return a sum of money, or ``None``: OpenRouter says ``"-1"`` where a price varies."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < _BEYOND_ALL_MEASURE else None


def _first_whole(*values: Json) -> int | None:
    return next((count for value in values if (count := _count(value)) is not None), None)


def _count(value: Json) -> int | None:
    count = whole_of(value)
    return count if count is not None and count >= 0 else None
