"""Asking, reading, stopping, going on, quitting and coming back."""

import asyncio
import threading

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from fakes.answers import Ending
from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.domain.conversation import Status
from whinchat.services.shelf import NEW


@journey
async def test_a_first_question_gets_its_answer_and_both_are_there_tomorrow(
    user: DesktopUser,
) -> None:
    user.server.answer("Paris, of course.")

    reply = await user.say_and_wait("What is the capital of France?")
    assert reply.text == "Paris, of course."
    assert user.page.composer.draft.is_empty
    await user.quit()

    await user.start()
    await until(lambda: len(user.messages) == 2)
    assert [m.text for m in user.messages] == [
        "What is the capital of France?",
        "Paris, of course.",
    ]
    assert user.rows() == ["What is the capital of France?"]


@journey
async def test_stop_keeps_the_words_and_continue_goes_on(user: DesktopUser) -> None:
    user.server.answer_partly("The first half", Ending.STALL)
    await user.say("Tell me")
    await until(lambda: user.last_text == "The first half")

    user.press("Stop")
    await until(lambda: user.messages[-1].status is Status.STOPPED)
    user.server.answer(" and the rest.")
    await until(lambda: user.find("Continue"))
    user.press("Continue")

    await until(lambda: user.messages[-1].status is Status.COMPLETE)
    assert user.last_text == "The first half and the rest."


@journey
async def test_escape_stops_within_a_moment_and_the_socket_closes(user: DesktopUser) -> None:
    user.server.answer_partly("Going on and on", Ending.STALL)
    await user.say("Tell me")
    await until(lambda: user.last_text == "Going on and on")

    user.press_key(Qt.Key.Key_Escape)

    await until(lambda: user.messages[-1].status is Status.STOPPED, seconds=2)
    await until(user.server.posts[-1].left.is_set, seconds=2)


@journey
async def test_several_conversations_reply_at_once(user: DesktopUser) -> None:
    user.server.answer("slow " * 20, pause=0.02)
    user.server.answer("quick")
    await user.say("First")
    await until(lambda: user.last_text.startswith(("slow", "words")))

    user.press("New conversation")
    reply = await user.say_and_wait("Second")
    assert reply.text == "quick"

    user.program.navigation.open(user.program.services.shelf.rows[1].id)
    await until(lambda: user.messages and user.messages[0].text == "First" and user.is_quiet)
    assert user.last_text.strip() == ("slow " * 20).strip()


@journey
async def test_what_opens_slowly_does_not_come_between(user: DesktopUser) -> None:
    user.server.answer("Answered")
    await user.say_and_wait("First")
    user.press("New conversation")
    services, navigation = user.program.services, user.program.navigation
    gate = threading.Event()
    busy = services.disk.run(gate.wait)

    navigation.open(services.shelf.rows[0].id)
    await asyncio.sleep(0)
    navigation.open_new()
    gate.set()
    await busy
    await services.disk.run(lambda: None)
    await asyncio.sleep(0)

    assert navigation.shown == NEW


@journey
async def test_an_error_is_told_under_the_message_and_retry_asks_again(user: DesktopUser) -> None:
    user.server.answer_error(401, {"error": {"code": 401, "message": "No auth credentials found"}})

    reply = await user.say_and_wait("Hello")
    assert reply.status is Status.FAILED
    assert reply.failure is not None
    assert "No auth credentials found" in reply.failure.server_words

    user.server.answer("Hello yourself")
    user.page.acts.retry_last()
    await until(lambda: user.messages[-1].status is Status.COMPLETE)
    assert [m.text for m in user.messages] == ["Hello", "Hello yourself"]


@journey
async def test_a_cut_stream_is_interrupted_with_its_words_kept(user: DesktopUser) -> None:
    user.server.answer_partly("Half of", Ending.CUT)

    reply = await user.say_and_wait("Hello")

    assert (reply.text, reply.status) == ("Half of", Status.INTERRUPTED)


@journey
async def test_versions_of_a_reply_can_be_walked(user: DesktopUser) -> None:
    user.server.answer("One")
    user.server.answer("Two")
    await user.say_and_wait("Count")
    user.page.acts.retry_last()
    await until(lambda: user.is_quiet and user.last_text == "Two")

    chat = user.page.chat
    assert chat is not None
    chat.show_version(user.messages[-1].id, -1)
    assert user.last_text == "One"


@journey
async def test_what_is_typed_while_a_reply_streams_is_sent_after_it(user: DesktopUser) -> None:
    user.server.answer("words " * 10, pause=0.03)
    user.server.answer("Second answer")
    await user.say("First")
    await until(lambda: user.last_text.startswith(("slow", "words")))

    await user.say("Second")
    user.type("Third, half")
    await until(lambda: user.last_text == "Second answer" and user.is_quiet)

    assert [m.text for m in user.messages][2] == "Second"
    assert user.page.composer.draft.text == "Third, half"


@journey
async def test_what_waits_is_sent_though_another_conversation_is_shown(user: DesktopUser) -> None:
    user.server.answer("words " * 10, pause=0.03)
    user.server.answer("Second answer")
    await user.say("First")
    await until(lambda: user.last_text.startswith("words"))
    await user.say("Second")

    user.press("New conversation")
    await until(lambda: len(user.server.posts) == 2)

    user.program.navigation.open(user.program.services.shelf.rows[0].id)
    await until(lambda: user.last_text == "Second answer" and user.is_quiet)


@journey
async def test_a_draft_elsewhere_survives_a_restart(user: DesktopUser) -> None:
    user.server.answer("Answered")
    await user.say_and_wait("First")
    user.press("New conversation")
    user.type("Half a thought")
    user.program.navigation.open(user.program.services.shelf.rows[0].id)
    await until(lambda: user.messages)
    await user.quit()

    await user.start()
    await until(lambda: user.messages)
    user.press("New conversation")

    assert user.page.composer.draft.text == "Half a thought"


@journey
async def test_a_draft_is_there_after_a_restart(user: DesktopUser) -> None:
    user.type("Not sent yet")
    await user.quit()

    await user.start()
    await until(lambda: user.page.composer.draft.text == "Not sent yet")


@journey
async def test_deleting_can_be_undone(user: DesktopUser) -> None:
    await user.say_and_wait("Keep me")

    user.program.rows.deletions.delete_shown()
    await until(lambda: user.rows() == [])
    await until(lambda: user.find("Undo"))
    user.press("Undo")

    await until(lambda: user.rows() == ["Keep me"])
    await until(lambda: len(user.messages) == 2)


@journey
async def test_renaming_shows_in_the_sidebar(user: DesktopUser) -> None:
    await user.say_and_wait("A question")

    user.press_key(Qt.Key.Key_F2)
    field = user.page.header.title.findChild(QLineEdit)
    assert field is not None
    field.setText("A better title")
    user.press_key(Qt.Key.Key_Return, on=field)

    await until(lambda: user.rows() == ["A better title"])


@journey
async def test_the_composer_shows_stop_only_while_nothing_is_typed(user: DesktopUser) -> None:
    user.server.answer_partly("Going", Ending.STALL)
    await user.say("Hello")
    await until(lambda: user.find("Stop"))
    assert not user.find("Send")

    user.type("More")
    await until(lambda: user.find("Send"))
    assert not user.find("Stop")

    user.press_key(Qt.Key.Key_Escape)
    await until(lambda: user.is_quiet)
    await asyncio.sleep(0)
