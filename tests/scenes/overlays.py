"""Scenes of what stands under a message or lies over the page."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from scenes.scene import Scene
from scenes.small_widgets import column
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.button import Button
from whinchat.ui.widgets.choices import Choice
from whinchat.ui.widgets.inset import Inset, InsetText, Tone
from whinchat.ui.widgets.search_list import SearchList
from whinchat.ui.widgets.toast import Toast

_CUT = InsetText(
    title="The connection was cut after 41 words",
    text="api.example.net closed the stream before the answer was complete. What had arrived is"
    " kept.",
    icon_name="unplug",
    action="Continue",
    action_icon_name="play",
    details="peer closed connection without sending complete message body",
)
_REFUSED = InsetText(
    title="OpenRouter did not accept the key",
    text="“No auth credentials found” (401). Your message is kept. Check the key or paste a new"
    " one.",
    icon_name="key-round",
    action="Open key settings",
    action_icon_name="settings",
)
_LIMITED = InsetText(
    title="Too many requests",
    text="Trying again in 12 s.",
    icon_name="clock",
    action="Stop",
    details='{"error": {"code": 429, "message": "Rate limit exceeded"}}',
)
_STOPPED = InsetText(
    title="You stopped this reply", icon_name="square", action="Continue", action_icon_name="play"
)

MODELS = (
    Choice("openai/o4-mini", "o4-mini", "200k · $$"),
    Choice("anthropic/claude-sonnet-4.5", "Claude Sonnet 4.5", "1M · $$$"),
    Choice("google/gemini-2.5-flash", "Gemini 2.5 Flash", "1M · $"),
    Choice("qwen/qwen2.5-coder-32b-instruct:free", "Qwen2.5 Coder 32B", "32k · free"),
    Choice("this-computer", "Qwen2.5-Coder 0.5B", "private and free"),
)


def build_insets(theme: Theme) -> QWidget:
    """What stands under a reply that was cut, refused, limited or stopped."""
    limited = Inset(theme, _LIMITED, Tone.WARN)
    limited.toggle_details()
    stopped = Inset(theme, _STOPPED, Tone.QUIET)
    return column(Inset(theme, _CUT), Inset(theme, _REFUSED), limited, stopped)


def build_toast(theme: Theme) -> QWidget:
    """A notice with Undo over the lower edge."""
    page = QWidget()
    page.resize(440, 120)
    toast = Toast(theme, page, above_edge=Size.CONTROL)
    toast.show_notice("Conversation moved to the trash", action=page.update)
    return page


def build_long_toast(theme: Theme) -> QWidget:
    """A notice that needs two lines."""
    page = QWidget()
    page.resize(440, 120)
    toast = Toast(theme, page, above_edge=Size.CONTROL)
    toast.show_notice("The keyring is locked: the key is kept for this session only. " * 2)
    return page


def build_search_list(theme: Theme) -> QWidget:
    """The model picker with something typed that could be an id of its own."""
    page = QWidget()
    page.resize(560, 400)
    anchor = Button(theme, "o4-mini · OpenRouter · $$", parent=page)
    anchor.setGeometry(QRect(330, Space.M, 216, Size.CONTROL))
    models = SearchList(theme, "Models", page, free_text="Use “{}”")
    models.set_choices(MODELS, chosen_key="openai/o4-mini")
    models.open_at(anchor)
    models.field.setText("o")
    return page


SCENES = (
    Scene("insets", build_insets, (620, 580)),
    Scene("toast", build_toast, (440, 120)),
    Scene("toast-long", build_long_toast, (440, 120)),
    Scene("search-list", build_search_list, (560, 400), is_active=True),
)
