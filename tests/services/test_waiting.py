"""What waits to be sent: in order, held where it must not go, taken back in time."""

import asyncio

import pytest

from fakes.chats import make_chat, says
from fakes.scripts import FOREVER, ScriptedReplies, Step
from fakes.waiting import until
from whinchat.domain.conversation import Status
from whinchat.domain.draft import Draft
from whinchat.domain.errors import Failure, FailureKind, ProviderFailed
from whinchat.domain.events import TextDelta
from whinchat.services.chat import Chat
from whinchat.services.waiting import Waiter, Waiting
from whinchat.storage.library import Library

FAILURE = Failure(FailureKind.SERVER, "It broke", "The server said so. Try again.")
ONE, TWO, THREE = Draft("One"), Draft("Two"), Draft("Three")


def asked(replies: ScriptedReplies) -> list[str]:
    return [request.branch[-1].text for request in replies.requests]


async def replying(chat: Chat) -> asyncio.Task[None]:
    """Send a first message and wait until its reply is on its way."""
    task = asyncio.ensure_future(chat.send(ONE))
    await until(lambda: chat.is_replying)
    return task


async def test_what_waits_is_sent_in_order_once_the_reply_has_ended(library: Library) -> None:
    gate = asyncio.Event()
    chat, replies = make_chat(library, [gate, *says("A")], says("B"), says("C"))

    task = await replying(chat)
    chat.waiting.add(TWO)
    chat.waiting.add(THREE)
    gate.set()
    await task

    assert asked(replies) == ["One", "Two", "Three"]
    assert chat.waiting.drafts == ()


async def test_what_waits_is_held_after_a_failure(library: Library) -> None:
    gate = asyncio.Event()
    chat, replies = make_chat(library, [gate, ProviderFailed(FAILURE)], says("B"))

    task = await replying(chat)
    chat.waiting.add(TWO)
    gate.set()
    await task
    await chat.send(THREE)

    assert asked(replies) == ["One", "Three"]
    assert chat.waiting.waiters == (Waiter(TWO, is_held=True),)
    assert not chat.is_busy


async def test_sending_now_stops_the_reply_keeps_its_words_and_goes_first(
    library: Library,
) -> None:
    first: list[Step] = [TextDelta(0, "Half"), FOREVER]
    chat, replies = make_chat(library, first, says("B"))

    task = await replying(chat)
    await until(lambda: chat.conversation.branch()[-1].text == "Half")
    chat.waiting.add(TWO)
    chat.waiting.add(THREE)
    await chat.send_now(1)
    with pytest.raises(asyncio.CancelledError):
        await task

    assert asked(replies) == ["One", "Three"]
    stopped = chat.conversation.branch()[1]
    assert (stopped.text, stopped.status) == ("Half", Status.STOPPED)
    assert chat.waiting.waiters == (Waiter(TWO, is_held=True),)


async def test_all_that_is_held_goes_in_order_when_it_is_said(library: Library) -> None:
    chat, replies = make_chat(library, says("A"), says("B"), says("C"))
    await chat.send(ONE)
    chat.waiting.restore([TWO, THREE])

    await chat.send_all_waiting()

    assert asked(replies) == ["One", "Two", "Three"]
    assert not chat.waiting


async def test_what_is_queued_anew_passes_what_is_held(library: Library) -> None:
    gate = asyncio.Event()
    chat, replies = make_chat(library, [gate, *says("A")], says("B"))
    chat.waiting.restore([TWO])

    task = await replying(chat)
    chat.waiting.add(THREE)
    gate.set()
    await task

    assert asked(replies) == ["One", "Three"]
    assert chat.waiting.drafts == (TWO,)


async def test_a_message_that_is_taken_back_in_time_is_nowhere(library: Library) -> None:
    chat, replies = make_chat(library)

    task = asyncio.ensure_future(chat.send_soon(ONE, 60))
    await until(lambda: chat.waiting.is_leaving)
    assert chat.is_busy
    waiter = chat.waiting.remove(0)
    await task

    assert waiter.draft == ONE
    assert (replies.requests, len(chat.conversation.messages)) == ([], 0)
    assert not chat.is_busy


async def test_what_was_to_follow_a_message_that_is_taken_back_is_held(library: Library) -> None:
    chat, replies = make_chat(library)

    task = asyncio.ensure_future(chat.send_soon(ONE, 60))
    await until(lambda: chat.waiting.is_leaving)
    chat.waiting.add(TWO)
    chat.waiting.remove(0)
    await task

    assert chat.waiting.waiters == (Waiter(TWO, is_held=True),)
    assert not replies.requests


async def test_what_waits_is_held_where_the_branch_in_sight_has_not_ended_well(
    library: Library,
) -> None:
    gate = asyncio.Event()
    chat, replies = make_chat(library, [ProviderFailed(FAILURE)], [gate, *says("A")])

    await chat.send(ONE)
    failed = chat.conversation.branch_ids()[-1]
    task = asyncio.ensure_future(chat.retry(failed))
    await until(lambda: chat.is_replying)
    chat.waiting.add(TWO)
    chat.show_leaf(failed)
    gate.set()
    await task

    assert chat.waiting.waiters == (Waiter(TWO, is_held=True),)
    assert len(replies.requests) == 2


async def test_words_that_wait_twice_are_sent_once_where_one_of_them_is_held(
    library: Library,
) -> None:
    gate = asyncio.Event()
    chat, replies = make_chat(library, [gate, *says("A")], says("B"))
    chat.waiting.restore([Draft("Two")])

    task = await replying(chat)
    chat.waiting.add(Draft("Two"))
    gate.set()
    await task

    assert asked(replies) == ["One", "Two"]
    assert chat.waiting.waiters == (Waiter(TWO, is_held=True),)


async def test_a_message_leaves_when_its_time_is_over(library: Library) -> None:
    chat, replies = make_chat(library, says("A"), says("B"))

    task = asyncio.ensure_future(chat.send_soon(ONE, 0.05))
    await until(lambda: chat.waiting.is_leaving)
    chat.waiting.add(TWO)
    await task

    assert asked(replies) == ["One", "Two"]


async def test_a_message_that_may_be_taken_back_can_leave_at_once(library: Library) -> None:
    chat, replies = make_chat(library, says("A"))

    task = asyncio.ensure_future(chat.send_soon(ONE, 60))
    await until(lambda: chat.waiting.is_leaving)
    await chat.send_now(0)
    await task

    assert asked(replies) == ["One"]


async def test_a_message_whose_time_was_cut_by_quitting_waits_on(library: Library) -> None:
    chat, _ = make_chat(library)

    task = asyncio.ensure_future(chat.send_soon(ONE, 60))
    await until(lambda: chat.waiting.is_leaving)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert (chat.waiting.drafts, chat.waiting.is_leaving) == ((ONE,), False)


def test_the_order_can_be_changed_and_what_was_removed_put_back() -> None:
    waiting = Waiting()
    for draft in (ONE, TWO, THREE):
        waiting.add(draft)

    assert waiting.move(2, 0) == 0
    assert waiting.next == THREE
    assert waiting.move(0, 99) == 2
    gone = waiting.remove(1)
    assert gone not in waiting.waiters
    waiting.put(gone, 1)
    assert waiting.drafts == (ONE, TWO, THREE)


def test_every_change_is_told() -> None:
    waiting, told = Waiting(), []
    waiting.changed.add(lambda _: told.append(waiting.drafts))

    waiting.add(ONE)
    waiting.hold()
    waiting.release()
    waiting.remove(0)

    assert told == [(ONE,), (ONE,), (ONE,), ()]
