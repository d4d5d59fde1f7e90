"""A number with its noun."""


def counted(number: int, one: str) -> str:
    """Return a number with what it counts: ``1 message``, ``3,000 messages``."""
    return f"{number:,} {one if number == 1 else f'{one}s'}"
