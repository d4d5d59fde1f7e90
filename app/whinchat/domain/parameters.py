"""What a request may ask of the model. Unset means not sent."""

from dataclasses import dataclass

from whinchat.domain.errors import BadParameters


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


def _require_within(name: str, value: float | None, low: float, high: float) -> None:
    # A NaN fails every comparison, so it is refused as well.
    if value is not None and not low <= value <= high:
        message = f"{name} must lie between {low} and {high}, not {value}."
        raise BadParameters(message)
