"""Parameters are checked before anything is sent."""

import math
from collections.abc import Callable

import pytest

from whinchat.domain.errors import BadParameters
from whinchat.domain.parameters import Parameters, parameters_json, parse_parameters
from whinchat.domain.values import Json


@pytest.mark.parametrize("temperature", [0, 0.7, 2])
@pytest.mark.parametrize("top_p", [0, 0.5, 1])
@pytest.mark.parametrize("max_output_tokens", [1, 9000])
def test_values_within_the_range_are_taken(
    temperature: float, top_p: float, max_output_tokens: int
) -> None:
    taken = Parameters(temperature, top_p, max_output_tokens)

    assert (taken.temperature, taken.top_p) == (temperature, top_p)
    assert taken.max_output_tokens == max_output_tokens


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Parameters(temperature=-0.1), "Temperature must lie between 0 and 2"),
        (lambda: Parameters(temperature=2.1), "Temperature must lie between 0 and 2"),
        (lambda: Parameters(temperature=math.nan), "Temperature must lie between 0 and 2"),
        (lambda: Parameters(top_p=1.01), "Top-p must lie between 0 and 1"),
        (lambda: Parameters(max_output_tokens=0), "at least 1 token"),
    ],
)
def test_values_outside_are_refused_by_name(make: Callable[[], Parameters], said: str) -> None:
    with pytest.raises(BadParameters, match=said):
        make()


def test_parameters_survive_a_file() -> None:
    parameters = Parameters(0.5, 0.9, 100)

    assert parse_parameters(parameters_json(parameters)) == parameters


@pytest.mark.parametrize(
    "value",
    [None, 3, [], {"temperature": "hot"}, {"top_p": 7}, {"max_output_tokens": math.inf}],
)
def test_nonsense_in_a_file_counts_as_unset(value: Json) -> None:
    assert parse_parameters(value) == Parameters()
