"""Journeys with a folder that others write too: what they did is on the screen, nothing is lost."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from fakes.conversations import a_mark, a_message
from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.domain.conversation import Field, Message
from whinchat.domain.values import ConversationId
from whinchat.storage.conversation_file import Document
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.message_codec import message_to_json


def file_of(user: DesktopUser) -> Path:
    assert user.page.chat is not None
    return user.folder / "conversations" / f"{user.page.chat.id}.json"


async def said_hello(user: DesktopUser) -> Path:
    """Say something, and return the conversation's file once all of it is there."""
    await user.say_and_wait("Hello")
    path = file_of(user)
    await until(lambda: path.exists() and not path.with_suffix(".journal").exists())
    return path


def put(path: Path, document: Document) -> None:
    """Write a file as sync tools do: whole, under another name first."""
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes(b"".join(document.pieces()))
    temporary.replace(path)


def read(path: Path) -> Document:
    return parse_file(path.read_bytes())


def goes_on(document: Document, last: Message) -> Message:
    """Let somebody elsewhere write one more message."""
    now = datetime.now(UTC)
    more = a_message("And from elsewhere?", last, created_at=now)
    document.put(message_to_json(more))
    document.set_field(Field.LEAF, a_mark(more.id, "elsewhere", now))
    return more


@journey
async def test_what_another_computer_adds_is_shown_and_the_draft_stays(user: DesktopUser) -> None:
    path = await said_hello(user)
    user.type("Half a thought")
    document = read(path)
    goes_on(document, user.messages[-1])
    document.set_field(Field.TITLE, a_mark("Named elsewhere", "elsewhere", datetime.now(UTC)))
    put(path, document)
    await until(lambda: user.last_text == "And from elsewhere?")
    assert user.page.transcript.shows(user.messages[-1].id)
    assert user.page.composer.draft.text == "Half a thought"
    await until(lambda: user.program.services.shelf.rows[0].title == "Named elsewhere")


@journey
async def test_a_conversation_of_another_computer_appears_and_goes(user: DesktopUser) -> None:
    path = await said_hello(user)
    shelf = user.program.services.shelf
    other = read(path)
    name = ConversationId("0" * 32)
    other.head["id"] = name
    elsewhere = path.with_name(f"{name}.json")
    put(elsewhere, other)
    await until(lambda: name in {row.id for row in shelf.rows})
    elsewhere.unlink()
    await until(lambda: name not in {row.id for row in shelf.rows})


@journey
async def test_a_conflict_copy_becomes_versions(user: DesktopUser) -> None:
    path = await said_hello(user)
    copy = read(path)
    question = user.messages[0]
    other = replace(a_message("Hello there"), created_at=question.created_at)
    copy.put(message_to_json(other))
    name = f"{path.stem}.sync-conflict-20261122-101112-ABCDEFG.json"
    put(path.with_name(name), copy)
    chat = user.page.chat
    assert chat is not None
    await until(lambda: other.id in chat.conversation.messages)
    assert user.messages[0] == question
    assert len(chat.conversation.messages.siblings(question.id)) == 2
    await until(lambda: not path.with_name(name).exists())


@journey
async def test_a_reply_that_streams_goes_on_while_others_write(user: DesktopUser) -> None:
    path = await said_hello(user)
    last = user.messages[-1]
    user.server.answer("once upon a time " * 10, pause=0.05)
    await user.say("Tell me a story")
    await until(lambda: user.last_text.startswith("once upon"))
    document = read(path)
    more = goes_on(document, last)
    put(path, document)
    chat = user.page.chat
    assert chat is not None
    await until(lambda: more.id in chat.conversation.messages)
    assert chat.is_replying
    await until(lambda: user.is_quiet)
    told = ["Tell me a story", ("once upon a time " * 10).strip()]
    assert [message.text.strip() for message in user.messages][2:] == told
    await user.quit()
    texts = {message.text.strip() for message in read(path).messages()}
    assert {"And from elsewhere?", *told} <= texts
