"""Messages that become part of a long conversation, to the disk."""

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.figures import Figures, Watch
from fakes.conversations import a_conversation, a_message
from fakes.libraries import opened_library
from fakes.texts import mixed_markdown
from whinchat.domain.conversation import Conversation, Message

_LENGTH = 1_270
"""Characters of a message: the mean of long conversations."""
_DELTAS_A_MESSAGE = 400


def long_talk(messages: int) -> Conversation:
    """Return a conversation of so many messages."""
    talk: list[Message] = []
    for number in range(messages):
        text = mixed_markdown(_LENGTH, seed=number)
        talk.append(a_message(text, talk[-1] if talk else None))
    return a_conversation(*talk, title="A long talk")


def _more(talk: Conversation, deltas: int) -> Iterator[Message]:
    last = talk.branch()[-1]
    for number in range(max(2, deltas // _DELTAS_A_MESSAGE)):
        last = a_message(mixed_markdown(_LENGTH, seed=-number), last)
        yield last


def ours(deltas: int, folder: Path) -> Figures:
    """Save through the library: the journal is synced for each, the file folded at the end."""
    talk = long_talk(deltas // 20)
    more = tuple(_more(talk, deltas))

    async def save() -> Figures:
        async with opened_library(folder) as library:
            library.begin(talk)
            await library.save_message(talk.id, talk.branch()[-1])
            await library.fold(talk.id)
            watch = Watch()
            for message in more:
                await library.save_message(talk.id, message)
            await library.fold(talk.id)
            return watch.read()

    return asyncio.run(save())


def naive(deltas: int, folder: Path) -> Figures:
    """Write the whole conversation for each message."""
    talk = long_talk(deltas // 20)
    more = tuple(_more(talk, deltas))
    document: list[dict[str, Any]] = [plain(message) for message in talk.branch()]
    path = folder / "talk.json"
    watch = Watch()
    for message in more:
        document.append(plain(message))
        with path.open("w", encoding="utf-8") as file:
            json.dump({"messages": document}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
    return watch.read()


def floor(deltas: int, folder: Path) -> Figures:
    """Write each message as a line, synced."""
    talk = long_talk(2)
    more = tuple(_more(talk, deltas))
    watch = Watch()
    with (folder / "lines").open("wb") as file:
        for message in more:
            file.write(message.text.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
    return watch.read()


def plain(message: Message) -> dict[str, Any]:
    """Return a message as one would write it first."""
    return {"id": message.id, "parent_id": message.parent_id, "text": message.text}
