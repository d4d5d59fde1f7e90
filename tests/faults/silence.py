"""The whole program shows five hundred hostile messages, and is watched by strace.

python tests/faults/silence.py FOLDER [PICTURE]

It opens the conversation that lies in the folder, goes through all of it, points at everything,
unfolds, copies and reads. A picture, if one is
named, is loaded besides by a plain text browser: that must be noticed.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QTextBrowser

from fakes.desktop_user import DesktopUser
from fakes.server import ScriptedServer
from fakes.waiting import until
from whinchat.ui.application import make_application, run
from whinchat.ui.transcript.transcript import Transcript

_POINTS = [QPoint(x, y) for x in (60, 300, 540) for y in range(20, 500, 60)]
_LOOKED_AT_CLOSELY = 20
"""Every so many messages one is read, copied and asked for its menu."""


async def look_at_everything(user: DesktopUser, *, leak: Path | None) -> NoReturn:
    """Open what is in the folder and go through it."""
    await user.start()
    shelf = user.program.services.shelf
    await until(lambda: shelf.rows)
    for row in shelf.rows:
        user.program.navigation.open(row.id)
        await until(lambda: user.messages and user.messages[0].parts)
        for number, message in enumerate(user.messages):
            transcript = user.page.transcript
            transcript.focus_message(message.id)
            await asyncio.sleep(0)
            if number % _LOOKED_AT_CLOSELY == 0:
                _unfold(transcript, number)
                _point_at_all(transcript)
                await _read_and_copy(transcript)
        QTest.keyClick(transcript, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        QGuiApplication.clipboard().mimeData().html()
    if leak is not None:
        _leak(leak)
    await asyncio.sleep(0.2)
    print("shown", len(user.messages), flush=True)  # noqa: T201 - the test reads it
    # Leaving may ask something; that is not what is looked at here.
    os._exit(0)


def _unfold(transcript: Transcript, number: int) -> None:
    for fold in transcript._board.flow.views[number].folds():
        fold.toggle()


def _point_at_all(transcript: Transcript) -> None:
    surface = transcript.viewport()
    for point in _POINTS:
        QTest.mouseMove(surface, point)
        there = surface.mapToGlobal(point)
        QApplication.sendEvent(surface, QHelpEvent(QEvent.Type.ToolTip, point, there))


async def _read_and_copy(transcript: Transcript) -> None:
    QTest.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(transcript, Qt.Key.Key_Return)
    await asyncio.sleep(0.02)
    for dialog in transcript.findChildren(QDialog):
        dialog.reject()
    QTest.keyClick(transcript, Qt.Key.Key_Menu)
    await asyncio.sleep(0.02)
    for menu in transcript.findChildren(QMenu):
        menu.close()


def _leak(picture: Path) -> None:
    browser = QTextBrowser()
    browser.setHtml(f'<img src="{picture.as_uri()}">')
    browser.grab()


def main(folder: Path, leak: Path | None) -> int:
    """Run the program with a server of its own."""
    app = make_application(["silence"])
    with ScriptedServer() as server:
        print("server", server.port, flush=True)  # noqa: T201 - the test reads it
        user = DesktopUser(folder, server)
        return run(app, lambda: look_at_everything(user, leak=leak))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2:] else None))
