"""The trash: deleted messages in it, what is due, and what nothing brings back."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.place import Place
from fakes.shelves import open_shelf, stored
from fakes.waiting import until
from whinchat.domain.conversation import Message
from whinchat.domain.draft import Draft
from whinchat.domain.trash_clock import Look, TrashClock
from whinchat.domain.values import ConversationId
from whinchat.services.tasks import Tasks
from whinchat.services.trash import Trash, TrashKind
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import Drafts
from whinchat.storage.library import Library
from whinchat.storage.trash_clock import read_clock, write_clock

DAY = timedelta(days=1)
SECRET = "words that must go"


async def talked(place: Place) -> tuple[ConversationId, list[Message]]:
    question = fakes.a_message("Where do storks go?")
    reply = fakes.a_message(SECRET, question)
    conversation = fakes.a_conversation(question, reply, fakes.a_message("Why?", reply))
    await place.library.add(conversation)
    return conversation.id, [*conversation.messages.values()]


def say_looked_for(place: Place, days: int) -> None:
    now = datetime.now(UTC)
    looks = (Look(now - day * DAY, (days - day) * DAY) for day in range(days, -1, -1))
    write_clock(place.paths.cache, TrashClock(tuple(looks)))


def set_back(place: Place, conversation_id: ConversationId, days: float) -> None:
    at = (datetime.now(UTC) - days * DAY).timestamp()
    os.utime(place.paths.trash / f"{conversation_id}.json", (at, at))


def written(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@asynccontextmanager
async def started_again(place: Place) -> AsyncIterator[Place]:
    """Open the same folder as after a kill: nobody closed it."""
    disk = Disk()
    library = Library(place.paths, disk, "writer")
    await library.open()
    yield Place(place.paths, disk, library, Drafts(place.paths, disk))
    await library.close()
    assert disk.close(5)


async def test_messages_deleted_just_before_a_kill_are_in_the_trash(
    place: Place, tasks: Tasks
) -> None:
    conversation_id, messages = await talked(place)
    chat = await (await open_shelf(place, tasks)).chat(conversation_id)
    chat.delete([messages[0].id, messages[1].id])
    chat.restore([messages[0].id])
    await place.library.settle(conversation_id)

    async with started_again(place) as after:
        shelf = await open_shelf(after, tasks)
        (row,) = await shelf.trash()
        assert (row.kind, row.count) == (TrashKind.MESSAGES, 1)
        await shelf.restore([row.id])

        assert await shelf.trash() == ()
        branch = (await shelf.chat(conversation_id)).conversation.branch()
        assert [message.text for message in branch] == [message.text for message in messages]


@pytest.mark.parametrize("place_of_it", ["open", "closed"])
async def test_deleted_messages_are_in_the_trash_and_come_back(
    place: Place, tasks: Tasks, place_of_it: str
) -> None:
    conversation_id, messages = await talked(place)
    shelf = await open_shelf(place, tasks)
    chat = await shelf.chat(conversation_id)
    chat.delete([messages[1].id])
    if place_of_it == "closed":
        shelf.leave(conversation_id)
        shelf = await open_shelf(place, tasks)

    (row,) = await shelf.trash()
    assert (row.kind, row.count) == (TrashKind.MESSAGES, 1)
    assert (row.title, row.conversation_id) == ("Where do storks go?", conversation_id)
    await shelf.restore([row.id])

    assert await shelf.trash() == ()
    branch = (await shelf.chat(conversation_id)).conversation.branch()
    assert [message.text for message in branch] == [message.text for message in messages]


async def test_emptied_messages_keep_their_places_and_lose_their_words(
    place: Place, tasks: Tasks
) -> None:
    conversation_id, messages = await talked(place)
    shelf = await open_shelf(place, tasks)
    (await shelf.chat(conversation_id)).delete([messages[1].id])
    shelf.leave(conversation_id)

    await shelf.empty_trash()

    assert await shelf.trash() == ()
    assert SECRET.encode() not in written(place.paths.data)
    conversation = await place.library.load(conversation_id)
    assert [message.text for message in conversation.branch()] == ["Where do storks go?", "Why?"]
    assert conversation.messages[messages[1].id].parent_id == messages[0].id


async def test_what_was_typed_and_what_waited_go_with_a_conversation_that_is_destroyed(
    place: Place, tasks: Tasks
) -> None:
    kept, gone = await stored(place, "Kept", "Gone")
    for conversation_id in (kept, gone):
        place.drafts.save(conversation_id, Draft(f"typed in {conversation_id}"))
        place.drafts.save_waiting(conversation_id, [Draft(f"waits in {conversation_id}")])
    shelf = await open_shelf(place, tasks)
    await shelf.delete([gone])
    assert shelf.draft(gone).text == f"typed in {gone}"

    await shelf.empty_trash()

    assert shelf.draft(gone).is_empty
    assert {*await place.drafts.load()} == {*await place.drafts.load_waiting()} == {kept}


async def purge(place: Place, tasks: Tasks) -> None:
    shelf = await open_shelf(place, tasks)
    trash: Trash = shelf._trash
    await trash.purge()


async def test_emptied_messages_say_nothing_in_a_chat_that_is_open_either(
    place: Place, tasks: Tasks
) -> None:
    conversation_id, messages = await talked(place)
    shelf = await open_shelf(place, tasks)
    place.library.follow(shelf.take_news)
    chat = await shelf.chat(conversation_id)
    chat.delete([messages[1].id])

    await shelf.empty_trash()

    await until(lambda: not chat.conversation.messages[messages[1].id].parts)
    assert await shelf.trash() == ()


async def test_what_is_due_goes_and_all_else_stays(place: Place, tasks: Tasks) -> None:
    ids = await stored(place, "old", "new", "kept")
    shelf = await open_shelf(place, tasks)
    await shelf.delete(ids[:2])
    set_back(place, ids[0], 31)
    set_back(place, ids[1], 29)
    say_looked_for(place, 40)

    await purge(place, tasks)

    assert [row.title for row in await shelf.trash()] == ["new"]
    assert [row.title for row in (await open_shelf(place, tasks)).rows] == ["kept"]


async def test_a_clock_that_is_wrong_destroys_nothing(place: Place, tasks: Tasks) -> None:
    ids = await stored(place, "one", "two")
    shelf = await open_shelf(place, tasks)
    await shelf.delete(ids)
    set_back(place, ids[0], 400)
    set_back(place, ids[1], -400)
    say_looked_for(place, 5)

    await purge(place, tasks)

    rows = {row.title: row for row in await shelf.trash()}
    assert set(rows) == {"one", "two"}
    assert rows["one"].goes_at - datetime.now(UTC) > 24 * DAY
    assert rows["two"].goes_at - datetime.now(UTC) > 400 * DAY


async def test_without_the_cache_everything_waits_anew(place: Place, tasks: Tasks) -> None:
    ids = await stored(place, "one")
    shelf = await open_shelf(place, tasks)
    await shelf.delete(ids)
    set_back(place, ids[0], 400)
    place.paths.cache.mkdir(exist_ok=True)
    (place.paths.cache / "trash.json").write_bytes(b'{"looks": [["x"]]}')

    await purge(place, tasks)

    assert [row.title for row in await shelf.trash()] == ["one"]
    assert len(read_clock(place.paths.cache).looks) == 1


async def test_a_folder_that_was_emptied_is_in_the_trash_no_more(
    place: Place, tasks: Tasks
) -> None:
    ids = await stored(place, "inside", "outside")
    shelf = await open_shelf(place, tasks)
    folder = shelf.new_folder("Folder")
    shelf.move(ids[:1], folder)
    await shelf.delete_folder(folder)

    await shelf.empty_trash([folder])

    again = await open_shelf(place, tasks)
    assert (await again.trash(), again.folders) == ((), ())
    assert [row.title for row in again.rows] == ["outside"]
    assert list(place.paths.trash.iterdir()) == []


async def test_what_is_deleted_after_the_clock_was_set_back_is_noted(
    place: Place, tasks: Tasks
) -> None:
    conversation_id, messages = await talked(place)
    (other,) = await stored(place, "Other")
    shelf = await open_shelf(place, tasks)
    ahead = datetime.now(UTC) + timedelta(days=14)

    for delete in ("message", "conversation"):
        await place.library.listing.look_at_trash(ahead)
        if delete == "message":
            (await shelf.chat(conversation_id)).delete([messages[1].id])
        else:
            await shelf.delete((other,))
        clock = await place.library.listing.trash_clock()
        assert clock.looks[-1].at < ahead
