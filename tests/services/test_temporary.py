"""Forks, and conversations that are in memory alone until somebody keeps them."""

import asyncio

import pytest

from fakes.chats import says, shown, texts, until_words
from fakes.place import Place
from fakes.scripts import FOREVER, Step
from fakes.shelves import a_shelf, open_shelf, stored
from fakes.waiting import until
from whinchat.domain.conversation import Conversation, Field, Status
from whinchat.domain.draft import Draft
from whinchat.domain.errors import NotSaved
from whinchat.domain.events import Finished, ImageArrived, TextDelta
from whinchat.domain.model import ModelChoice
from whinchat.domain.parts import ImagePart
from whinchat.domain.values import ProviderId
from whinchat.services.tasks import Tasks

CHOICE = ModelChoice(ProviderId("p"), "m")
SECRET = "Nobody may find this"
PICTURE: list[Step] = [
    ImageArrived(0, b"\x89PNG picture", "image/png"),
    TextDelta(1, "Here"),
    Finished(Status.COMPLETE),
]


async def written(place: Place) -> bytes:
    await place.disk.run(lambda: None)
    files = (path for path in place.paths.data.rglob("*") if path.is_file())
    return b"".join(path.name.encode() + path.read_bytes() for path in files)


async def test_nothing_of_a_temporary_conversation_is_on_the_disk(
    place: Place, tasks: Tasks
) -> None:
    shelf = a_shelf(place, tasks, PICTURE, says("More"))
    chat = shelf.new_temporary(CHOICE)
    shelf.show(chat.id)

    await chat.send(Draft(SECRET))
    await chat.edit(shown(chat, 0), Draft(f"{SECRET} either"))
    chat.rename(f"{SECRET} title")
    shelf.keep_draft(chat.id, Draft(f"{SECRET} draft"))
    chat.waiting.add(Draft(f"{SECRET} waiting"))
    chat.delete([shown(chat, 0)])
    shelf.show(None)

    assert list(shelf.rows) == []
    found = await written(place)
    assert b"Nobody" not in found
    assert chat.id.encode() not in found
    assert b"PNG" not in found


async def test_a_temporary_conversation_has_its_pictures(place: Place, tasks: Tasks) -> None:
    chat = a_shelf(place, tasks, PICTURE).new_temporary(CHOICE)

    await chat.send(Draft("Draw"))

    (picture,) = (p for p in chat.conversation.branch()[1].parts if isinstance(p, ImagePart))
    assert await chat.attachment(picture.attachment) == b"\x89PNG picture"


async def test_what_is_kept_is_listed_and_on_the_disk_with_everything_in_it(
    place: Place, tasks: Tasks
) -> None:
    shelf = a_shelf(place, tasks, PICTURE, says("B"), says("C"))
    chat = shelf.new_temporary(CHOICE)
    shelf.show(chat.id)
    await chat.send(Draft("a?"))
    await chat.edit(shown(chat, 0), Draft("b?"))

    await shelf.keep(chat)
    await chat.send(Draft("c?"))

    assert ([row.id for row in shelf.rows], chat.is_temporary) == ([chat.id], False)
    await place.library.close_conversation(chat.id)
    kept = await place.library.load(chat.id)
    assert [message.text for message in kept.branch()] == ["b?", "B", "c?", "C"]
    first = kept.branch_to(kept.newest_leaf(kept.messages.siblings(kept.branch_ids()[0])[0]))
    (picture,) = (part for part in first[1].parts if isinstance(part, ImagePart))
    assert await place.library.attachment(picture.attachment) == b"\x89PNG picture"


async def test_a_reply_that_runs_while_it_is_kept_is_kept_whole(place: Place, tasks: Tasks) -> None:
    gate = asyncio.Event()
    shelf = a_shelf(place, tasks, [TextDelta(0, "Half"), gate, *says(" and whole")])
    chat = shelf.new_temporary(CHOICE)
    running = asyncio.ensure_future(chat.send(Draft("a?")))
    await until_words(chat, "Half")

    await shelf.keep(chat)
    gate.set()
    await running

    await place.library.close_conversation(chat.id)
    assert (await place.library.load(chat.id)).branch()[-1].text == "Half and whole"


async def test_a_temporary_conversation_that_is_let_go_of_stops(place: Place, tasks: Tasks) -> None:
    shelf = a_shelf(place, tasks, [FOREVER])
    chat = shelf.new_temporary(CHOICE)
    running = asyncio.ensure_future(chat.send(Draft("a?")))
    await until(lambda: chat.is_replying)

    shelf.drop(chat)
    with pytest.raises(asyncio.CancelledError):
        await running

    assert b"a?" not in await written(place)


async def test_a_fork_is_listed_and_opened_beside_the_other(place: Place, tasks: Tasks) -> None:
    shelf = a_shelf(place, tasks, says("A"), says("B"), says("C"))
    chat = shelf.new_chat(CHOICE)
    shelf.show(chat.id)
    await chat.send(Draft("a?"))
    await chat.send(Draft("b?"))

    forked = await shelf.fork(chat.id, shown(chat, 1))
    await forked.send(Draft("c?"))

    assert texts(forked) == ["a?", "A", "c?", "C"]
    assert texts(chat) == ["a?", "A", "b?", "B"]
    assert {row.id for row in shelf.rows} == {chat.id, forked.id}
    assert forked.conversation.marks[Field.SOURCE].value
    await place.library.close_conversation(forked.id)
    assert len((await place.library.load(forked.id)).messages) == 4


async def test_a_fork_that_fails_leaves_no_chat_open(
    place: Place, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    (conversation_id,) = await stored(place, "a?")
    shelf = await open_shelf(place, tasks)
    (question,) = (await place.library.load(conversation_id)).messages

    async def no_room(_conversation: Conversation) -> None:
        raise NotSaved("The disk is full.")

    monkeypatch.setattr(place.library, "add", no_room)
    with pytest.raises(NotSaved):
        await shelf.fork(conversation_id, question)

    assert conversation_id not in shelf._chats
