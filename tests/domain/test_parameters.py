"""Parameters are checked before anything is sent."""

import math

import pytest

from whinchat.domain.errors import BadParameters
from whinchat.domain.parameters import Parameters


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("temperature", 0),
        ("temperature", 2),
        ("top_p", 0),
        ("top_p", 1),
        ("max_output_tokens", 1),
        ("max_output_tokens", 9000),
    ],
)
def test_values_within_the_range_are_taken(name: str, value: float) -> None:
    assert getattr(Parameters(**{name: value}), name) == value


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("temperature", -0.1, "Temperature must lie between 0 and 2"),
        ("temperature", 2.1, "Temperature must lie between 0 and 2"),
        ("temperature", math.nan, "Temperature must lie between 0 and 2"),
        ("top_p", 1.01, "Top-p must lie between 0 and 1"),
        ("max_output_tokens", 0, "at least 1 token"),
    ],
)
def test_values_outside_are_refused_by_name(name: str, value: float, said: str) -> None:
    with pytest.raises(BadParameters, match=said):
        Parameters(**{name: value})
