"""What a request may ask of the model. Unset means not sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from whinchat.domain.errors import BadParameters
from whinchat.domain.values import Json, JsonObject


@dataclass(frozen=True, slots=True)
class Parameters:
    """Sampling and length. The ranges are those of the Responses API."""

    temperature: float | None = None
    """0 to 2."""
    top_p: float | None = None
    """0 to 1."""
    max_output_tokens: int | None = None
    """At least 1; some servers want 16 or more."""

    def __post_init__(self) -> None:
        """Raise ``BadParameters`` where a value is outside its range."""
        _require_within("Temperature", self.temperature, 0, 2)
        _require_within("Top-p", self.top_p, 0, 1)
        if self.max_output_tokens is not None and self.max_output_tokens < 1:
            message = f"The output limit must be at least 1 token, not {self.max_output_tokens}."
            raise BadParameters(message)


def parse_parameters(value: Json) -> Parameters:
    """Read parameters from a file: what is not there or makes no sense counts as unset."""
    fields = value if isinstance(value, Mapping) else {}
    limit = _sensible(fields.get("max_output_tokens"), _limited)
    return Parameters(
        temperature=_sensible(fields.get("temperature"), lambda n: Parameters(temperature=n)),
        top_p=_sensible(fields.get("top_p"), lambda n: Parameters(top_p=n)),
        max_output_tokens=None if limit is None else int(limit),
    )


def parameters_json(parameters: Parameters) -> JsonObject:
    """Return what ``parse_parameters`` reads, without what is unset."""
    values: dict[str, Json] = {
        "temperature": parameters.temperature,
        "top_p": parameters.top_p,
        "max_output_tokens": parameters.max_output_tokens,
    }
    return {name: value for name, value in values.items() if value is not None}


def _limited(number: float) -> Parameters:
    return Parameters(max_output_tokens=int(number))


def _sensible(number: Json, make: Callable[[float], Parameters]) -> float | None:
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    try:
        make(number)
    except (BadParameters, OverflowError, ValueError):
        return None
    return number


def _require_within(name: str, value: float | None, low: float, high: float) -> None:
    # A NaN fails every comparison, so it is refused as well.
    if value is not None and not low <= value <= high:
        message = f"{name} must lie between {low} and {high}, not {value}."
        raise BadParameters(message)
