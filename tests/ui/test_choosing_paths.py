"""Choosing files in the system's dialog."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from fakes.waiting import until
from whinchat.ui.choosing_paths import FILES, choose_paths


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window that asks."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def dialogs(window: QWidget) -> list[QFileDialog]:
    return window.findChildren(QFileDialog)


async def test_what_is_chosen_is_told_and_the_dialog_goes(window: QWidget, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.touch()
    told: list[list[Path]] = []
    choose_paths(window, "Files", FILES, told.append, filters=("Notes (*.md)",))
    (dialog,) = dialogs(window)
    assert dialog.nameFilters() == ["Notes (*.md)"]

    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(file))
    dialog.accept()

    await until(lambda: told)
    assert told == [[file]]
    await until(lambda: not dialogs(window))


async def test_nothing_is_told_where_nothing_is_chosen(window: QWidget) -> None:
    told: list[list[Path]] = []
    choose_paths(window, "Files", FILES, told.append)

    dialogs(window)[0].reject()

    await until(lambda: not dialogs(window))
    assert told == []
