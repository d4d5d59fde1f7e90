"""What is said of work on many conversations once it has ended."""

from collections.abc import Mapping, Sequence

from whinchat.ui.counting import counted


def outcome_words(
    came: Mapping[str, int], failures: Sequence[str], *, nothing: str, was_stopped: bool
) -> str:
    """Return how many conversations became what, and why others did not.

    ``came`` has a number for each thing that can be said of conversations; ``nothing`` is said
    where all are 0.
    """
    parts = [f"{counted(number, 'conversation')} {what}" for what, number in came.items() if number]
    words = ", ".join(parts) or nothing
    if was_stopped:
        words = f"Stopped. {words}"
    if failures:
        words += f". {counted(len(failures), 'failure')}: {failures[0]}"
    return words
