"""The model for somebody who has not chosen one."""

from decimal import Decimal

from whinchat.domain.model import Model
from whinchat.domain.model_choice import sensible_default


def test_the_newest_of_a_general_family_is_taken() -> None:
    models = [
        Model("openai/gpt-4o", created=1),
        Model("anthropic/claude-sonnet-4", created=2),
        Model("anthropic/claude-sonnet-4.5", created=3),
        Model("vendor/experiment", created=9),
    ]

    assert sensible_default(models) == "anthropic/claude-sonnet-4.5"


def test_dear_models_are_left_to_those_who_choose_them() -> None:
    models = [
        Model("anthropic/claude-sonnet-9", output_usd_per_million=Decimal(75), created=9),
        Model("openai/gpt-5-mini", output_usd_per_million=Decimal(2), created=1),
    ]

    assert sensible_default(models) == "openai/gpt-5-mini"


def test_a_server_of_its_own_gives_its_first_model_that_writes_text() -> None:
    models = [Model("nomic-embed-text"), Model("qwen3:8b"), Model("llama3")]

    assert sensible_default(models) == "qwen3:8b"


def test_an_empty_catalogue_gives_none() -> None:
    assert sensible_default([]) is None
