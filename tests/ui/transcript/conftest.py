"""A transcript on the screen."""

import pytest
from pytestqt.qtbot import QtBot

from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript


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
