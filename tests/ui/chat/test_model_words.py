"""How models are named to a person."""

from decimal import Decimal

import pytest

from whinchat.domain.model import Model
from whinchat.domain.provider import BUILT_IN, LOCAL
from whinchat.ui.chat.model_words import button_words, facts, price_tier, short_name

OPENROUTER = BUILT_IN[0]
HERE = next(profile for profile in BUILT_IN if profile.id == LOCAL)


def priced(price: str | None) -> Model:
    amount = None if price is None else Decimal(price)
    return Model("maker/m", input_usd_per_million=amount, output_usd_per_million=amount)


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (Model("openai/o4-mini"), "o4-mini"),
        (Model("openai/o4-mini", "OpenAI: o4-mini"), "o4-mini"),
        (Model("gpt-5"), "gpt-5"),
        (Model("odd/"), "odd/"),
    ],
)
def test_a_name_comes_without_its_maker(model: Model, words: str) -> None:
    assert short_name(model) == words


@pytest.mark.parametrize(
    ("price", "tier"),
    [(None, ""), ("0", "free"), ("0.5", "$"), ("1", "$"), ("4.4", "$$"), ("15", "$$$")],
)
def test_prices_have_tiers(price: str | None, tier: str) -> None:
    assert price_tier(priced(price)) == tier


def test_the_button_names_model_provider_and_tier() -> None:
    assert button_words(priced("4"), OPENROUTER) == "m · OpenRouter · $$"
    assert button_words(Model("m"), HERE) == "m · this computer"
    assert button_words(Model("m"), None) == "m"


@pytest.mark.parametrize(
    ("tokens", "words"),
    [(None, ""), (512, "512"), (8192, "8 k"), (200_000, "200 k"), (1_000_000, "1 M")],
)
def test_the_window_is_said_in_round_numbers(tokens: int | None, words: str) -> None:
    assert facts(Model("m", context_tokens=tokens)) == words


def test_a_window_of_over_a_million_has_one_decimal() -> None:
    assert facts(Model("m", context_tokens=1_048_576)) == "1 M"
    assert facts(Model("m", context_tokens=1_500_000)) == "1.5 M"


def test_prices_are_said_in_dollars() -> None:
    model = Model("m", "", 200_000, None, Decimal("1.1"), Decimal("4.4"))

    assert facts(model) == "200 k · $1.10 in, $4.40 out"
