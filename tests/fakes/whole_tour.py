"""A walk through everything the program does, in a process of its own, read aloud all the time.

``python -m fakes.whole_tour FOLDER PAUSE`` says each step before it takes it, and at last how much
was read; it pauses for so many seconds between readings, so that others can read, too. A crash in
Qt ends this process without words: whoever started it knows the step.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fakes.answers import Ending
from fakes.desktop_user import DesktopUser
from fakes.foreign_webs import chatgpt_conversation, chatgpt_zip
from fakes.reading_aloud import read_aloud
from fakes.server import ScriptedServer
from fakes.waiting import until
from whinchat.ui.application import make_application, run
from whinchat.ui.importing.dialog import ImportDialog
from whinchat.ui.sidebar.picked import Act
from whinchat.ui.widgets.button import Button

CONTROL = Qt.KeyboardModifier.ControlModifier
CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
_READINGS_PER_STEP = 5
_INDEX_SECONDS = 20.0

Step = Callable[[DesktopUser], Awaitable[None]]


async def send_and_retry(user: DesktopUser) -> None:
    """Ask twice, and get the second reply again."""
    for question in ("First?", "Second?"):
        await user.say_and_wait(question)
    user.server.answer("Another **reply**:\n\n```python\nprint(1)\n```\n")
    user.page.acts.retry_last()
    await until(lambda: user.last_text.startswith("Another") and user.is_quiet)


async def edit_and_walk_versions(user: DesktopUser) -> None:
    """Edit the first question, and go back and forth between its versions."""
    user.choose(0, "Edit")
    user.page.composer.editor.selectAll()
    user.type("Third?")
    user.press_key(Qt.Key.Key_Return)
    await until(lambda: user.texts[:1] == ["Third?"] and len(user.texts) == 2 and user.is_quiet)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Left):
        user.press_key(key, ALT)
        read_aloud()


async def delete_and_undo(user: DesktopUser) -> None:
    """Delete a message and a branch, each of them only for a while."""
    whole = user.texts
    for words in ("Delete message", "Delete from here on"):
        user.choose(1, words)
        await until(lambda: user.texts != whole)
        read_aloud()
        user.press("Undo")
        await until(lambda: user.texts == whole)


async def queue_with_chips(user: DesktopUser) -> None:
    """Let an attached file and other words wait for a reply, and change one's mind."""
    notes = user.folder / "notes.py"
    notes.write_text("print('hello')\n", "utf-8")
    user.server.answer_partly("Going on", Ending.STALL)
    await user.say("Fourth?")
    await until(lambda: user.last_text == "Going on")
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(notes))])
    user.page.composer.editor.insertFromMimeData(given)
    await until(lambda: user.page.composer.draft.attachments)
    read_aloud()
    await user.say("Fifth?")
    await user.say("Sixth?")
    read_aloud()
    user.press("Remove from the queue")
    user.press("Undo")
    user.press_key(Qt.Key.Key_Escape)
    await until(lambda: user.is_quiet)
    user.press("Edit before sending")
    user.page.composer.clear()
    user.press("Remove from the queue")


async def open_map(user: DesktopUser) -> None:
    """Walk the map of branches."""
    user.press_key(Qt.Key.Key_B, CONTROL_SHIFT)
    rows = user.page.map.list
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Up):
        user.press_key(key, on=rows)
        read_aloud()
    user.press_key(Qt.Key.Key_Return, on=rows)
    user.press_key(Qt.Key.Key_Escape, on=rows)


async def compare(user: DesktopUser) -> None:
    """Look at two versions of the first question word by word."""
    user.choose(0, "Compare versions…")
    await until(lambda: user.find("Differences"))
    read_aloud()
    user.press("Close")


async def find_and_search(user: DesktopUser) -> None:
    """Find words in the conversation, and conversations by words."""
    user.press_key(Qt.Key.Key_F, CONTROL)
    (field,) = user.find("Find in conversation")
    QTest.keyClicks(field, "e")
    read_aloud()
    user.press_key(Qt.Key.Key_Escape, on=field)
    user.press_key(Qt.Key.Key_F, CONTROL_SHIFT)
    (field,) = user.find("Search all messages")
    QTest.keyClicks(field, "Second")
    await until(lambda: user.find("Search results"), _INDEX_SECONDS)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        read_aloud()
        user.press_key(key, on=field)
    await until(lambda: not field.isVisible())


async def file_several(user: DesktopUser) -> None:
    """Pick several rows, put them into a folder, pin them and mark them unread."""
    for title in ("Birds", "Trees"):
        user.press("New conversation")
        await user.say_and_wait(title)
    rows = user.program.window.views.sidebar.list
    rows.selectAll()
    read_aloud()
    rows.request(Act.MOVE)
    await until(lambda: user.find("Search folders"))
    (field,) = user.find("Search folders")
    QTest.keyClicks(field, "Work")
    read_aloud()
    user.press_key(Qt.Key.Key_Return, on=field)
    for act in (Act.PIN, Act.MARK_UNREAD):
        rows.selectAll()
        rows.request(act)
        read_aloud()


async def use_trash(user: DesktopUser) -> None:
    """Delete the conversation that is shown, and bring it back in the trash's window."""
    user.press("New conversation")
    await user.say_and_wait("Rubbish")
    user.press_key(Qt.Key.Key_Backspace, CONTROL_SHIFT)
    await until(lambda: "Rubbish" not in user.rows())
    user.press("Trash")
    window = user.program.windows.trash
    assert window is not None
    await until(lambda: window.isVisible() and window.page.list.rows)
    read_aloud()
    user.press_key(Qt.Key.Key_Return, on=window.page.list)
    await until(lambda: "Rubbish" in user.rows())
    read_aloud()
    window.close()


async def bring_in(user: DesktopUser) -> None:
    """Import another program's conversations, and undo it."""
    file = chatgpt_zip(user.folder / "a.zip", *(chatgpt_conversation(f"c-{n}") for n in range(3)))
    user.page.header.import_requested.emit()
    dialog = await dialog_of(user, ImportDialog)
    dialog.looked_for.emit((file,))
    await until(lambda: any(b.text().startswith("Import 3") for b in dialog.findChildren(Button)))
    read_aloud()
    next(b for b in dialog.findChildren(Button) if b.text().startswith("Import 3")).click()
    toast = user.program.window.views.toast
    await until(lambda: toast.message.endswith("imported"))
    read_aloud()
    toast.findChildren(Button)[0].click()
    await until(lambda: toast.message == "The import was undone")


async def look_into_dialogs(user: DesktopUser) -> None:
    """Open whatever opens, read it and close it: export, settings, models."""
    user.program.navigation.open(user.program.services.shelf.rows[0].id)
    await until(lambda: user.messages)
    for key, modifiers, name in (
        (Qt.Key.Key_S, CONTROL_SHIFT, "Export"),
        (Qt.Key.Key_Comma, CONTROL, "Settings"),
        (Qt.Key.Key_M, CONTROL, "Search models"),
    ):
        await at_main_window(user)
        user.press_key(key, modifiers)
        await until(partial(shown, name))
        read_aloud()
        for window in QApplication.topLevelWidgets():
            if window is not user.program.window and window.isVisible():
                window.close()
    user.press_key(Qt.Key.Key_Escape)


def shown(name: str) -> bool:
    """Tell whether something of that name can be seen in any window."""
    widgets = QApplication.allWidgets()
    return any(widget.accessibleName() == name and widget.isVisible() for widget in widgets)


async def at_main_window(user: DesktopUser) -> None:
    """Give the keyboard back to the main window, which shortcuts need."""
    user.program.window.activateWindow()
    await until(user.program.window.isActiveWindow)


async def talk_for_a_while(user: DesktopUser) -> None:
    """Have a temporary conversation, leave it, come back and keep it."""
    await at_main_window(user)
    user.press_key(Qt.Key.Key_N, CONTROL_SHIFT)
    await user.say_and_wait("For now")
    user.press("New conversation")
    read_aloud()
    user.press("Undo")
    user.press("Keep")
    await until(lambda: "For now" in user.rows())


async def quit_and_come_back(user: DesktopUser) -> None:
    """End the program and start it again, with all windows destroyed in between."""
    await user.quit()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    await user.start()


async def dialog_of(user: DesktopUser, kind: type[ImportDialog]) -> ImportDialog:
    await until(lambda: user.program.window.findChildren(kind))
    return user.program.window.findChildren(kind)[-1]


STEPS: tuple[Step, ...] = (
    send_and_retry,
    edit_and_walk_versions,
    delete_and_undo,
    open_map,
    compare,
    queue_with_chips,
    find_and_search,
    file_several,
    use_trash,
    bring_in,
    look_into_dialogs,
    talk_for_a_while,
    quit_and_come_back,
    send_and_retry,
)


async def take(user: DesktopUser, pause: float) -> int:
    """Take every step; return how many objects were read after them."""
    await user.start()
    count = 0
    for step in STEPS:
        print(f"step: {step.__name__}", flush=True)  # noqa: T201 - for whoever started this
        await step(user)
        for _ in range(_READINGS_PER_STEP):
            await asyncio.sleep(pause)
            count += len(read_aloud())
    await user.leave()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return count


def main() -> None:
    """Take the tour in a folder, and say at last how much was read."""
    app = make_application(sys.argv[:1])
    QAccessible.setActive(True)
    with ScriptedServer() as server:
        user = DesktopUser(Path(sys.argv[1]), server)
        counts: list[int] = []

        async def walk() -> int:
            counts.append(await take(user, float(sys.argv[2])))
            return 0

        run(app, walk)
    print(f"read: {counts[0]}", flush=True)  # noqa: T201 - as above
    # As the program does itself: see ``whinchat.__main__``.
    os._exit(0)


if __name__ == "__main__":
    main()
