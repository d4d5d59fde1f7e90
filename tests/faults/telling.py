"""How a story says what it was promised; ``NOT SAVED`` is a promise kept as well."""

from collections.abc import Awaitable

from whinchat.domain.errors import NotSaved
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.failures import Damaged


async def attempt(words: str, work: Awaitable[object]) -> bool:
    """Do something and say so, or why not. Raises whatever nobody was promised."""
    try:
        await work
    except (NotSaved, Damaged, Refused) as trouble:
        say(f"NOT SAVED {words}: {trouble}")
        return False
    say(words)
    return True


def say(words: str) -> None:
    """Say it at once: the story may be killed at any moment."""
    print(words, flush=True)  # noqa: T201 - its output
