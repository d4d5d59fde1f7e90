"""Golden pictures: how they are renewed, and the theme they are drawn with."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from whinchat.ui.theme.theme import Theme


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the way to take new pictures, which is for somebody who then looks at each of them."""
    parser.addoption("--update-golden", action="store_true", help="take new golden pictures")


@pytest.fixture
def is_updating(request: pytest.FixtureRequest) -> bool:
    """Whether pictures are taken anew and not compared."""
    return bool(request.config.getoption("--update-golden", default=False))


@pytest.fixture
def theme(qapp: QApplication, qtbot: QtBot) -> Theme:
    """A theme of its own, as the application makes it."""
    return Theme(qapp)
