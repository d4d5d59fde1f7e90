"""Catalogues, rich as OpenRouter's or bare lists of ids."""

from decimal import Decimal

from whinchat.domain.model import Model
from whinchat.domain.values import Json, JsonObject
from whinchat.provider.json_text import list_of, object_of, text_of, whole_of
from whinchat.provider.wire.usage import parse_amount

_MILLION = Decimal(1_000_000)


def parse_models(document: JsonObject) -> tuple[Model, ...]:
    """Return the models of a catalogue; every field but the id may be missing or odd."""
    entries = list_of(document.get("data")) or list_of(document.get("models"))
    models = (_parse_model(object_of(entry)) for entry in entries)
    return tuple({model.id: model for model in models if model is not None}.values())


def _parse_model(entry: JsonObject) -> Model | None:
    model_id = text_of(entry.get("id"))
    if not model_id:
        return None
    pricing = object_of(entry.get("pricing"))
    top_provider = object_of(entry.get("top_provider"))
    parameters = entry.get("supported_parameters")
    kinds = object_of(entry.get("architecture")).get("input_modalities")
    return Model(
        id=model_id,
        name=text_of(entry.get("name")),
        context_tokens=_positive(entry.get("context_length")),
        max_output_tokens=_positive(top_provider.get("max_completion_tokens")),
        input_usd_per_million=_per_million(pricing.get("prompt")),
        output_usd_per_million=_per_million(pricing.get("completion")),
        created=_positive(entry.get("created")),
        input_kinds=_names(kinds),
        supported_parameters=_names(parameters) if isinstance(parameters, list) else None,
    )


def _per_million(price: Json) -> Decimal | None:
    amount = parse_amount(price)
    return amount * _MILLION if amount is not None else None


def _positive(value: Json) -> int | None:
    number = whole_of(value)
    return number if number is not None and number > 0 else None


def _names(values: Json) -> frozenset[str]:
    return frozenset(filter(None, map(text_of, list_of(values))))
