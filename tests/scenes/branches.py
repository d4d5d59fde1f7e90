"""Scenes of versions: a message being edited, and a conversation that is not saved."""

from PySide6.QtWidgets import QWidget

import picture_library as library
from scenes.scene import Scene
from scenes.windows import open_window
from whinchat.services.temporary import Memory
from whinchat.ui.theme.theme import Theme


def build_editing(theme: Theme) -> QWidget:
    """A question in the composer, to be asked in other words."""
    page = open_window(theme, library.RETRY).views.page
    page.acts.edit_last()
    return page.window()


def build_temporary(theme: Theme) -> QWidget:
    """A conversation in memory alone, with the offer to keep it."""
    page = open_window(theme, library.RETRY).views.page
    chat = page.chat
    assert chat is not None
    chat._record.keeping = Memory("scene")
    page.refresh()
    return page.window()


SCENES = (
    Scene("branch-editing", build_editing, (900, 640), scales=(1,)),
    Scene("branch-temporary", build_temporary, (900, 640), scales=(1,)),
)
