"""Laws of recovering: a new conversation, and the damaged file as it was."""

from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.place import Place
from fakes.shelves import open_shelf
from whinchat.domain.errors import WhinchatError
from whinchat.domain.values import ConversationId
from whinchat.services.recovery import Recovery
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks


async def a_damaged_one(place: Place) -> tuple[ConversationId, Path]:
    question = fakes.a_message("Who sings?")
    conversation = fakes.a_conversation(
        question, fakes.a_message("A whinchat. " * 50, question), title="Birds"
    )
    await place.library.add(conversation)
    path = place.paths.conversations / f"{conversation.id}.json"
    data = path.read_bytes()
    path.write_bytes(data[:-300] + b"\0" * 300)
    return conversation.id, path


def recovery(place: Place, shelf: Shelf) -> Recovery:
    return Recovery(shelf, place.library, place.paths, place.disk)


async def test_what_can_be_read_becomes_a_conversation_and_the_file_stays(
    place: Place, tasks: Tasks
) -> None:
    damaged_id, path = await a_damaged_one(place)
    before = path.read_bytes()
    shelf = await open_shelf(place, tasks)

    recovered = await recovery(place, shelf).recover(damaged_id)

    chat = await shelf.chat(recovered.conversation_id)
    question, reply = chat.conversation.branch()
    assert chat.conversation.title == "Birds (recovered)"
    assert question.text == "Who sings?"
    assert ("A whinchat. " * 50).startswith(reply.text)
    assert len(reply.text) > 200
    assert path.read_bytes() == before
    assert {row.title for row in shelf.rows} > {"Birds (recovered)"}


async def test_recovering_twice_makes_one(place: Place, tasks: Tasks) -> None:
    damaged_id, _ = await a_damaged_one(place)
    shelf = await open_shelf(place, tasks)

    first = await recovery(place, shelf).recover(damaged_id)
    again = await recovery(place, shelf).recover(damaged_id)
    await shelf.delete([first.conversation_id])
    anew = await recovery(place, shelf).recover(damaged_id)

    assert again == first
    assert anew.conversation_id != first.conversation_id


async def test_where_nothing_can_be_read_that_is_said(place: Place, tasks: Tasks) -> None:
    (place.paths.conversations / "odd.json").write_bytes(b"\0" * 4096)
    shelf = await open_shelf(place, tasks)

    with pytest.raises(WhinchatError, match="left as it is"):
        await recovery(place, shelf).recover(ConversationId("odd"))
