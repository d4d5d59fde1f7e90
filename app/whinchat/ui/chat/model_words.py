"""How models are named to a person: short names, prices, windows."""

from decimal import Decimal

from whinchat.domain.model import Model
from whinchat.domain.provider import LOCAL, ProviderProfile

_CHEAP = Decimal(1)
_MIDDLING = Decimal(10)
_THOUSAND = 1000
_MILLION = 1_000_000


def short_name(model: Model) -> str:
    """Return a model's name without its maker: “o4-mini”."""
    name = model.name or model.id
    return name.rpartition(": ")[2].rpartition("/")[2] or name


def button_words(model: Model, profile: ProviderProfile | None) -> str:
    """Return “o4-mini · OpenRouter · $$”."""
    where = ""
    if profile is not None:
        where = "this computer" if profile.id == LOCAL else profile.name
    return " · ".join(part for part in (short_name(model), where, price_tier(model)) if part)


def price_tier(model: Model) -> str:
    """Return free, $, $$ or $$$ by the price of a million written tokens; empty if unknown."""
    price = model.output_usd_per_million
    if price is None:
        return ""
    if model.is_free:
        return "free"
    return "$" if price <= _CHEAP else "$$" if price <= _MIDDLING else "$$$"


def facts(model: Model) -> str:
    """Return context and prices in a few words: “200 k · $1.10 in, $4.40 out”."""
    parts = []
    if model.context_tokens:
        parts.append(_size(model.context_tokens))
    if model.is_free:
        parts.append("free")
    elif model.input_usd_per_million is not None and model.output_usd_per_million is not None:
        money = f"${model.input_usd_per_million:.2f} in, ${model.output_usd_per_million:.2f} out"
        parts.append(money)
    return " · ".join(parts)


def _size(tokens: int) -> str:
    if tokens >= _MILLION:
        return f"{tokens / _MILLION:.1f}".removesuffix(".0") + " M"
    return f"{tokens // _THOUSAND} k" if tokens >= _THOUSAND else str(tokens)
