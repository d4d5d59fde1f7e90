"""What was typed and what waited is there after a restart, unsent."""

from datetime import UTC, datetime
from pathlib import Path

from fakes.scripts import ScriptedReplies
from whinchat.domain.conversation import Conversation, Message, Role
from whinchat.domain.draft import Draft
from whinchat.domain.parts import TextPart
from whinchat.domain.values import ConversationId, MessageId
from whinchat.paths import portable_paths
from whinchat.services.chat import Chat
from whinchat.services.record import Keeping
from whinchat.services.shelf import NEW
from whinchat.services.temporary import Memory
from whinchat.services.unsent import Unsent
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import Drafts
from whinchat.storage.library import Library

ONE, TWO = Draft("One"), Draft("Two")


def a_chat(keeping: Keeping, *words: str) -> Chat:
    now = datetime.now(UTC)
    conversation = Conversation(id=ConversationId("c"), created_at=now)
    for number, text in enumerate(words):
        message_id = MessageId(str(number))
        parts = (TextPart(text),)
        conversation.put(
            Message(id=message_id, parent_id=None, role=Role.USER, parts=parts, created_at=now)
        )
    return Chat(conversation, keeping, ScriptedReplies())


async def after_a_restart(folder: Path) -> Unsent:
    """Return what another process reads once the first has ended."""
    disk = Disk()
    again = Unsent(Drafts(portable_paths(folder), disk), NEW)
    await again.load()
    assert disk.close(5)
    return again


async def test_what_waited_is_held_in_the_chat_that_is_opened_again(
    library: Library, tmp_path: Path
) -> None:
    disk = Disk()
    chat = a_chat(library, "Hello")
    chat.waiting.add(ONE)
    chat.waiting.add(TWO)
    unsent = Unsent(Drafts(portable_paths(tmp_path), disk), NEW)
    unsent.keep_waiting(chat)
    assert disk.close(5)

    again = await after_a_restart(tmp_path)
    opened = a_chat(library, "Hello")
    again.give_to(opened)

    assert opened.waiting.drafts == (ONE, TWO)
    assert [waiter.is_held for waiter in opened.waiting.waiters] == [True, True]


async def test_what_waited_before_the_first_message_is_the_draft_of_a_new_one(
    library: Library, tmp_path: Path
) -> None:
    disk = Disk()
    chat = a_chat(library)
    chat.waiting.add(ONE)
    unsent = Unsent(Drafts(portable_paths(tmp_path), disk), NEW)
    unsent.keep_waiting(chat)
    assert disk.close(5)

    again = await after_a_restart(tmp_path)

    assert again.draft(NEW) == ONE


async def test_a_first_message_that_was_sent_is_no_draft_any_more(
    library: Library, tmp_path: Path
) -> None:
    disk = Disk()
    empty, begun = a_chat(library), a_chat(library, "One")
    empty.waiting.add(ONE)
    unsent = Unsent(Drafts(portable_paths(tmp_path), disk), NEW)
    unsent.keep_waiting(empty)
    unsent.keep_waiting(begun)
    assert disk.close(5)

    again = await after_a_restart(tmp_path)

    assert NEW not in again


async def test_a_chat_that_is_left_gets_back_what_waited(library: Library, tmp_path: Path) -> None:
    disk = Disk()
    unsent = Unsent(Drafts(portable_paths(tmp_path), disk), NEW)
    left, opened = a_chat(library, "Hello"), a_chat(library, "Hello")
    left.waiting.add(ONE)

    unsent.take_from(left)
    unsent.give_to(opened)

    assert opened.waiting.drafts == (ONE,)
    assert disk.close(5)


async def test_what_waits_in_a_temporary_conversation_is_kept_nowhere(tmp_path: Path) -> None:
    disk = Disk()
    chat = a_chat(Memory("here"), "Hello")
    chat.waiting.add(ONE)
    Unsent(Drafts(portable_paths(tmp_path), disk), NEW).keep_waiting(chat)
    assert disk.close(5)

    again = await after_a_restart(tmp_path)

    assert [*again] == []
