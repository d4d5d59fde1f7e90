"""The scene of words being found in a conversation."""

from PySide6.QtWidgets import QLineEdit, QWidget

import picture_library as library
from scenes.scene import Scene
from scenes.windows import open_window
from whinchat.ui.theme.theme import Theme


def build_found(theme: Theme) -> QWidget:
    """The find bar over a conversation, with its hits marked and the third one gone to."""
    window = open_window(theme, library.RETRY)
    window.resize(1100, 760)
    window.show()
    bar = window.views.page.find_bar
    bar.open()
    field = next(found for found in bar.findChildren(QLineEdit))
    field.setText("attempt")
    bar.step(2)
    return window


SCENES = (Scene("window-find", build_found, (1100, 760), scales=(1,), is_active=True),)
