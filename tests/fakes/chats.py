"""Chats with a real library and replies from a script."""

from datetime import UTC, datetime

from fakes.scripts import ScriptedReplies, Step
from fakes.waiting import until
from whinchat.domain.conversation import Conversation, Message, Status
from whinchat.domain.events import Finished, TextDelta
from whinchat.domain.model import ModelChoice
from whinchat.domain.values import ConversationId, MessageId, ProviderId, new_id
from whinchat.services.chat import Chat
from whinchat.storage.library import Library

COMPLETE = Finished(Status.COMPLETE, "stop")


def says(text: str) -> list[Step]:
    """Return the script of a whole reply."""
    return [TextDelta(0, text), COMPLETE]


def make_chat(library: Library, *scripts: list[Step]) -> tuple[Chat, ScriptedReplies]:
    """Return an empty chat that gets these replies, one after the other."""
    replies = ScriptedReplies(*scripts)
    conversation = Conversation(id=ConversationId(new_id()), created_at=datetime.now(UTC))
    chat = Chat(conversation, library, replies)
    chat.choose(ModelChoice(ProviderId("p"), "vendor/model"))
    return chat, replies


async def from_disk(library: Library, chat: Chat) -> tuple[Message, ...]:
    """Return the branch that is shown, as the disk has it."""
    await library.settle(chat.id)
    await library.close_conversation(chat.id)
    return (await library.load(chat.id)).branch()


async def until_words(chat: Chat, words: str) -> None:
    """Wait until the last message shown says just this."""
    await until(lambda: texts(chat)[-1:] == [words])


def texts(chat: Chat) -> list[str]:
    """Return the words of the messages that are shown."""
    return [message.text for message in chat.conversation.branch()]


def shown(chat: Chat, place: int) -> MessageId:
    """Return the id of the message at a place of the branch that is shown."""
    return chat.conversation.branch_ids()[place]
