"""A turn from the user's words to the kept reply, with a real library and a scripted provider."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fakes.chats import COMPLETE, from_disk, make_chat, until_words
from fakes.scripts import FOREVER, ScriptedReplies, Step
from fakes.waiting import until
from whinchat.domain.conversation import Conversation, Field, Status
from whinchat.domain.draft import Draft
from whinchat.domain.errors import Failure, FailureKind, ProviderFailed
from whinchat.domain.events import Finished, Retrying, Silent, TextDelta, UsageReported
from whinchat.domain.model import ModelChoice
from whinchat.domain.usage import Usage
from whinchat.domain.values import ConversationId, ProviderId, new_id
from whinchat.services.chat import Chat
from whinchat.storage.library import Library

FAILURE = Failure(FailureKind.SERVER, "It broke", "The server said so. Try again.")


async def test_a_turn_is_kept_whole(library: Library) -> None:
    chat, _ = make_chat(library, [TextDelta(0, "Hel"), TextDelta(0, "lo"), COMPLETE])

    await chat.send(Draft("Hi"))

    question, reply = await from_disk(library, chat)
    assert (question.text, reply.text) == ("Hi", "Hello")
    assert (reply.status, reply.model, reply.finish_reason) == (
        Status.COMPLETE,
        "vendor/model",
        "stop",
    )


async def test_a_suggested_model_is_the_conversations_own_once_it_was_asked(
    library: Library,
) -> None:
    conversation = Conversation(id=ConversationId(new_id()), created_at=datetime.now(UTC))
    chat = Chat(conversation, library, ScriptedReplies([COMPLETE]))
    assert chat.choice is None

    chat.suggest(ModelChoice(ProviderId("p"), "usual"))
    assert chat.choice == ModelChoice(ProviderId("p"), "usual")
    assert not chat.conversation.field_text(Field.MODEL)

    await chat.send(Draft("Hi"))
    assert chat.conversation.field_text(Field.MODEL) == "usual"


async def test_the_users_words_are_on_disk_before_the_request_leaves(
    library: Library, tmp_path: Path
) -> None:
    chat, replies = make_chat(library, [FOREVER])
    seen: list[bool] = []
    play = replies.reply

    def watch(choice: ModelChoice, request: object) -> object:
        files = [path.read_bytes() for path in (tmp_path / "conversations").iterdir()]
        seen.append(any(b"Do not lose me" in data for data in files))
        return play(choice, request)  # type: ignore[arg-type] # passed on as it came

    replies.reply = watch  # type: ignore[method-assign, assignment] # a spy before the real one

    task = asyncio.ensure_future(chat.send(Draft("Do not lose me")))
    await until(lambda: seen)
    chat.stop()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert seen == [True]


async def test_words_outlive_a_stop_before_they_are_saved(library: Library) -> None:
    chat, replies = make_chat(library, [COMPLETE])

    task = asyncio.ensure_future(chat.send(Draft("Do not lose me")))
    await asyncio.sleep(0)
    assert chat.is_replying
    chat.stop()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert [message.text for message in await from_disk(library, chat)] == ["Do not lose me"]
    assert (chat.is_replying, replies.requests) == (False, [])


async def test_stopping_keeps_what_has_come(library: Library) -> None:
    chat, replies = make_chat(library, [TextDelta(0, "Hel"), FOREVER])

    task = asyncio.ensure_future(chat.send(Draft("Hi")))
    await until_words(chat, "Hel")
    chat.stop()
    with pytest.raises(asyncio.CancelledError):
        await task

    reply = (await from_disk(library, chat))[-1]
    assert (reply.text, reply.status, replies.closed) == ("Hel", Status.STOPPED, 1)
    assert not chat.is_replying


async def test_a_failure_is_kept_with_the_reply(library: Library) -> None:
    chat, _ = make_chat(library, [ProviderFailed(FAILURE)])

    await chat.send(Draft("Hi"))

    reply = (await from_disk(library, chat))[-1]
    assert (reply.status, reply.failure) == (Status.FAILED, FAILURE)


async def test_a_stream_without_an_end_is_interrupted(library: Library) -> None:
    chat, _ = make_chat(library, [TextDelta(0, "Half")])

    await chat.send(Draft("Hi"))

    reply = (await from_disk(library, chat))[-1]
    assert (reply.text, reply.status) == ("Half", Status.INTERRUPTED)


async def test_the_whole_history_is_sent_each_turn(library: Library) -> None:
    script: list[Step] = [TextDelta(0, "Paris."), COMPLETE]
    chat, replies = make_chat(library, script, script)

    await chat.send(Draft("Capital of France?"))
    await chat.send(Draft("Population?"))

    sent = [message.text for message in replies.requests[1].branch]
    assert sent == ["Capital of France?", "Paris.", "Population?"]


async def test_replies_without_words_are_not_sent(library: Library) -> None:
    chat, replies = make_chat(library, [ProviderFailed(FAILURE)], [COMPLETE])

    await chat.send(Draft("One"))
    await chat.send(Draft("Two"))

    assert [message.text for message in replies.requests[1].branch] == ["One", "Two"]


async def test_retrying_adds_a_version_and_keeps_the_old_one(library: Library) -> None:
    chat, _ = make_chat(library, [TextDelta(0, "A"), COMPLETE], [TextDelta(0, "B"), COMPLETE])

    await chat.send(Draft("Hi"))
    first = chat.conversation.branch()[-1]
    await chat.retry(first.id)

    second = chat.conversation.branch()[-1]
    assert second.text == "B"
    messages = chat.conversation.messages
    assert [messages[version].text for version in messages.siblings(second.id)] == ["A", "B"]


async def test_versions_can_be_walked(library: Library) -> None:
    chat, _ = make_chat(library, [TextDelta(0, "A"), COMPLETE], [TextDelta(0, "B"), COMPLETE])
    await chat.send(Draft("Hi"))
    await chat.retry(chat.conversation.branch()[-1].id)

    chat.show_version(chat.conversation.branch()[-1].id, -1)

    assert chat.conversation.branch()[-1].text == "A"
    assert (await from_disk(library, chat))[-1].text == "A"


async def test_going_on_begins_with_what_there_was(library: Library) -> None:
    chat, replies = make_chat(
        library,
        [TextDelta(0, "The quick brown"), Finished(Status.INTERRUPTED)],
        [TextDelta(0, "quick brown fox"), COMPLETE],
    )
    await chat.send(Draft("Hi"))
    partial = chat.conversation.branch()[-1]

    await chat.go_on(partial.id)

    reply = chat.conversation.branch()[-1]
    assert (reply.text, reply.continues) == ("The quick brown fox", partial.id)
    assert replies.requests[1].goes_on
    assert chat.conversation.messages[partial.id] == partial


async def test_usage_and_times_are_kept(library: Library) -> None:
    usage = Usage(input_tokens=3, output_tokens=4)
    chat, _ = make_chat(library, [TextDelta(0, "A"), UsageReported(usage), COMPLETE])

    await chat.send(Draft("Hi"))

    reply = (await from_disk(library, chat))[-1]
    assert reply.usage == usage
    assert reply.duration_seconds is not None
    assert reply.first_word_seconds is not None


async def test_progress_is_told_until_words_come(library: Library) -> None:
    gate = asyncio.Event()
    retrying = Retrying(2, 1.0, FAILURE)
    chat, _ = make_chat(library, [retrying, gate, TextDelta(0, "A"), COMPLETE])
    seen = []
    chat.changed.add(lambda _id: seen.append(chat.progress))

    task = asyncio.ensure_future(chat.send(Draft("Hi")))
    await until(lambda: retrying in seen)
    gate.set()
    await task

    assert chat.progress is None


async def test_what_came_is_on_disk_without_further_news(library: Library, tmp_path: Path) -> None:
    chat, _ = make_chat(library, [TextDelta(0, "early"), 0.05, TextDelta(0, " late"), FOREVER])

    task = asyncio.ensure_future(chat.send(Draft("Hi")))
    await until_words(chat, "early late")

    def is_on_disk() -> bool:
        return any(b"late" in one.read_bytes() for one in (tmp_path / "conversations").iterdir())

    # How soon it is there is measured where processes are killed.
    await until(is_on_disk)
    chat.stop()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_silence_can_be_taken_as_read(library: Library) -> None:
    silent = Silent(120.0)
    chat, _ = make_chat(library, [TextDelta(0, "A"), silent, FOREVER])

    task = asyncio.ensure_future(chat.send(Draft("Hi")))
    await until(lambda: chat.progress == silent)
    chat.wait_on()
    assert chat.progress is None
    assert chat.is_replying

    chat.stop()
    with pytest.raises(asyncio.CancelledError):
        await task
