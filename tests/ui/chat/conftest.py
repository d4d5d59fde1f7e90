"""A theme for the tests of the page's widgets."""

import pytest
from PySide6.QtWidgets import QApplication

from whinchat.ui.theme.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """A theme as the application makes it, light and without motion."""
    theme = Theme(qapp)
    theme.apply("light", reduced_motion=True)
    return theme
