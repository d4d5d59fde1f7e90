"""The list of conversations, and which chats stay open."""

import asyncio

import pytest

from fakes.place import Place
from fakes.scripts import FOREVER, Step
from fakes.shelves import a_shelf
from fakes.waiting import until
from whinchat.domain.conversation import Status
from whinchat.domain.draft import Draft
from whinchat.domain.errors import NotSaved
from whinchat.domain.events import Finished, TextDelta
from whinchat.domain.model import ModelChoice
from whinchat.domain.values import ProviderId
from whinchat.services.chat import Chat
from whinchat.services.rows import RowState
from whinchat.services.shelf import NEW, Shelf
from whinchat.services.tasks import Tasks

CHOICE = ModelChoice(ProviderId("p"), "m")
ANSWER: list[Step] = [TextDelta(0, "Words"), Finished(Status.COMPLETE)]


async def talk(shelf: Shelf, words: str) -> Chat:
    chat = shelf.new_chat(CHOICE)
    shelf.show(chat.id)
    await chat.send(Draft(words))
    return chat


async def test_a_conversation_is_listed_from_its_first_message_on(
    place: Place, tasks: Tasks
) -> None:
    shelf = a_shelf(place, tasks, ANSWER)
    chat = shelf.new_chat(CHOICE)
    assert list(shelf.rows) == []

    await chat.send(Draft("Hello"))

    assert [row.title for row in shelf.rows] == ["Hello"]


async def test_the_list_is_there_after_a_restart(place: Place, tasks: Tasks) -> None:
    chat = await talk(a_shelf(place, tasks, ANSWER), "Hello")
    await place.library.close_conversation(chat.id)

    again = a_shelf(place, tasks)
    await again.open()

    assert [(row.id, row.title) for row in again.rows] == [(chat.id, "Hello")]


async def test_a_chat_goes_on_while_another_is_shown(place: Place, tasks: Tasks) -> None:
    gate = asyncio.Event()
    shelf = a_shelf(place, tasks, [TextDelta(0, "A"), gate, *ANSWER], ANSWER)
    slow = shelf.new_chat(CHOICE)
    shelf.show(slow.id)
    running = tasks.start(slow.send(Draft("Slow")))
    await until(lambda: slow.is_replying)

    await talk(shelf, "Quick")
    assert {row.title: row.state for row in shelf.rows}["Slow"] is RowState.REPLYING
    gate.set()
    await running

    assert {row.title: row.state for row in shelf.rows}["Slow"] is RowState.UNREAD


async def test_showing_a_conversation_makes_it_read(place: Place, tasks: Tasks) -> None:
    shelf = a_shelf(place, tasks, ANSWER)
    chat = shelf.new_chat(CHOICE)
    await chat.send(Draft("Hello"))
    before = shelf.rows[0].state

    shelf.show(chat.id)

    assert (before, shelf.rows[0].state) == (RowState.UNREAD, RowState.QUIET)


async def test_an_empty_chat_that_was_left_and_found_again_is_listed(
    place: Place, tasks: Tasks
) -> None:
    shelf = a_shelf(place, tasks, ANSWER, ANSWER)
    old = await talk(shelf, "Old")
    empty = shelf.new_chat(CHOICE)
    for chat in (empty, old, empty):
        shelf.show(chat.id)

    await empty.send(Draft("New"))

    assert [row.title for row in shelf.rows] == ["New", "Old"]
    assert await shelf.chat(empty.id) is empty


async def test_opening_a_chat_twice_gives_the_same_one(place: Place, tasks: Tasks) -> None:
    shelf = a_shelf(place, tasks, ANSWER)
    chat = await talk(shelf, "Hello")

    assert await shelf.chat(chat.id) is chat


async def test_deleting_and_undoing_brings_everything_back(place: Place, tasks: Tasks) -> None:
    shelf = a_shelf(place, tasks, ANSWER)
    chat = await talk(shelf, "Hello")

    await shelf.delete([chat.id])
    assert list(shelf.rows) == []
    await shelf.restore([chat.id])

    assert [row.title for row in shelf.rows] == ["Hello"]
    restored = await shelf.chat(chat.id)
    assert [message.text for message in restored.conversation.branch()] == ["Hello", "Words"]


async def test_deleting_stops_the_reply_that_runs(place: Place, tasks: Tasks) -> None:
    shelf = a_shelf(place, tasks, [TextDelta(0, "Half"), FOREVER])
    chat = shelf.new_chat(CHOICE)
    running = tasks.start(chat.send(Draft("Hello")))
    await until(lambda: chat.is_replying and len(chat.conversation.branch()) > 1)

    await shelf.delete([chat.id])
    await asyncio.wait([running])
    await shelf.restore([chat.id])

    branch = (await shelf.chat(chat.id)).conversation.branch()
    assert branch[-1].status is Status.STOPPED


async def test_what_could_not_be_deleted_stays_in_the_list(place: Place, tasks: Tasks) -> None:
    shelf = a_shelf(place, tasks, ANSWER)
    chat = await talk(shelf, "Hello")
    place.paths.trash.rmdir()
    place.paths.trash.write_text("in the way")

    with pytest.raises(NotSaved):
        await shelf.delete([chat.id])

    assert [row.title for row in shelf.rows] == ["Hello"]
    assert await shelf.chat(chat.id) is chat


async def test_a_new_title_shows_in_the_list_and_stays(place: Place, tasks: Tasks) -> None:
    shelf = a_shelf(place, tasks, ANSWER)
    chat = await talk(shelf, "Hello")

    chat.rename("  Greeting ")
    await place.library.settle(chat.id)

    again = a_shelf(place, tasks)
    await again.open()
    assert [row.title for row in shelf.rows] == [row.title for row in again.rows] == ["Greeting"]


async def test_drafts_survive_a_restart(place: Place, tasks: Tasks) -> None:
    shelf = a_shelf(place, tasks, ANSWER)
    chat = await talk(shelf, "Hello")
    shelf.keep_draft(chat.id, Draft("and then"))
    shelf.keep_draft(NEW, Draft("something else"))
    shelf.show(None)
    assert shelf.rows[0].state is RowState.DRAFT

    again = a_shelf(place, tasks)
    await again.open()

    assert (again.draft(chat.id).text, again.draft(NEW).text) == ("and then", "something else")


async def test_quitting_stops_replies_and_keeps_their_words(place: Place, tasks: Tasks) -> None:
    shelf = a_shelf(place, tasks, [TextDelta(0, "Half"), FOREVER])
    chat = shelf.new_chat(CHOICE)
    tasks.start(chat.send(Draft("Hello")))
    await until(lambda: [m.text for m in chat.conversation.branch()][-1:] == ["Half"])

    await shelf.close()
    await place.library.close_conversation(chat.id)

    branch = (await place.library.load(chat.id)).branch()
    assert (branch[-1].text, branch[-1].status) == ("Half", Status.STOPPED)
