"""Conversations to search: ten messages each, of words as frequent as those of a language."""

import random
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from fakes.conversations import a_conversation, a_message
from whinchat.domain.conversation import Message, Role
from whinchat.paths import portable_paths
from whinchat.storage.conversation_file import document_of

MESSAGES = 10
_VOCABULARY = 60_000
_START = datetime(2024, 11, 1, tzinfo=UTC)
_CONSONANTS, _VOWELS, _ENDS = "bcdfghjklmnprstvwz", "aeiou", "nrst"


def write(folder: Path, count: int) -> None:
    """Write so many conversations, the same ones every time."""
    chance = random.Random(7)  # noqa: S311  # nothing to keep secret
    conversations = portable_paths(folder).conversations
    conversations.mkdir(parents=True)
    vocabulary = sorted({_word(chance) for _ in range(_VOCABULARY)})
    chance.shuffle(vocabulary)
    weights = list(accumulate(1 / (place + 10) for place in range(len(vocabulary))))
    words = chance.choices(vocabulary, cum_weights=weights, k=200_000)
    for number in range(count):
        at = _START + timedelta(minutes=105 * number)
        talk: list[Message] = []
        for place in range(MESSAGES):
            is_user = place % 2 == 0
            size = chance.randint(10, 90) if is_user else chance.randint(200, 800)
            message = a_message(
                _text(chance, words, size),
                talk[-1] if talk else None,
                role=Role.USER if is_user else Role.ASSISTANT,
                created_at=at + timedelta(seconds=40 * place),
                model="" if is_user else chance.choice(["acme/alpha-1", "acme/beta-2"]),
            )
            talk.append(message)
        title = " ".join(chance.choices(vocabulary, k=4))
        conversation = a_conversation(*talk, title=title)
        path = conversations / f"{conversation.id}.json"
        path.write_bytes(b"".join(document_of(conversation).pieces()))


def _word(chance: random.Random) -> str:
    syllables = (
        chance.choice(_CONSONANTS)
        + chance.choice(_VOWELS)
        + (chance.choice(_ENDS) if chance.random() < 0.3 else "")  # now and then
        for _ in range(chance.randint(1, 4))
    )
    return "".join(syllables)


def _text(chance: random.Random, words: Sequence[str], size: int) -> str:
    start = chance.randrange(len(words) - size)
    text = " ".join(words[start : start + size])
    match chance.randrange(20):
        case 0 | 1:
            number = chance.randrange(1000)
            text += f"\n\n```python\nfor x in range({number}):\n    print({words[start]})\n```"
        case 2:
            text += " 中文" + "".join(chr(chance.randint(0x4E00, 0x6FFF)) for _ in range(40))
        case _:
            pass
    return text


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
