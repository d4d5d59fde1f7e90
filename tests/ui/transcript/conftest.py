"""A transcript on the screen, and the stage of one."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.stage import Stage
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


@pytest.fixture
def stage(theme: Theme, qtbot: QtBot) -> Stage:
    """What rows are made with."""
    holder = QWidget()
    qtbot.addWidget(holder)
    return Stage(
        theme, holder, lambda: None, lambda _message, _action: None, lambda _name, _text: None
    )
