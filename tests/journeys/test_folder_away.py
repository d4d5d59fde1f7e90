"""The data folder goes away under the running program, and comes back, or does not."""

import shutil

from PySide6.QtCore import Qt

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until


def trouble(user: DesktopUser) -> str:
    """Return what the banner says; empty while it is not there."""
    banner = user.page.banner
    return banner._words.text() if banner.isVisible() else ""


def retry_soon(user: DesktopUser) -> None:
    user.program.services.library._writer._retry_seconds = 0.2


@journey
async def test_a_folder_that_comes_back_gets_what_was_said_meanwhile(user: DesktopUser) -> None:
    await user.say_and_wait("Before")
    retry_soon(user)
    data, away = user.folder / "conversations", user.folder / "taken-away"
    # Nothing may be on its way to the disk: it would make the folder anew at once.
    chat = user.page.chat
    assert chat is not None
    await user.program.services.library.fold(chat.id)
    data.rename(away)
    data.write_text("not a folder: a place where nothing can be mounted yet")

    assert (await user.say_and_wait("Meanwhile")).text
    said = user.texts
    user.press_key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier, user.program.window)
    await until(lambda: not user.messages)
    assert (await user.say_and_wait("A new one")).text
    assert "Not saved" in trouble(user)
    data.unlink()
    away.rename(data)
    await until(lambda: not trouble(user))

    await user.quit()
    await user.start()
    await until(user.rows)
    assert {*user.rows()} == {"Before", "A new one"}
    older = next(row for row in user.program.services.shelf.rows if row.title == "Before")
    user.program.navigation.open(older.id)
    await until(lambda: user.texts == said)
    assert len(user.server.posts) == 3


@journey
async def test_a_folder_that_is_gone_for_good_is_made_anew_with_what_is_open(
    user: DesktopUser,
) -> None:
    await user.say_and_wait("Before")
    retry_soon(user)
    shutil.rmtree(user.folder / "conversations")

    await user.say_and_wait("Meanwhile")
    await user.say_and_wait("And later")
    said = user.texts
    await until(lambda: not trouble(user))

    await user.quit()
    await user.start()
    await until(user.rows)
    user.program.navigation.open(user.program.services.shelf.rows[0].id)
    await until(lambda: user.texts == said)


@journey
async def test_a_folder_that_goes_while_a_reply_streams_cuts_nothing(user: DesktopUser) -> None:
    await user.say_and_wait("Before")
    retry_soon(user)
    data, away = user.folder / "conversations", user.folder / "taken-away"
    words = "word " * 400
    user.server.answer(words, pause=0.002)
    await user.say("Stream")
    await until(lambda: user.last_text.startswith("word"))
    data.rename(away)
    before = {path.name: path.read_bytes() for path in away.iterdir()}
    await until(lambda: user.is_quiet)
    for name, content in before.items():
        assert (away / name).read_bytes().startswith(content)
    if data.exists():
        shutil.rmtree(data)
    away.rename(data)

    await until(lambda: not trouble(user))
    said = user.texts
    assert said[-1].strip() == words.strip()
    await user.quit()
    await user.start()
    await until(user.rows)
    user.program.navigation.open(user.program.services.shelf.rows[0].id)
    await until(lambda: user.texts == said)
