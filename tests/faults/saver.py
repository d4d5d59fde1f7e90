"""A program that chats with nobody and saves everything, until it is killed.

It reports on a pipe what it was promised, so that whoever kills it can look whether it holds::

    saved CONVERSATION MESSAGE LENGTH            the library said that it is on the disk
    grown CONVERSATION MESSAGE LENGTH SECONDS    the library was told, or the user shown, this
                                                 much at this monotonic time
    awake SECONDS                                its event loop was at work at this time
"""

import asyncio
import os
import random
import sys
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fakes.conversations import a_conversation, a_mark, a_message
from fakes.libraries import opened_library
from whinchat.domain.conversation import Conversation, Field, Message, Status
from whinchat.domain.parts import TextPart
from whinchat.domain.values import ConversationId, MessageId
from whinchat.storage.failures import Damaged
from whinchat.storage.library import Library

PATTERN = "".join(f"{number} wörds 👋, " for number in range(40_000))
"""Every text is a prefix of it, so that its length says what it must be."""

_MOST_MESSAGES = 40


class Saver:
    """Turn after turn, with everything that writes."""

    def __init__(self, library: Library, pipe: int, seed: int) -> None:
        self._library = library
        self._pipe = pipe
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, not secret

    async def save_forever(self) -> None:
        """Save until the end of the process."""
        conversation = await self._newest()
        while True:
            if len(conversation.messages) >= _MOST_MESSAGES:
                await self._library.close_conversation(conversation.id)
                conversation = await self._new()
            question = await self._ask(conversation)
            await self._reply(conversation.id, question)
            await self._change(conversation)

    async def _newest(self) -> Conversation:
        summaries = await self._library.listing.summaries()
        return await self._library.load(summaries[0].id) if summaries else await self._new()

    async def _new(self) -> Conversation:
        conversation = a_conversation()
        self._library.begin(conversation)
        return conversation

    async def _ask(self, conversation: Conversation) -> Message:
        text = PATTERN[: self._chance.randint(1, 300)]
        question = a_message(text, created_at=datetime.now(UTC))
        conversation.put(question)
        await self._library.save_message(conversation.id, question)
        self._report("saved", conversation.id, question.id, len(question.text))
        return question

    async def _reply(self, conversation_id: ConversationId, question: Message) -> None:
        reply = a_message("", question, status=Status.STREAMING)
        length = 0
        for _ in range(self._chance.choice((1, 5, 50, 400))):
            length += self._chance.randint(1, 60)
            reply = replace(reply, parts=(TextPart(PATTERN[:length]),))
            self._library.save_growth(conversation_id, reply)
            self._report("grown", conversation_id, reply.id, length, time.monotonic())
            await asyncio.sleep(self._chance.choice((0, 0.001, 0.01)))
        self._library.save_end(conversation_id, replace(reply, status=Status.COMPLETE))
        await self._library.settle(conversation_id)
        self._report("saved", conversation_id, reply.id, length)

    async def _change(self, conversation: Conversation) -> None:
        match self._chance.randint(0, 4):
            case 0:
                self._library.save_field(conversation.id, Field.TITLE, a_mark("A title"))
            case 1:
                await self._library.fold(conversation.id)
            case 2:
                await self._library.listing.move_to_trash([conversation.id])
                await self._library.listing.restore([conversation.id])
                await self._library.load(conversation.id)
            case _:
                pass

    def _report(self, *words: object) -> None:
        os.write(self._pipe, (" ".join(map(str, words)) + "\n").encode())


async def save_into(folder: Path, pipe: int, seed: int) -> None:
    """Open the library in a folder and save into it for ever."""
    async with opened_library(folder) as library:
        await Saver(library, pipe, seed).save_forever()


def start_saver(
    folder: Path,
    seed: int,
    program: Callable[[Path, int, int], Coroutine[Any, Any, None]] = save_into,
) -> tuple[int, int]:
    """Fork a process that saves into a folder; return its id and the pipe of its reports."""
    reader, writer = os.pipe()
    process_id = os.fork()
    if process_id:
        os.close(writer)
        return process_id, reader
    try:
        os.close(reader)
        asyncio.run(program(folder, writer, seed))
    finally:
        os._exit(1)


class Promises:
    """What killed processes were promised, and whether the disk has it."""

    def __init__(self) -> None:
        self.saved: dict[tuple[ConversationId, MessageId], int] = {}
        self.acknowledged = 0
        self.unreadable = 0
        self.lost = 0
        self.wrong = 0
        self.most_behind_seconds = 0.0
        self._awake_at: float | None = None
        self._grown: list[tuple[ConversationId, MessageId, int, float]] = []

    def figures(self) -> dict[str, object]:
        """Return what was found in all checks."""
        return {
            "acknowledged": self.acknowledged,
            "unreadable": self.unreadable,
            "lost": self.lost,
            "wrong": self.wrong,
            "behind_seconds": round(self.most_behind_seconds, 3),
        }

    def read(self, pipe: int) -> None:
        """Take the reports of one process; its last line may be cut."""
        reports = b""
        while chunk := os.read(pipe, 1 << 16):
            reports += chunk
        os.close(pipe)
        self._grown.clear()
        self._awake_at = None
        for line in reports.decode().split("\n")[:-1]:
            if line.startswith("awake "):
                self._awake_at = float(line.removeprefix("awake "))
                continue
            kind, conversation, message, length, *at = line.split(" ")
            key = (ConversationId(conversation), MessageId(message))
            if kind == "saved":
                self.saved[key] = int(length)
                self.acknowledged += 1
            else:
                self._grown.append((*key, int(length), float(at[0])))

    async def check(self, folder: Path, ended_at: float) -> None:
        """Compare with what the library in the folder has after a process ended so.

        The time that a process says it did not get from a busy machine is no lag of its own.
        """
        ended_at = min(ended_at, self._awake_at or ended_at)
        found: dict[tuple[ConversationId, MessageId], str] = {}
        async with opened_library(folder) as library:
            # A process may die between throwing away and restoring.
            for path in sorted((folder / "trash").glob("*.json")):
                await library.listing.restore([ConversationId(path.stem)])
            for summary in await library.listing.summaries():
                try:
                    conversation = await library.load(summary.id)
                except Damaged as damage:
                    self.unreadable += 1
                    print(damage, file=sys.stderr)  # noqa: T201 - says what to look at
                    continue
                for message in conversation.messages.values():
                    found[summary.id, message.id] = message.text
                    self.wrong += message.status is Status.STREAMING
        self.wrong += sum(not PATTERN.startswith(text) for text in found.values())
        self.lost += sum(len(found.get(key, "")) < length for key, length in self.saved.items())
        for conversation_id, message_id, length, at in self._grown:
            if len(found.get((conversation_id, message_id), "")) < length:
                self.most_behind_seconds = max(self.most_behind_seconds, ended_at - at)
                break
        self._forget_closed(found)

    def _forget_closed(self, found: dict[tuple[ConversationId, MessageId], str]) -> None:
        # Old conversations are checked many times over; the newest ones are enough.
        newest = sorted({conversation_id for conversation_id, _ in found})[-3:]
        self.saved = {key: length for key, length in self.saved.items() if key[0] in newest}
