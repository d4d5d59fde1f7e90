"""Questions asked in other words, and what becomes of the words that were typed before."""

from PySide6.QtCore import Qt

from fakes.answers import Ending
from fakes.desktop_user import DesktopUser, journey
from fakes.talks import TALK, retype, talk
from fakes.waiting import until
from whinchat.domain.conversation import Status

ALT = Qt.KeyboardModifier.AltModifier
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@journey
async def test_an_edited_question_leaves_the_old_one_with_its_continuation(
    user: DesktopUser,
) -> None:
    await talk(user)
    user.server.answer("Three.")

    user.choose(0, "Edit")
    assert user.page.composer.draft.text == "First?"
    assert user.find("Edit message")
    retype(user, "Third?")
    await until(lambda: user.texts == ["Third?", "Three."] and user.is_quiet)

    user.press_key(Qt.Key.Key_Left, ALT)
    assert user.texts == TALK
    await user.quit()
    await user.start()
    await until(lambda: user.texts == TALK)
    user.press_key(Qt.Key.Key_Right, ALT)
    assert user.texts == ["Third?", "Three."]


@journey
async def test_up_in_an_empty_composer_edits_what_was_sent_last(user: DesktopUser) -> None:
    await talk(user)

    user.press_key(Qt.Key.Key_Up)

    assert user.page.composer.draft.text == "Second?"
    user.press_key(Qt.Key.Key_Escape)
    assert user.page.composer.draft.is_empty
    assert user.texts == TALK
    assert not user.find("Edit message")


@journey
async def test_what_was_typed_comes_back_after_an_edit(user: DesktopUser) -> None:
    await talk(user)
    user.type("Not yet sent")

    user.press_key(Qt.Key.Key_E, CONTROL_SHIFT)
    assert user.page.composer.draft.text == "Second?"
    user.server.answer("Other.")
    retype(user, "Another?")

    await until(lambda: user.texts == ["First?", "One.", "Another?", "Other."] and user.is_quiet)
    assert user.page.composer.draft.text == "Not yet sent"


@journey
async def test_an_edit_waits_while_another_conversation_is_shown(user: DesktopUser) -> None:
    await talk(user)
    shown = user.program.navigation.shown
    user.type("Not yet sent")
    user.choose(0, "Edit")
    user.type(" Really?")

    user.press("New conversation")
    assert user.page.composer.draft.is_empty
    user.program.navigation.open(shown)
    await until(lambda: user.texts == TALK)

    assert user.page.composer.draft.text == "First? Really?"
    user.press_key(Qt.Key.Key_Escape)
    assert user.page.composer.draft.text == "Not yet sent"


@journey
async def test_an_edit_that_was_not_sent_is_there_after_a_crash(user: DesktopUser) -> None:
    await talk(user)
    user.type("Not yet sent")
    user.choose(0, "Edit")
    user.type(" Really?")

    user.page.drafting.keep()
    await user.quit()
    await user.start()

    await until(lambda: user.texts == TALK)
    assert user.page.composer.draft.text == "Not yet sent\n\nFirst? Really?"


@journey
async def test_editing_while_a_reply_streams_stops_it_and_keeps_its_words(
    user: DesktopUser,
) -> None:
    user.server.answer_partly("Half", Ending.STALL)
    await user.say("First?")
    await until(lambda: user.last_text == "Half")
    user.server.answer("Better.")

    user.press_key(Qt.Key.Key_Up)
    retype(user, "Better?")

    await until(lambda: user.texts == ["Better?", "Better."] and user.is_quiet)
    user.press_key(Qt.Key.Key_Left, ALT)
    assert user.texts == ["First?", "Half"]
    assert user.messages[1].status is Status.STOPPED


@journey
async def test_what_was_typed_in_a_cancelled_edit_comes_back(user: DesktopUser) -> None:
    await talk(user)
    user.type("Not yet sent")
    user.press_key(Qt.Key.Key_E, CONTROL_SHIFT)
    user.type(" Really?")

    user.press_key(Qt.Key.Key_Escape)
    assert user.page.composer.draft.text == "Not yet sent"
    user.press("Undo")

    assert user.page.composer.draft.text == "Second? Really?"
    user.server.answer("Yes.")
    user.press_key(Qt.Key.Key_Return)
    await until(lambda: user.texts == ["First?", "One.", "Second? Really?", "Yes."])
    assert user.page.composer.draft.text == "Not yet sent"


@journey
async def test_a_cancelled_edit_comes_back_from_elsewhere(user: DesktopUser) -> None:
    await talk(user)
    user.press_key(Qt.Key.Key_E, CONTROL_SHIFT)
    user.type(" Really?")
    user.press_key(Qt.Key.Key_Escape)

    user.press("New conversation")
    user.press("Undo")

    await until(lambda: user.page.composer.draft.text == "Second? Really?")
    assert user.texts == TALK
    assert user.find("Edit message")
