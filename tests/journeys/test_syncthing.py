"""Two computers with a folder that a real Syncthing shares: both end with the same tree."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from fakes.desktop_user import DesktopUser
from fakes.server import ScriptedServer
from fakes.syncthing import Syncthing, two_computers
from fakes.waiting import until
from whinchat.domain.conversation import Conversation
from whinchat.domain.values import ConversationId, MessageId

pytestmark = pytest.mark.syncthing
_SECONDS = 60

Computer = tuple[Syncthing, DesktopUser]
Tree = dict[MessageId, tuple[MessageId | None, str]]


def tree_of(conversation: Conversation) -> Tree:
    return {
        message.id: (message.parent_id, message.text) for message in conversation.messages.values()
    }


def tree_shown(user: DesktopUser) -> Tree:
    chat = user.page.chat
    return tree_of(chat.conversation) if chat is not None else {}


def copies_in(folder: str, *computers: Syncthing) -> list[str]:
    return [
        path.name
        for computer in computers
        for path in (computer.folder / folder).glob("*conflict*")
    ]


async def quiet(*users: DesktopUser) -> None:
    """Wait until all of a turn is in the conversation's file."""
    await until(lambda: all(user.is_quiet for user in users))
    await asyncio.sleep(0.2)


@asynccontextmanager
async def two_windows(place: Path) -> AsyncIterator[tuple[Computer, Computer]]:
    """Open a window on each of two computers whose data folders are synced."""
    with ScriptedServer() as server, two_computers(place) as (one, other):
        here, there = DesktopUser(one.folder, server), DesktopUser(other.folder, server)
        await here.start()
        await there.start()
        try:
            yield (one, here), (other, there)
        finally:
            await here.leave()
            await there.leave()


async def share_a_conversation(here: DesktopUser, there: DesktopUser) -> ConversationId:
    """Begin a conversation here, and open it there once it has come."""
    await here.say_and_wait("What is a whinchat?")
    assert here.page.chat is not None
    conversation_id = here.page.chat.id
    shelf = there.program.services.shelf
    await until(lambda: conversation_id in {row.id for row in shelf.rows}, seconds=_SECONDS)
    await there.program.navigation.show_conversation(conversation_id)
    await until(lambda: len(there.messages) == 2, seconds=_SECONDS)
    return conversation_id


@pytest.mark.timeout(180)
async def test_two_windows_that_edit_offline_end_with_the_same_tree(tmp_path: Path) -> None:
    async with two_windows(tmp_path) as ((one, here), (other, there)):
        conversation_id = await share_a_conversation(here, there)
        one.pause()
        other.pause()
        await here.say_and_wait("Said here")
        await there.say_and_wait("Said there")
        await quiet(here, there)
        here.type("Half a thought")
        said = {*tree_shown(here).values(), *tree_shown(there).values()}
        one.resume()
        other.resume()

        await until(
            lambda: tree_shown(here) == tree_shown(there) and len(tree_shown(here)) == 6,
            seconds=_SECONDS,
        )
        assert {*tree_shown(here).values()} == said
        await until(lambda: not copies_in("conversations", one, other), seconds=_SECONDS)
        assert copies_in("trash/merged", one, other)
        name = f"conversations/{conversation_id}.json"
        await until(
            lambda: (one.folder / name).read_bytes() == (other.folder / name).read_bytes(),
            seconds=_SECONDS,
        )
        # Each still reads what he read, and has what he typed.
        assert here.messages[2].text == "Said here"
        assert there.messages[2].text == "Said there"
        assert here.page.composer.draft.text == "Half a thought"


@pytest.mark.timeout(180)
async def test_what_is_deleted_on_one_computer_goes_to_the_trash_of_both(tmp_path: Path) -> None:
    async with two_windows(tmp_path) as ((_, here), (_, there)):
        conversation_id = await share_a_conversation(here, there)
        there.program.navigation.open_new()
        await here.program.services.shelf.delete([conversation_id])
        shelf = there.program.services.shelf
        await until(lambda: not shelf.rows, seconds=_SECONDS)
        trashed = there.folder / "trash" / f"{conversation_id}.json"
        await until(trashed.exists, seconds=_SECONDS)
        await there.program.services.shelf.restore([conversation_id])
        await until(lambda: len(here.program.services.shelf.rows) == 1, seconds=_SECONDS)
