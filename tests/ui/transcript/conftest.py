"""A transcript on the screen."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """A theme as the application makes it, light and without motion."""
    theme = Theme(qapp)
    theme.apply("light", reduced_motion=True)
    return theme


@pytest.fixture
def transcript(theme: Theme, qtbot: QtBot) -> Transcript:
    """An empty transcript, shown."""
    transcript = Transcript(theme)
    qtbot.addWidget(transcript)
    transcript.resize(700, 600)
    with qtbot.waitExposed(transcript):
        transcript.show()
    transcript.setFocus()
    return transcript
