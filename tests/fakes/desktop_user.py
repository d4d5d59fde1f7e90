"""A person at the whole program: the real window offscreen, the real disk, a real server."""

import asyncio
import functools
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from fakes.server import ScriptedServer
from fakes.waiting import until
from whinchat.assembly.program import Program
from whinchat.assembly.services import Services
from whinchat.domain.conversation import Message, Status
from whinchat.paths import portable_paths
from whinchat.ui.chat.page import ChatPage


def journey(
    steps: Callable[["DesktopUser"], Awaitable[None]],
) -> Callable[["DesktopUser"], Coroutine[Any, Any, None]]:
    """Open the program before a test's steps and close it after them, all on one running loop.

    A fixture could not: between a fixture and its test the loop stands still, but Qt does not.
    """

    @functools.wraps(steps)
    async def run(user: "DesktopUser") -> None:
        await user.start()
        try:
            await steps(user)
        finally:
            await user.leave()

    return run


class DesktopUser:
    """Starts the program in a folder, works its window, quits it, and starts it again.

    It knows widgets by their accessible names, as people with a screen reader do.
    """

    def __init__(self, folder: Path, server: ScriptedServer) -> None:
        self.folder = folder
        self.server = server
        self._program: Program | None = None
        self._running: asyncio.Task[int] | None = None

    @property
    def program(self) -> Program:
        """Return the running program."""
        assert self._program is not None, "the program is not running"
        return self._program

    @property
    def page(self) -> ChatPage:
        """Return the page of the conversation that is shown."""
        return self.program.window.views.page

    @property
    def messages(self) -> tuple[Message, ...]:
        """Return the branch that is shown."""
        chat = self.page.chat
        return chat.conversation.branch() if chat else ()

    async def start(self, **environ: str) -> None:
        """Open the program and wait until a message could be sent."""
        variables = {"WHINCHAT_BASE_URL": self.server.base_url.text, "WHINCHAT_API_KEY": "sk-test"}
        await self._open({**variables, **environ})
        await until(lambda: self.page.can_answer)

    async def _open(self, environ: dict[str, str]) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setQuitOnLastWindowClosed(False)
        services = Services(portable_paths(self.folder), environ)
        self._program = Program(app, services)
        self._running = asyncio.ensure_future(self._program.run())
        await until(self.program.window.isVisible)

    async def quit(self) -> None:
        """Close the window and wait until the program has ended."""
        self.program.window.close()
        await self.ended()

    async def ended(self) -> None:
        """Wait until the program has ended by itself."""
        assert self._running is not None
        assert await self._running == 0
        self.program.window.deleteLater()
        self._program = self._running = None

    async def leave(self) -> None:
        """Quit, if the program still runs."""
        if self._program is not None:
            await self.quit()

    async def say(self, words: str) -> None:
        """Type words and press Enter."""
        self.type(words)
        self.press_key(Qt.Key.Key_Return)
        await asyncio.sleep(0)

    async def say_and_wait(self, words: str) -> Message:
        """Say something and return the whole reply."""
        before = len(self.messages)
        await self.say(words)
        await until(lambda: len(self.messages) > before + 1 and self.is_quiet)
        return self.messages[-1]

    @property
    def last_text(self) -> str:
        """Return the words of the last message, empty while there is none."""
        return self.messages[-1].text if self.messages else ""

    @property
    def is_quiet(self) -> bool:
        """Tell whether no reply is on its way here."""
        return bool(self.messages) and self.messages[-1].status is not Status.STREAMING

    def type(self, words: str) -> None:
        """Type into the composer."""
        QTest.keyClicks(self.page.composer.editor, words)

    def press_key(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        on: QWidget | None = None,
    ) -> None:
        """Press a key in the composer, or on another widget."""
        QTest.keyClick(on or self.page.composer.editor, key, modifiers)

    def find(self, name: str) -> Sequence[QWidget]:
        """Return the visible widgets of that accessible name."""
        widgets = self.program.window.findChildren(QWidget)
        return [w for w in widgets if w.accessibleName() == name and w.isVisible()]

    def press(self, name: str) -> None:
        """Press the visible button of that name."""
        buttons = [found for found in self.find(name) if isinstance(found, QAbstractButton)]
        assert buttons, f"no button is named {name!r}"
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    @property
    def texts(self) -> list[str]:
        """Return the words of the messages that are shown."""
        return [message.text for message in self.messages]

    def choose(self, place: int, words: str) -> None:
        """Choose what the menu of the message at a place offers under these words."""
        transcript = self.page.transcript
        transcript.focus_message(self.messages[place].id)
        self.press_key(Qt.Key.Key_Menu, on=transcript)
        menu = next(menu for menu in transcript.findChildren(QMenu) if menu.isVisible())
        next(action for action in menu.actions() if action.text() == words).trigger()
        menu.close()
        # Offscreen nobody gives the keyboard back to the window under a menu.
        self.program.window.activateWindow()

    def rows(self) -> list[str]:
        """Return the titles in the sidebar."""
        return [row.title for row in self.program.services.shelf.rows]


class LonelyUser(DesktopUser):
    """The same person without a key and without a model on the computer: nobody can answer."""

    async def start(self, **environ: str) -> None:
        """Open the program; a message could be typed but not sent."""
        await self._open(environ)
