"""PySide6 must not eat references to None: version 6.12.0 does so on Python 3.11."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_setting_a_text_takes_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    # From Python 3.12 on None is immortal, and the law holds by itself.
    assert sys.getrefcount(None) > before - 100
