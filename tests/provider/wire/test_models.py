"""Catalogues, rich and bare."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whinchat.domain.model import Model
from whinchat.domain.values import Json
from whinchat.provider.wire.models import parse_models

RICH: dict[str, Json] = {
    "id": "openai/o4-mini",
    "name": "OpenAI: o4 Mini",
    "created": 1744820942,
    "context_length": 200000,
    "architecture": {"input_modalities": ["image", "text"], "output_modalities": ["text"]},
    "pricing": {"prompt": "0.0000011", "completion": "0.0000044"},
    "top_provider": {"context_length": 200000, "max_completion_tokens": 100000},
    "supported_parameters": ["max_tokens", "seed"],
}


def test_a_rich_entry_is_read_in_full() -> None:
    assert parse_models({"data": [RICH]}) == (
        Model(
            id="openai/o4-mini",
            name="OpenAI: o4 Mini",
            context_tokens=200000,
            max_output_tokens=100000,
            input_usd_per_million=Decimal("1.1"),
            output_usd_per_million=Decimal("4.4"),
            created=1744820942,
            input_kinds=frozenset({"image", "text"}),
            supported_parameters=frozenset({"max_tokens", "seed"}),
        ),
    )


def test_a_bare_id_is_a_model() -> None:
    assert parse_models({"object": "list", "data": [{"id": "m", "object": "model"}]}) == (
        Model("m"),
    )


@pytest.mark.parametrize("price", ["-1", "NaN", "Infinity", "cheap", None, True, [], "1e9999999"])
def test_a_price_that_is_none_is_unknown(price: Json) -> None:
    [model] = parse_models({"data": [{"id": "m", "pricing": {"prompt": price}}]})
    assert model.input_usd_per_million is None


def test_nought_is_a_price() -> None:
    [model] = parse_models({"data": [{"id": "m", "pricing": {"prompt": "0", "completion": "0"}}]})
    assert model.is_free


def test_a_model_listed_twice_is_one() -> None:
    assert len(parse_models({"data": [{"id": "m"}, {"id": "m", "name": "M"}, {}, None, 7]})) == 1


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*RICH]), ANYTHING))
def test_nothing_in_a_catalogue_raises(entry: dict[str, Json]) -> None:
    parse_models({"data": [{"id": "m", **entry}, entry]})
