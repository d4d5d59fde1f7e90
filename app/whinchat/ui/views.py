"""The parts of the main window that others talk to."""

from dataclasses import dataclass

from whinchat.ui.chat.model_picker import ModelPicker
from whinchat.ui.chat.page import ChatPage
from whinchat.ui.panes import Panes
from whinchat.ui.sidebar.sidebar import Sidebar
from whinchat.ui.widgets.toast import Toast


@dataclass(frozen=True, slots=True)
class Views:
    """What the main window shows."""

    page: ChatPage
    sidebar: Sidebar
    panes: Panes
    toast: Toast
    picker: ModelPicker
