"""A later export brings what is here up to date, and Undo puts back what was shown."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fakes.foreign_apps import EXPORTS
from fakes.foreign_webs import Node, chatgpt_conversation, chatgpt_node, chatgpt_zip, words
from fakes.place import Place
from fakes.shelves import open_shelf
from whinchat.domain.conversation import Conversation, Field
from whinchat.domain.errors import NotSaved
from whinchat.domain.values import ConversationId, MessageId
from whinchat.services.import_preview import Standing
from whinchat.services.imports import Choice, Import, Imports
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.exchange.importing.imported import App


@pytest.fixture
async def shelf(place: Place, tasks: Tasks) -> Shelf:
    return await open_shelf(place, tasks)


@pytest.fixture
async def imports(place: Place, shelf: Shelf, tasks: Tasks) -> AsyncIterator[Imports]:
    made = Imports(shelf, place.library, tasks)
    yield made
    made.close(5)


async def bring(imports: Imports, path: Path) -> Import:
    """Import all that is in a file, and add what is new to what is here."""
    preview = await imports.look((path,))
    arriving = Import(preview.paths, Choice(preview.candidates))
    await imports.run(arriving)
    return arriving


def with_nodes(*nodes: tuple[str, Node], current: str = "") -> Node:
    """Return the conversation of ChatGPT's with some of its messages other ones."""
    conversation = {**chatgpt_conversation()}
    mapping = conversation["mapping"]
    assert isinstance(mapping, dict)
    conversation["mapping"] = {**mapping, **dict(nodes)}
    return {**conversation, "current_node": current or conversation["current_node"]}


def longer() -> Node:
    """Return the conversation of ChatGPT's, gone on with."""
    return with_nodes(
        chatgpt_node("welcome", "thanks", "assistant", words("Gladly.")),
        chatgpt_node("more", "welcome", "user", words("And ducks?")),
        current="more",
    )


def ending(text: str) -> Node:
    """Return the conversation with a reply at its end."""
    return with_nodes(
        chatgpt_node("welcome", "thanks", "assistant", words(text)), current="welcome"
    )


async def shown(shelf: Shelf, here: ConversationId) -> list[str]:
    return [message.text for message in (await shelf.chat(here)).conversation.branch()]


def state(conversation: Conversation) -> object:
    """Return all that is shown of a conversation, in all versions."""
    living = [m for m in conversation.messages.values() if not m.is_deleted]
    return conversation.branch_ids(), [(m.id, m.parent_id, m.parts) for m in living]


async def from_disk(place: Place, shelf: Shelf, here: ConversationId) -> Conversation:
    shelf.leave(here)
    return await place.library.load(here)


@pytest.mark.parametrize("app", EXPORTS)
async def test_the_same_file_once_more_changes_nothing(
    app: App, imports: Imports, shelf: Shelf, place: Place, tmp_path: Path
) -> None:
    path = EXPORTS[app](tmp_path)
    for conversation_id in (await bring(imports, path)).added:
        await place.library.load(conversation_id)

    assert (await bring(imports, path)).arrived == 0
    assert {one.standing for one in (await imports.look((path,))).candidates} == {Standing.HERE}


async def test_what_is_longer_now_is_added_to_what_is_here(
    imports: Imports, shelf: Shelf, tmp_path: Path
) -> None:
    (here,) = (await bring(imports, EXPORTS[App.CHATGPT](tmp_path))).added
    newer = chatgpt_zip(tmp_path / "newer.zip", longer())

    (found,) = (await imports.look((newer,))).candidates
    arriving = await bring(imports, newer)

    chat = await shelf.chat(here)
    assert (found.standing, found.here) == (Standing.LONGER, here)
    assert (arriving.added, len(arriving.updated)) == ([], 1)
    assert [m.text for m in chat.conversation.branch()][-2:] == ["Gladly.", "And ducks?"]
    assert (await imports.look((newer,))).candidates[0].standing is Standing.HERE


async def test_what_was_deleted_by_hand_does_not_come_back(
    imports: Imports, shelf: Shelf, tmp_path: Path
) -> None:
    (here,) = (await bring(imports, chatgpt_zip(tmp_path / "a.zip", longer()))).added
    chat = await shelf.chat(here)
    gone = [chat.conversation.branch_ids()[place] for place in (1, -1)]
    chat.delete(gone)

    arriving = await bring(imports, chatgpt_zip(tmp_path / "b.zip", longer()))
    await imports.undo(arriving)
    await bring(imports, chatgpt_zip(tmp_path / "c.zip", longer()))

    messages = (await shelf.chat(here)).conversation.messages
    assert [messages[one].is_deleted for one in gone] == [True, True]


async def test_what_was_deleted_by_hand_before_an_undo_does_not_come_back(
    imports: Imports, shelf: Shelf, tmp_path: Path
) -> None:
    (here,) = (await bring(imports, EXPORTS[App.CHATGPT](tmp_path))).added
    newer = chatgpt_zip(tmp_path / "newer.zip", longer())
    arriving = await bring(imports, newer)
    chat = await shelf.chat(here)
    chat.delete(chat.conversation.branch_ids()[-1:])

    await imports.undo(arriving)
    await bring(imports, newer)

    assert (await shown(shelf, here))[-1] == "Gladly."


async def test_a_reply_that_has_grown_takes_the_place_of_what_is_here(
    imports: Imports, shelf: Shelf, place: Place, tmp_path: Path
) -> None:
    (here,) = (await bring(imports, chatgpt_zip(tmp_path / "a.zip", ending("Glad")))).added
    newer = chatgpt_zip(tmp_path / "b.zip", ending("Gladly."))

    (found,) = (await imports.look((newer,))).candidates
    await bring(imports, newer)

    assert found.standing is Standing.LONGER
    assert (await shown(shelf, here))[-1] == "Gladly."
    assert (await from_disk(place, shelf, here)).branch()[-1].text == "Gladly."
    older = chatgpt_zip(tmp_path / "c.zip", ending("Glad"))
    assert (await bring(imports, older)).arrived == 0


async def test_a_reply_that_is_another_now_is_a_version_beside(
    imports: Imports, shelf: Shelf, tmp_path: Path
) -> None:
    (here,) = (await bring(imports, chatgpt_zip(tmp_path / "a.zip", ending("Glad")))).added
    newer = chatgpt_zip(tmp_path / "b.zip", ending("Welcome!"))

    for _ in range(2):
        await bring(imports, newer)

    conversation = (await shelf.chat(here)).conversation
    versions = conversation.messages.siblings(MessageId(conversation.branch_ids()[-1]))
    assert [conversation.messages[one].text for one in versions] == ["Glad", "Welcome!"]
    assert conversation.branch()[-1].text == "Glad"


@pytest.mark.parametrize("text", ["Gladly, and more.", "Something else"])
async def test_undo_puts_back_all_that_was_there_and_the_file_brings_it_again(
    text: str, imports: Imports, shelf: Shelf, place: Place, tmp_path: Path
) -> None:
    (here,) = (await bring(imports, chatgpt_zip(tmp_path / "a.zip", ending("Glad")))).added
    was = state((await shelf.chat(here)).conversation)
    newer = chatgpt_zip(tmp_path / "b.zip", ending(text))

    await imports.undo(await bring(imports, newer))

    assert state((await shelf.chat(here)).conversation) == was
    assert state(await from_disk(place, shelf, here)) == was
    await bring(imports, newer)
    messages = (await shelf.chat(here)).conversation.messages.values()
    assert text in [message.text for message in messages if not message.is_deleted]


async def test_undo_leaves_the_branch_that_was_chosen_since(
    imports: Imports, shelf: Shelf, tmp_path: Path
) -> None:
    (here,) = (await bring(imports, EXPORTS[App.CHATGPT](tmp_path))).added
    arriving = await bring(imports, chatgpt_zip(tmp_path / "newer.zip", longer()))
    chat = await shelf.chat(here)
    first = chat.conversation.branch_ids()[0]
    chat.set_field(Field.LEAF, first)

    await imports.undo(arriving)

    assert chat.conversation.leaf_id == first


async def test_an_update_that_was_stopped_halfway_is_undone(
    imports: Imports, shelf: Shelf, tasks: Tasks, place: Place, tmp_path: Path
) -> None:
    (here,) = (await bring(imports, EXPORTS[App.CHATGPT](tmp_path))).added
    chat = await shelf.chat(here)
    was = state(chat.conversation)
    preview = await imports.look((chatgpt_zip(tmp_path / "newer.zip", longer()),))
    arriving = Import(preview.paths, Choice(preview.candidates))
    running = tasks.start(imports.run(arriving))

    def stop(_: MessageId) -> None:
        running.cancel()

    chat.changed.add(stop)

    await asyncio.wait([running])
    await imports.undo(arriving)

    assert state((await shelf.chat(here)).conversation) == was


async def test_undo_of_an_update_shows_what_was_shown(
    imports: Imports, shelf: Shelf, tmp_path: Path
) -> None:
    (here,) = (await bring(imports, EXPORTS[App.CHATGPT](tmp_path))).added
    was = [m.id for m in (await shelf.chat(here)).conversation.branch()]
    newer = chatgpt_zip(tmp_path / "newer.zip", longer())

    await imports.undo(await bring(imports, newer))

    chat = await shelf.chat(here)
    assert [m.id for m in chat.conversation.branch()] == was
    assert (await imports.look((newer,))).candidates[0].standing is Standing.LONGER


async def test_an_imported_title_gives_way_to_one_given_here(
    imports: Imports, shelf: Shelf, tmp_path: Path
) -> None:
    (here,) = (await bring(imports, EXPORTS[App.CHATGPT](tmp_path))).added
    (await shelf.chat(here)).rename("Mine")

    await bring(imports, chatgpt_zip(tmp_path / "newer.zip", longer()))

    assert (await shelf.chat(here)).conversation.field_text(Field.TITLE) == "Mine"


async def test_what_cannot_be_read_now_can_be_undone_once_it_can(
    imports: Imports, shelf: Shelf, place: Place, tmp_path: Path
) -> None:
    (here,) = (await bring(imports, EXPORTS[App.CHATGPT](tmp_path))).added
    arriving = await bring(imports, chatgpt_zip(tmp_path / "newer.zip", longer()))
    await place.disk.run(lambda: None)
    await place.library.close_conversation(here)
    path = place.paths.conversations / f"{here}.json"
    good = path.read_bytes()

    path.write_bytes(b"{")
    with pytest.raises(NotSaved, match="Not all of it is undone"):
        await imports.undo(arriving)
    path.write_bytes(good)
    await imports.undo(arriving)

    assert (await shelf.chat(here)).conversation.branch()[-1].text == "Thank you."
    assert arriving.arrived == 0


async def test_an_undo_that_is_cut_off_deletes_nothing_by_hand(
    imports: Imports, shelf: Shelf, tmp_path: Path
) -> None:
    (here,) = (await bring(imports, EXPORTS[App.CHATGPT](tmp_path))).added
    arriving = await bring(imports, chatgpt_zip(tmp_path / "newer.zip", longer()))
    chat = await shelf.chat(here)
    shelf.show(here)
    told: list[str] = []
    chat.fields_changed.add(told.append)
    chat.changed.add(lambda _: told.append("message"))

    await imports.undo(arriving)

    assert told.index(Field.SOURCE) < told.index("message")
