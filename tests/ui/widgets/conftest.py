"""A theme for the tests of the widgets."""

import pytest
from PySide6.QtWidgets import QApplication

from whinchat.ui.theme.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """A theme as the application makes it, light."""
    theme = Theme(qapp)
    theme.apply("light")
    return theme
