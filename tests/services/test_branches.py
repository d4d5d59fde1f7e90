"""Editing, retrying and deleting in a tree of messages, with a real library."""

import asyncio
from pathlib import Path

import pytest

from fakes.chats import from_disk, make_chat, says, shown, texts, until_words
from fakes.scripts import FOREVER
from fakes.waiting import until
from whinchat.domain.conversation import MarkName, Status
from whinchat.domain.draft import Draft
from whinchat.domain.events import TextDelta
from whinchat.domain.model import ModelChoice
from whinchat.domain.values import ProviderId
from whinchat.services.chat import Chat
from whinchat.storage.library import Library


async def grown(library: Library) -> Chat:
    """A question with two versions, the first of which has gone on."""
    chat, _ = make_chat(library, says("A"), says("A2"), says("B"), says("B2"))
    await chat.send(Draft("a?"))
    await chat.send(Draft("a2?"))
    await chat.edit(shown(chat, 0), Draft("b?"))
    return chat


async def test_an_edited_question_is_a_version_beside_the_old_one(library: Library) -> None:
    chat = await grown(library)

    assert texts(chat) == ["b?", "B"]
    assert [message.text for message in await from_disk(library, chat)] == ["b?", "B"]
    chat.show_version(shown(chat, 0), -1)
    assert texts(chat) == ["a?", "A", "a2?", "A2"]


async def test_asking_again_stops_the_reply_that_runs_and_keeps_it(library: Library) -> None:
    chat, _ = make_chat(library, [TextDelta(0, "Half"), FOREVER], says("Whole"))
    running = asyncio.ensure_future(chat.send(Draft("a?")))
    await until_words(chat, "Half")

    await chat.retry(shown(chat, 1))

    assert running.cancelled()
    versions = chat.conversation.messages.siblings(shown(chat, 1))
    replies = [chat.conversation.messages[one] for one in versions]
    assert [(one.text, one.status) for one in replies] == [
        ("Half", Status.STOPPED),
        ("Whole", Status.COMPLETE),
    ]


async def test_an_edited_question_is_on_disk_before_its_request_leaves(
    library: Library, tmp_path: Path
) -> None:
    chat, replies = make_chat(library, says("A"), [FOREVER])
    await chat.send(Draft("first"))

    task = asyncio.ensure_future(chat.edit(shown(chat, 0), Draft("Do not lose me")))
    await until(lambda: len(replies.requests) == 2)
    files = [path.read_bytes() for path in (tmp_path / "conversations").iterdir()]
    chat.stop()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert any(b"Do not lose me" in data for data in files)


async def test_editing_stops_the_reply_that_runs_and_keeps_what_came(library: Library) -> None:
    chat, _ = make_chat(library, [TextDelta(0, "Half"), FOREVER], says("B"))
    running = asyncio.ensure_future(chat.send(Draft("a?")))
    await until_words(chat, "Half")

    await chat.edit(shown(chat, 0), Draft("b?"))
    chat.show_version(shown(chat, 0), -1)

    assert running.cancelled()
    assert chat.conversation.branch()[-1].status is Status.STOPPED
    assert texts(chat) == ["a?", "Half"]


async def test_another_model_answers_one_reply_alone(library: Library) -> None:
    chat, replies = make_chat(library, says("A"), says("B"), says("C"))
    await chat.send(Draft("a?"))

    await chat.retry(shown(chat, 1), ModelChoice(ProviderId("p"), "other/model"))
    await chat.send(Draft("more?"))

    models = [choice.model_id for choice in replies.choices]
    assert models == ["vendor/model", "other/model", "vendor/model"]
    assert chat.conversation.branch()[1].model == "other/model"
    assert replies.requests[1].model == "other/model"


async def test_a_version_is_shown_again_as_it_was_left(library: Library) -> None:
    chat, _ = make_chat(library, says("A"), says("A2"), says("A2 again"), says("B"))
    await chat.send(Draft("a?"))
    await chat.send(Draft("a2?"))
    await chat.retry(shown(chat, 3))
    chat.show_version(shown(chat, 3), -1)
    await chat.edit(shown(chat, 0), Draft("b?"))

    chat.show_version(shown(chat, 0), -1)

    assert texts(chat) == ["a?", "A", "a2?", "A2"]


async def test_any_message_can_be_shown_with_what_follows_it(library: Library) -> None:
    chat = await grown(library)
    beginning = chat.conversation.messages.siblings(shown(chat, 0))[0]

    chat.show_leaf(beginning)
    assert texts(chat) == ["a?", "A", "a2?", "A2"]
    leaf = chat.conversation.leaf_id
    chat.show_leaf(shown(chat, 1))
    assert chat.conversation.leaf_id == leaf


async def test_what_follows_a_deleted_message_stays(library: Library) -> None:
    chat, _ = make_chat(library, says("A"), says("B"))
    await chat.send(Draft("a?"))
    await chat.send(Draft("b?"))

    chat.delete([shown(chat, 1)])

    assert texts(chat) == ["a?", "b?", "B"]
    assert [message.text for message in await from_disk(library, chat)] == ["a?", "b?", "B"]


async def test_deleting_the_end_shows_what_came_before(library: Library) -> None:
    chat, _ = make_chat(library, says("A"))
    await chat.send(Draft("a?"))

    chat.delete([shown(chat, 1)])
    assert texts(chat) == ["a?"]
    chat.delete([shown(chat, 0)])
    assert texts(chat) == []


async def test_deleting_a_branch_shows_the_nearest_version(library: Library) -> None:
    chat = await grown(library)
    first = chat.conversation.messages.siblings(shown(chat, 0))[0]

    chat.delete(chat.branch_of(shown(chat, 0)))
    assert texts(chat) == ["a?", "A", "a2?", "A2"]
    assert chat.conversation.messages.siblings(first) == [first]


async def test_a_branch_is_a_message_and_all_that_follows_it_in_all_versions(
    library: Library,
) -> None:
    chat, _ = make_chat(library, says("A"), says("A2"), says("A2 again"))
    await chat.send(Draft("a?"))
    await chat.send(Draft("a2?"))
    await chat.retry(shown(chat, 3))

    branch = chat.branch_of(shown(chat, 1))

    messages = chat.conversation.messages
    assert [messages[one].text for one in branch] == ["A", "a2?", "A2", "A2 again"]


async def test_taking_a_deletion_back_shows_what_was_shown(library: Library) -> None:
    chat = await grown(library)
    before = (texts(chat), chat.conversation.leaf_id)
    gone = chat.branch_of(shown(chat, 0))

    chat.undo_deletion(chat.delete(gone))

    assert (texts(chat), chat.conversation.leaf_id) == before
    assert [message.text for message in await from_disk(library, chat)] == ["b?", "B"]


async def test_taking_a_deletion_back_leaves_a_view_chosen_since(library: Library) -> None:
    chat, _ = make_chat(library, says("A"), says("B"), says("C"))
    await chat.send(Draft("a?"))
    await chat.send(Draft("b?"))
    deletion = chat.delete([shown(chat, 3)])
    await chat.edit(shown(chat, 2), Draft("c?"))

    chat.undo_deletion(deletion)

    assert texts(chat) == ["a?", "A", "c?", "C"]


async def test_what_is_brought_back_is_a_version_again(library: Library) -> None:
    chat = await grown(library)
    gone = chat.branch_of(shown(chat, 0))
    chat.delete(gone)

    chat.restore(gone)

    assert texts(chat) == ["a?", "A", "a2?", "A2"]
    assert len(chat.conversation.messages.siblings(shown(chat, 0))) == 2


async def test_a_mark_set_while_a_reply_grows_outlives_its_end(library: Library) -> None:
    chat, _ = make_chat(library, [TextDelta(0, "Half"), FOREVER])
    task = asyncio.ensure_future(chat.send(Draft("a?")))
    await until_words(chat, "Half")

    chat.mark(shown(chat, 1), MarkName.LEFT_OUT, True)
    chat.stop()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert (await from_disk(library, chat))[1].has(MarkName.LEFT_OUT)
