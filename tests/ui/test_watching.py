"""Laws of watching the data folder: changes are gathered, and none is missed."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fakes.waiting import until
from whinchat.ui import watching
from whinchat.ui.watching import Watching


class Watched:
    """A folder, a window, and what was asked for."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.folder = folder
        self.looks: list[bool] = []
        for name in ("conversations", "trash"):
            (folder / name).mkdir()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.watching = Watching(folder, self.looks.append, self.window)

    def come_back(self) -> None:
        """Come back to the window from another program's."""
        QApplication.sendEvent(self.window, QEvent(QEvent.Type.WindowActivate))

    def write(self, name: str, folder: str = "conversations") -> None:
        """Write a file as a sync tool does."""
        (self.folder / folder / name).write_text("{}")


@pytest.fixture
def watched(tmp_path: Path, qtbot: QtBot) -> Watched:
    return Watched(tmp_path, qtbot)


async def rest() -> None:
    """Let so much time pass that what was noticed is looked at."""
    await asyncio.sleep(3 * watching._GATHERED_MS / 1000)


async def test_many_changes_are_looked_at_together(watched: Watched) -> None:
    watched.watching.begin()
    for number in range(20):
        watched.write(f"{number}.json")
        await asyncio.sleep(0.01)
    await until(lambda: watched.looks)
    await rest()
    # A busy machine may rest between two of them.
    assert len(watched.looks) < 5
    assert not any(watched.looks)


@pytest.mark.parametrize("folder", ["conversations", "trash", "."])
async def test_each_folder_is_watched(watched: Watched, folder: str) -> None:
    watched.watching.begin()
    watched.write("a.json", folder)
    await until(lambda: watched.looks)


async def test_who_comes_back_to_the_window_has_every_file_looked_at(watched: Watched) -> None:
    watched.watching.begin()
    watched.come_back()
    watched.write("a.json")
    await until(lambda: watched.looks)
    assert watched.looks == [True]
    watched.write("b.json")
    await until(lambda: len(watched.looks) == 2)
    assert watched.looks == [True, False]


async def test_changes_without_end_are_looked_at_in_between(watched: Watched) -> None:
    watched.watching._longest.setInterval(400)
    watched.watching.begin()
    for number in range(40):
        watched.write(f"{number}.json")
        await asyncio.sleep(0.02)
        if watched.looks:
            break
    assert watched.looks


async def test_a_folder_that_was_made_anew_is_watched(watched: Watched) -> None:
    watched.watching.begin()
    (watched.folder / "trash").rmdir()
    await until(lambda: watched.looks)
    (watched.folder / "trash").mkdir()
    await until(lambda: len(watched.looks) == 2)
    await rest()
    watched.looks.clear()
    watched.write("a.json", "trash")
    await until(lambda: watched.looks)


async def test_nothing_is_looked_at_before_the_beginning_and_after_the_end(
    watched: Watched,
) -> None:
    watched.come_back()
    watched.write("a.json")
    await rest()
    watched.watching.begin()
    watched.write("b.json")
    watched.watching.end()
    watched.come_back()
    await rest()
    assert watched.looks == []
