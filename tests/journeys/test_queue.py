"""Attaching, queueing, changing one's mind, restarting, and sending after all."""

from PySide6.QtCore import QMimeData, Qt, QUrl

from fakes.answers import Ending
from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.domain.conversation import Status
from whinchat.domain.draft import Draft

ALT = Qt.KeyboardModifier.AltModifier


async def with_a_reply_that_goes_on(user: DesktopUser) -> None:
    user.server.answer_partly("Going on", Ending.STALL)
    await user.say("First")
    await until(lambda: user.last_text == "Going on")


def waiting(user: DesktopUser) -> tuple[Draft, ...]:
    assert user.page.chat is not None
    return user.page.chat.waiting.drafts


def texts(user: DesktopUser) -> list[str]:
    return [draft.text for draft in waiting(user)]


@journey
async def test_what_waits_is_there_unsent_after_a_restart_and_can_be_sent(
    user: DesktopUser,
) -> None:
    (user.folder / "notes.py").write_text("print('hello')\n")
    await with_a_reply_that_goes_on(user)
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(user.folder / "notes.py"))])
    user.page.composer.editor.insertFromMimeData(given)
    await until(lambda: user.page.composer.draft.attachments)
    await user.say("Second")
    await user.say("Third")
    assert texts(user) == ["Second", "Third"]
    await user.quit()

    await user.start()
    await until(lambda: user.page.chat is not None and len(waiting(user)) == 2)
    assert texts(user) == ["Second", "Third"]
    assert [a.name for a in waiting(user)[0].attachments] == ["notes.py"]
    assert len(user.server.posts) == 1
    user.server.answer("Answered")
    user.press("Send now")
    await until(lambda: user.last_text == "Answered" and user.is_quiet)

    assert texts(user) == ["Third"]
    content = user.server.posts[-1].json["input"][-1]["content"]
    assert [item["text"].partition(":")[0] for item in content] == ["notes.py", "Second"]


@journey
async def test_send_now_stops_the_reply_and_keeps_what_has_come(user: DesktopUser) -> None:
    await with_a_reply_that_goes_on(user)
    await user.say("Second")
    user.server.answer("At once")

    user.press("Send now")

    await until(lambda: user.last_text == "At once" and user.is_quiet)
    assert [m.text for m in user.messages] == ["First", "Going on", "Second", "At once"]
    assert user.messages[1].status is Status.STOPPED


@journey
async def test_stopping_holds_what_waits_and_editing_puts_it_back(user: DesktopUser) -> None:
    await with_a_reply_that_goes_on(user)
    await user.say("Second")

    user.press_key(Qt.Key.Key_Escape)
    await until(lambda: user.messages[-1].status is Status.STOPPED)
    assert texts(user) == ["Second"]
    user.press("Edit before sending")

    assert user.page.composer.draft.text == "Second"
    assert texts(user) == []
    assert len(user.server.posts) == 1


@journey
async def test_what_was_removed_from_the_queue_can_be_put_back(user: DesktopUser) -> None:
    await with_a_reply_that_goes_on(user)
    await user.say("Second")
    await user.say("Third")

    user.press("Remove from the queue")
    assert texts(user) == ["Third"]
    user.press("Undo")

    assert texts(user) == ["Second", "Third"]


@journey
async def test_the_keyboard_moves_removes_and_edits(user: DesktopUser) -> None:
    await with_a_reply_that_goes_on(user)
    for words in ("Second", "Third", "Fourth"):
        await user.say(words)
    user.program.window.activateWindow()
    rows = user.page.queue.rows
    rows[0].setFocus()

    user.press_key(Qt.Key.Key_Down, ALT, on=rows[0])
    assert texts(user) == ["Third", "Second", "Fourth"]
    row = user.page.queue.rows[1]
    assert row.hasFocus()
    assert row.accessibleName() == "Next: Second"
    user.press_key(Qt.Key.Key_Delete, on=row)
    assert texts(user) == ["Third", "Second", "Fourth"]
    user.press_key(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier, on=row)
    assert texts(user) == ["Third", "Fourth"]
    user.press_key(Qt.Key.Key_Return, on=user.page.queue.rows[1])

    assert (texts(user), user.page.composer.draft.text) == (["Third"], "Fourth")


@journey
async def test_escape_puts_back_what_is_being_sent(user: DesktopUser) -> None:
    user.page.undo_seconds = 60
    await user.say("Too early")
    await until(lambda: user.find("Put back"))
    assert user.page.composer.draft.is_empty

    user.press_key(Qt.Key.Key_Escape)

    assert user.page.composer.draft.text == "Too early"
    assert (len(user.messages), user.server.posts) == (0, [])
    assert not list((user.folder / "conversations").iterdir())
    drafts = user.folder / "drafts.json"
    await until(lambda: drafts.exists() and b"Too early" in drafts.read_bytes())


@journey
async def test_what_is_being_sent_is_on_disk_all_the_time(user: DesktopUser) -> None:
    user.page.undo_seconds = 60
    await user.say("Not gone")
    drafts = user.folder / "drafts.json"
    await until(lambda: drafts.exists() and b"Not gone" in drafts.read_bytes())
    await user.quit()

    await user.start()
    await until(lambda: user.page.composer.draft.text == "Not gone")

    assert user.server.posts == []
