"""A sidebar on the screen."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from whinchat.ui.sidebar.sidebar import Sidebar
from whinchat.ui.theme.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """A theme as the application makes it, light and without motion."""
    theme = Theme(qapp)
    theme.apply("light", reduced_motion=True)
    return theme


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
