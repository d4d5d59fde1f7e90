"""The gallery shows every scene, light and dark, wide and narrow."""

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from scenes.gallery import Gallery
from scenes.scene import all_scenes
from whinchat.ui.theme.theme import Theme

_ROOT = Path(__file__).parents[2]


def test_a_scene_is_chosen_turned_and_narrowed(theme: Theme, qtbot: QtBot) -> None:
    gallery = Gallery(theme, all_scenes())
    qtbot.addWidget(gallery)
    gallery.choose("transcript-growing")
    before, was_dark = gallery.shown, theme.is_dark
    assert before is not None
    width = before.width()

    gallery.turn()
    gallery.narrow.setChecked(True)

    assert theme.is_dark is not was_dark
    assert gallery.shown is not None
    assert gallery.shown.width() < width


def test_it_starts_by_itself_from_the_top_folder() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "tests.gallery", "--help"],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert "F2" in asked.stdout
