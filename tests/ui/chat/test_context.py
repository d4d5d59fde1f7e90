"""Leaving messages out, keeping them, and being stopped before what has no room."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fakes.answers import Ending
from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.domain.conversation import MarkName
from whinchat.domain.draft import Draft
from whinchat.domain.model import NO_CHOICE, Model
from whinchat.ui.chat.context_strip import ContextStrip
from whinchat.ui.transcript.entry import Action


def strip(user: DesktopUser) -> ContextStrip:
    return user.page.context_strip


def act(user: DesktopUser, place: int, action: Action) -> None:
    """Choose an entry of the menu of a message."""
    user.page.acts.action_requested.emit(action, user.messages[place].id)


def give_window(user: DesktopUser, tokens: int) -> None:
    """Let the model in use have so small a window."""
    chat = user.page.chat
    assert chat is not None
    choice = chat.choice or NO_CHOICE
    model = Model(choice.model_id, context_tokens=tokens)
    user.program.services.models._put(choice.provider_id, (model,))
    user.page.refresh()


def marks(user: DesktopUser) -> list[set[MarkName]]:
    return [{name for name in MarkName if message.has(name)} for message in user.messages]


def sent(user: DesktopUser) -> list[str]:
    items = user.server.posts[-1].json["input"]
    return [items] if isinstance(items, str) else [item["content"][0]["text"] for item in items]


@journey
async def test_a_message_that_is_left_out_is_shown_and_not_sent(user: DesktopUser) -> None:
    for words in ("One", "Two"):
        await user.say_and_wait(words)
    assert not strip(user).isVisible()

    act(user, 0, Action.LEAVE_OUT)
    act(user, 1, Action.LEAVE_OUT)
    assert strip(user).isVisible()
    await user.say_and_wait("Three")

    assert "One" not in sent(user)
    assert sent(user)[0] == "Two"
    assert len(user.messages) == 6
    act(user, 0, Action.INCLUDE)
    act(user, 1, Action.ALWAYS_KEEP)
    assert marks(user)[:2] == [set(), {MarkName.ALWAYS_KEPT}]


@journey
async def test_all_before_a_message_is_left_out_but_what_is_always_kept(
    user: DesktopUser,
) -> None:
    for words in ("One", "Two"):
        await user.say_and_wait(words)
    act(user, 0, Action.ALWAYS_KEEP)

    act(user, 2, Action.LEAVE_OUT_BEFORE)

    assert marks(user) == [{MarkName.ALWAYS_KEPT}, {MarkName.LEFT_OUT}, set(), set()]


@journey
async def test_marks_are_there_after_a_restart(user: DesktopUser) -> None:
    await user.say_and_wait("One")
    act(user, 0, Action.LEAVE_OUT)
    await user.quit()

    await user.start()
    await until(lambda: len(user.messages) == 2)

    assert marks(user)[0] == {MarkName.LEFT_OUT}
    assert strip(user).isVisible()


@journey
async def test_a_message_without_room_is_stopped_and_goes_when_the_oldest_are_left_out(
    user: DesktopUser,
) -> None:
    for words in ("One " * 40, "Two"):
        await user.say_and_wait(words)
    give_window(user, 80)
    posts = len(user.server.posts)

    await user.say("Three, and this has no room any more in a window as small as this")
    await until(lambda: user.find("Leave out the oldest"))
    assert len(user.server.posts) == posts
    assert user.page.composer.draft.text.startswith("Three")
    user.press("Leave out the oldest")
    await until(lambda: len(user.messages) == 6 and user.is_quiet)

    assert marks(user)[0] == {MarkName.LEFT_OUT}
    assert not any("One" in words for words in sent(user))


@journey
async def test_a_message_without_room_can_go_anyway(user: DesktopUser) -> None:
    await user.say_and_wait("One")
    give_window(user, 10)

    await user.say("Two, whatever the guess says about it")
    await until(lambda: user.find("Send anyway"))
    user.press("Send anyway")

    await until(lambda: len(user.messages) == 4 and user.is_quiet)
    assert not user.find("Send anyway")


@journey
async def test_the_strip_is_walked_by_keys_and_says_which_message_it_is(
    user: DesktopUser,
) -> None:
    await user.say_and_wait("Hello there")
    user.program.window.activateWindow()
    user.page.header.context_requested.emit()
    bar = strip(user).bar
    assert strip(user).isVisible()

    user.press_key(Qt.Key.Key_Home, on=bar)
    assert bar.accessibleDescription().startswith("1 of 2 · You: Hello there · about")
    user.press_key(Qt.Key.Key_Space, on=bar)

    assert marks(user)[0] == {MarkName.LEFT_OUT}


@journey
async def test_the_header_says_how_full_the_window_is_and_opens_the_strip(
    user: DesktopUser,
) -> None:
    assert not user.find("Context")
    await user.say_and_wait("One")
    give_window(user, 100)
    meter = user.page.header.meter
    assert meter.isVisible()
    assert meter.accessibleName() == "Context"
    assert meter.accessibleDescription() == "Context: about 20 of 100 tokens (20%)"
    quiet = meter.sizeHint().width()

    give_window(user, 30)
    assert meter.sizeHint().width() > quiet
    QTest.mouseClick(meter, Qt.MouseButton.LeftButton)

    assert strip(user).isVisible()


@journey
async def test_an_edit_without_room_stays_an_edit(user: DesktopUser) -> None:
    for words in ("One", "Two"):
        await user.say_and_wait(words)
    give_window(user, 60)
    posts = len(user.server.posts)
    user.page.acts.edit_last()

    await user.say(" and more" * 40)
    assert user.find("Send anyway")
    assert user.page.editing.message_id is not None
    assert len(user.server.posts) == posts
    user.press("Send anyway")

    await until(lambda: len(user.server.posts) == posts + 1 and user.is_quiet)
    assert user.messages[2].text.startswith("Two and more")


@journey
async def test_asking_again_is_stopped_where_the_question_has_no_room(user: DesktopUser) -> None:
    await user.say_and_wait("One " * 20)
    give_window(user, 10)
    posts = len(user.server.posts)

    user.page.acts.retry_last()
    assert user.find("Send anyway")
    assert len(user.server.posts) == posts
    user.press("Send anyway")

    await until(lambda: len(user.server.posts) == posts + 1 and user.is_quiet)


@journey
async def test_what_waits_is_held_where_it_has_no_room_any_more(user: DesktopUser) -> None:
    user.server.answer_partly("Going on", Ending.STALL)
    await user.say("First")
    await until(lambda: user.last_text == "Going on")
    give_window(user, 100)
    await user.say("Much too long " * 50)
    assert user.find("Send anyway")
    assert user.page.chat is not None
    assert not user.page.chat.waiting

    user.page.composer.clear()
    await user.say("Second")
    assert user.page.chat.waiting.next is not None

    user.page.chat.stop()
    await until(lambda: user.is_quiet)
    user.page.chat.waiting.add(Draft("This has no room any more, since others came before"))
    give_window(user, 20)
    assert user.page.chat.waiting.next is None
    assert user.find("Leave out the oldest")


@journey
async def test_escape_closes_the_strip_that_was_asked_for(user: DesktopUser) -> None:
    await user.say_and_wait("One")
    user.program.window.activateWindow()
    user.page.header.context_requested.emit()
    assert strip(user).isVisible()

    user.press_key(Qt.Key.Key_Escape, on=strip(user).bar)

    assert not strip(user).isVisible()
    assert user.program.window.focusWidget() is user.page.composer.editor
