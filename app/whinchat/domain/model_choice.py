"""Choosing a model for somebody who has not chosen one."""

import re
from collections.abc import Sequence
from decimal import Decimal

from whinchat.domain.model import Model

_DEAREST_USD_PER_MILLION = Decimal(20)
"""Nobody should meet a bill that they did not choose."""

_FAMILIES = (
    re.compile(r"(^|/)claude-(.*-)?sonnet"),
    re.compile(r"(^|/)gpt-\d[\w.]*(-mini)?$"),
    re.compile(r"(^|/)gemini-[\d.]+-flash$"),
    re.compile(r"(^|/)mistral-(large|medium)"),
)
"""General-purpose families, in the order in which they are looked for."""


def sensible_default(models: Sequence[Model]) -> str | None:
    """Return the id of a current, general model at a fair price, or the first there is."""
    for family in _FAMILIES:
        fitting = [model for model in models if family.search(model.id) and _is_fair(model)]
        if fitting:
            return max(fitting, key=lambda model: model.created or 0).id
    return next((model.id for model in models if _writes_text(model)), None)


def _is_fair(model: Model) -> bool:
    price = model.output_usd_per_million
    return _writes_text(model) and (price is None or price <= _DEAREST_USD_PER_MILLION)


def _writes_text(model: Model) -> bool:
    return not re.search(r"embed|whisper|tts|dall-e|image|moderation|audio|realtime", model.id)
