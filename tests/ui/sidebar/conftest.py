"""A sidebar on the screen."""

import pytest
from pytestqt.qtbot import QtBot

from whinchat.ui.sidebar.sidebar import Sidebar
from whinchat.ui.theme.theme import Theme


@pytest.fixture
def sidebar(theme: Theme, qtbot: QtBot) -> Sidebar:
    """An empty sidebar."""
    sidebar = Sidebar(theme)
    qtbot.addWidget(sidebar)
    sidebar.resize(272, 600)
    with qtbot.waitExposed(sidebar):
        sidebar.show()
    sidebar.activateWindow()
    return sidebar
