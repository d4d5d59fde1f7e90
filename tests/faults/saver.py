"""A program that chats with nobody and saves everything, until it is killed.

It reports on a pipe what it was promised, so that whoever kills it can look whether it holds::

    saved CONVERSATION MESSAGE LENGTH            the library said that it is on the disk
    grown CONVERSATION MESSAGE LENGTH SECONDS    the library was told, or the user shown, this
                                                 much at this monotonic time
    set CONVERSATION NAME NUMBER                 the same of a field, or of a message's mark
    awake SECONDS                                its event loop was at work at this time
"""

import asyncio
import os
import random
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fakes.conversations import a_conversation, a_message
from fakes.libraries import opened_library
from whinchat.domain.conversation import Conversation, Field, Mark, MarkName, Message, Status
from whinchat.domain.parts import TextPart
from whinchat.domain.values import ConversationId, MessageId
from whinchat.storage.conversation_file import document_of
from whinchat.storage.disk import write_atomically
from whinchat.storage.library import Library
from whinchat.storage.reading import path_of

PATTERN = "".join(f"{number} wörds 👋, " for number in range(40_000))
"""Every text is a prefix of it, so that its length says what it must be."""

_MOST_MESSAGES = 40


class Saver:
    """Turn after turn, with everything that writes."""

    def __init__(self, library: Library, folder: Path, pipe: int, seed: int) -> None:
        self._library = library
        self._folder = folder
        self._pipe = pipe
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, not secret

    async def save_forever(self) -> None:
        """Save until the end of the process."""
        conversation = await self._newest()
        while True:
            if len(conversation.messages) >= _MOST_MESSAGES:
                await self._library.close_conversation(conversation.id)
                conversation = await self._new()
            question = await self._ask(conversation, None)
            await self._reply(conversation.id, question)
            await self._change(conversation, question)

    async def _newest(self) -> Conversation:
        summaries = await self._library.listing.summaries()
        return await self._library.load(summaries[0].id) if summaries else await self._new()

    async def _new(self) -> Conversation:
        conversation = a_conversation()
        self._library.begin(conversation)
        return conversation

    async def _ask(self, conversation: Conversation, parent_id: MessageId | None) -> Message:
        text = PATTERN[: self._chance.randint(1, 300)]
        question = a_message(text, parent_id=parent_id, created_at=datetime.now(UTC))
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

    async def _change(self, conversation: Conversation, question: Message) -> None:
        match self._chance.randint(0, 8):
            case 0:
                await self._set_field(conversation.id)
            case 1:
                await self._library.fold(conversation.id)
            case 2:
                await self._library.listing.move_to_trash([conversation.id])
                await self._library.listing.restore([conversation.id])
                await self._library.load(conversation.id)
            case 3:
                await self._reply(conversation.id, question)
            case 4:
                edited = await self._ask(conversation, question.parent_id)
                await self._reply(conversation.id, edited)
            case 5:
                await self._delete(conversation.id, question.id)
            case 6:
                await self._merge(conversation.id)
            case _:
                pass

    async def _set_field(self, conversation_id: ConversationId) -> None:
        """Rename, file, tag or pin; the number in the value says which time it was."""
        field = self._chance.choice((Field.TITLE, Field.FOLDER, Field.TAGS))
        number = self._next_number()
        value = [str(number)] if field is Field.TAGS else str(number)
        mark = Mark(value, datetime.now(UTC), "here")
        if self._chance.random() < 0.5:
            self._library.save_field(conversation_id, field, mark)
        else:
            self._library.listing.save_fields({conversation_id: {field: mark}})
        await self._library.settle(conversation_id)
        self._report("set", conversation_id, field, number)

    async def _delete(self, conversation_id: ConversationId, message_id: MessageId) -> None:
        """Delete a message, and perhaps bring it back."""
        for value in self._chance.choice(((True,), (True, False))):
            mark = Mark(value, datetime.now(UTC), "here")
            self._library.save_mark(conversation_id, message_id, MarkName.DELETED, mark)
        number = self._next_number()
        mark = Mark(str(number), datetime.now(UTC), "here")
        self._library.save_mark(conversation_id, message_id, MarkName.ALWAYS_KEPT, mark)
        await self._library.settle(conversation_id)
        self._report("set", conversation_id, f"{message_id}/{MarkName.ALWAYS_KEPT}", number)

    async def _merge(self, conversation_id: ConversationId) -> None:
        """Let another machine go on in a copy, which a sync tool brings; then merge it."""
        copy = await self._library.load(conversation_id)
        foreign = a_message(PATTERN[:50], created_at=datetime.now(UTC))
        copy.put(foreign)
        path = path_of(self._folder / "conversations", conversation_id)
        write_atomically(
            path.with_name(f"{path.stem}.sync-conflict-20261122-101112-ABCDEFG.json"),
            document_of(copy).pieces(),
        )
        self._report("saved", conversation_id, foreign.id, len(foreign.text))
        await self._library.look_again()

    def _next_number(self) -> int:
        """Return a number that is greater than all before, also those of processes before."""
        return time.monotonic_ns()

    def _report(self, *words: object) -> None:
        os.write(self._pipe, (" ".join(map(str, words)) + "\n").encode())


async def save_into(folder: Path, pipe: int, seed: int) -> None:
    """Open the library in a folder and save into it for ever."""
    async with opened_library(folder) as library:
        await Saver(library, folder, pipe, seed).save_forever()


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
