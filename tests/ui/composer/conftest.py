"""A composer on the screen."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from whinchat.ui.composer.composer import Composer
from whinchat.ui.theme.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """A theme as the application makes it, light and without motion."""
    theme = Theme(qapp)
    theme.apply("light", reduced_motion=True)
    return theme


@pytest.fixture
def composer(theme: Theme, qtbot: QtBot) -> Composer:
    """An empty composer that has the keyboard."""
    composer = Composer(theme)
    qtbot.addWidget(composer)
    composer.resize(500, 120)
    with qtbot.waitExposed(composer):
        composer.show()
    composer.activateWindow()
    composer.setFocus()
    return composer
