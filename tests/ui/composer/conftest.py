"""A composer on the screen."""

import pytest
from pytestqt.qtbot import QtBot

from whinchat.ui.composer.composer import Composer
from whinchat.ui.theme.theme import Theme


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
