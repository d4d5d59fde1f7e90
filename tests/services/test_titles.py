"""Titles made by a model: once, never over one that was typed, and never in the way."""

import asyncio
from dataclasses import replace

from fakes.chats import COMPLETE, says
from fakes.conversations import a_message
from fakes.place import Place
from fakes.scripts import FOREVER, ScriptedReplies, Step
from fakes.waiting import until
from whinchat.domain.draft import Draft
from whinchat.domain.errors import Failure, FailureKind, ProviderFailed
from whinchat.domain.events import TextDelta
from whinchat.domain.model import ModelChoice
from whinchat.domain.settings import Settings, TitleMaker
from whinchat.domain.values import ProviderId
from whinchat.services.chat import Chat
from whinchat.services.preferences import Preferences
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.services.titles import Titles
from whinchat.storage.folders import FolderFile
from whinchat.storage.outside import TakenIn

CHOICE = ModelChoice(ProviderId("p"), "m")
SAME = Settings(title_maker=TitleMaker.SAME_MODEL)
FAILURE = Failure(FailureKind.SERVER, "It broke", "Try again.")


def made(
    place: Place, tasks: Tasks, replies: ScriptedReplies, settings: Settings = SAME
) -> tuple[Shelf, Chat]:
    """Return a shelf with titles by a model, and a new chat that is shown."""
    shelf = Shelf(place.library, place.drafts, FolderFile(place.paths, place.disk), replies, tasks)
    preferences = Preferences(settings, place.paths.settings_file, place.disk)
    Titles(shelf, preferences, replies, tasks)
    chat = shelf.new_chat(CHOICE)
    shelf.show(chat.id)
    return shelf, chat


async def test_the_first_reply_brings_a_title_and_the_second_does_not(
    place: Place, tasks: Tasks
) -> None:
    replies = ScriptedReplies(says("Scattering."), says('"Blue sky"'), says("More"))
    shelf, chat = made(place, tasks, replies)

    await chat.send(Draft("Why is the sky blue?"))
    await until(lambda: chat.conversation.title == "Blue sky")
    moment = shelf.rows[0].updated_at
    await chat.send(Draft("And red?"))
    await asyncio.sleep(0.05)

    assert len(replies.requests) == 3
    assert shelf.rows[0].title == "Blue sky"
    assert moment <= shelf.rows[0].updated_at
    assert [m.text for m in chat.conversation.branch()][:2] == [
        "Why is the sky blue?",
        "Scattering.",
    ]


async def test_a_title_is_no_activity(place: Place, tasks: Tasks) -> None:
    gate = asyncio.Event()
    replies = ScriptedReplies(says("A"), [gate, *says("A title")], says("B"), [FOREVER])
    shelf, first = made(place, tasks, replies)
    await first.send(Draft("First"))
    second = shelf.new_chat(CHOICE)
    await second.send(Draft("Second"))

    gate.set()
    await until(lambda: "A title" in [row.title for row in shelf.rows])

    assert [row.title for row in shelf.rows] == ["Second", "A title"]


async def test_nobody_is_asked_unless_that_is_chosen(place: Place, tasks: Tasks) -> None:
    replies = ScriptedReplies(says("Scattering."))
    _, chat = made(place, tasks, replies, Settings())

    await chat.send(Draft("Why is the sky blue?"))
    await asyncio.sleep(0.05)

    assert len(replies.requests) == 1
    assert chat.conversation.title == "Why is the sky blue?"


async def test_the_model_of_the_users_choice_is_asked(place: Place, tasks: Tasks) -> None:
    replies = ScriptedReplies(says("Scattering."), says("Blue sky"))
    settings = Settings(
        title_maker=TitleMaker.CHOSEN_MODEL,
        title_provider_id=ProviderId("q"),
        title_model_id="small",
    )
    _, chat = made(place, tasks, replies, settings)

    await chat.send(Draft("Why is the sky blue?"))
    await until(lambda: chat.conversation.title == "Blue sky")

    assert replies.choices[1] == ModelChoice(ProviderId("q"), "small")


async def test_a_title_typed_meanwhile_stays(place: Place, tasks: Tasks) -> None:
    gate = asyncio.Event()
    slow: list[Step] = [gate, TextDelta(0, "Theirs"), COMPLETE]
    replies = ScriptedReplies(says("Scattering."), slow)
    _, chat = made(place, tasks, replies)

    await chat.send(Draft("Why is the sky blue?"))
    await until(lambda: len(replies.requests) == 2)
    chat.rename("Mine")
    gate.set()
    await until(lambda: replies.closed == 2)
    await asyncio.sleep(0.05)

    assert chat.conversation.title == "Mine"


async def test_a_failure_is_silent_and_the_first_words_stay(place: Place, tasks: Tasks) -> None:
    replies = ScriptedReplies(says("Scattering."), [ProviderFailed(FAILURE)])
    _, chat = made(place, tasks, replies)

    await chat.send(Draft("Why is the sky blue?"))
    await until(lambda: replies.closed == 2)

    assert chat.conversation.title == "Why is the sky blue?"


async def test_a_chat_that_was_left_gets_its_title(place: Place, tasks: Tasks) -> None:
    gate = asyncio.Event()
    replies = ScriptedReplies(says("Scattering."), [gate, *says("Blue sky")])
    shelf, chat = made(place, tasks, replies)
    await chat.send(Draft("Why is the sky blue?"))

    shelf.show(None)
    gate.set()
    await until(lambda: shelf.rows[0].title == "Blue sky")

    assert (await shelf.chat(chat.id)).conversation.title == "Blue sky"


async def test_a_temporary_conversation_gets_none(place: Place, tasks: Tasks) -> None:
    replies = ScriptedReplies(says("Scattering."))
    shelf, _ = made(place, tasks, replies)
    chat = shelf.new_temporary(CHOICE)

    await chat.send(Draft("Secret"))
    await asyncio.sleep(0.05)

    assert len(replies.requests) == 1


async def test_replies_of_other_computers_bring_no_title(place: Place, tasks: Tasks) -> None:
    gate = asyncio.Event()
    replies = ScriptedReplies([gate, *says("Scattering.")], says('"Blue sky"'))
    shelf, chat = made(place, tasks, replies)
    sending = asyncio.create_task(chat.send(Draft("Why is the sky blue?")))
    await until(lambda: bool(shelf.rows) and len(chat.conversation.messages) == 2)
    question = chat.conversation.branch()[0]
    theirs = a_message("Because of the air.", question)
    conversation = replace(chat.conversation, messages=chat.conversation.messages.copy())
    conversation.put(theirs)

    shelf.take_news(TakenIn(conversation, frozenset([theirs.id])))
    await asyncio.sleep(0.05)
    assert len(replies.requests) == 1

    gate.set()
    await sending
    await until(lambda: chat.conversation.title == "Blue sky")
