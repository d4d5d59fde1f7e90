"""Conversations deleted while something goes on in them: all of it goes with them, once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from fakes.place import Place
from fakes.waiting import until
from whinchat.domain.conversation import Status
from whinchat.domain.draft import Draft
from whinchat.domain.events import StreamEvent, TextDelta
from whinchat.domain.model import ModelChoice
from whinchat.domain.outgoing import ReplyRequest
from whinchat.domain.values import ProviderId
from whinchat.services.chat import Chat
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.folders import FolderFile

CHOICE = ModelChoice(ProviderId("p"), "m")


class SlowToEnd:
    """Says two words and no more; a request that is ended takes its time."""

    def __init__(self) -> None:
        self.count = 0

    @asynccontextmanager
    async def reply(
        self, choice: ModelChoice, request: ReplyRequest
    ) -> AsyncIterator[AsyncIterator[StreamEvent]]:
        """Reply so."""
        self.count += 1
        try:
            yield self._events()
        finally:
            await asyncio.sleep(0.3)

    async def _events(self) -> AsyncIterator[StreamEvent]:
        yield TextDelta(0, "So far")
        await asyncio.Event().wait()


async def begun(place: Place, tasks: Tasks, replies: SlowToEnd) -> tuple[Shelf, Chat]:
    folders = FolderFile(place.paths, place.disk)
    shelf = Shelf(place.library, place.drafts, folders, replies, tasks)
    await shelf.open()
    chat = shelf.new_chat(CHOICE)
    shelf.show(chat.id)
    return shelf, chat


async def test_the_end_of_a_reply_is_in_the_trash_with_the_rest(place: Place, tasks: Tasks) -> None:
    shelf, chat = await begun(place, tasks, SlowToEnd())
    tasks.start(chat.send(Draft("Hello")))
    await until(lambda: "So far" in [one.text for one in chat.conversation.messages.values()])

    await shelf.delete([chat.id])
    gone_at = datetime.now(UTC)
    await until(lambda: not chat.is_replying)
    await place.disk.run(lambda: None)

    assert [*place.paths.conversations.iterdir()] == []
    trashed = await place.library.listing.read_trashed(chat.id)
    reply = [*trashed.messages.values()][-1]
    assert (reply.text, reply.status) == ("So far", Status.STOPPED)
    (row,) = await shelf.trash()
    assert row.deleted_at <= gone_at


async def test_a_message_that_was_about_to_leave_stays_unsent(place: Place, tasks: Tasks) -> None:
    replies = SlowToEnd()
    shelf, chat = await begun(place, tasks, replies)
    tasks.start(chat.send(Draft("Hello")))
    await until(lambda: replies.count == 1)
    await chat.stopped()
    leaving = tasks.start(chat.send_soon(Draft("And?"), 0.2))
    await until(lambda: chat.waiting.is_leaving)

    await shelf.delete([chat.id])
    await asyncio.wait([leaving])

    assert replies.count == 1
    await shelf.restore([chat.id])
    again = await shelf.chat(chat.id)
    assert again.waiting.drafts == (Draft("And?"),)


async def test_nothing_leaves_a_temporary_conversation_that_was_dropped(
    place: Place, tasks: Tasks
) -> None:
    replies = SlowToEnd()
    shelf, _ = await begun(place, tasks, replies)
    chat = shelf.new_temporary(CHOICE)
    leaving = tasks.start(chat.send_soon(Draft("Hello"), 0.2))
    await until(lambda: chat.waiting.is_leaving)

    shelf.drop(chat)
    await asyncio.wait([leaving])

    assert replies.count == 0
