"""Scenes of the whole window, over services that touch nothing."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QWidget

import picture_library as library
from scenes.scene import Scene
from scenes.settings import OPEN, NoDisk, SeenKeys
from whinchat.domain.conversation import Conversation
from whinchat.domain.draft import Draft
from whinchat.domain.messages import Messages
from whinchat.domain.model import Model, ModelChoice
from whinchat.domain.provider import LOCAL, ProviderKind, ProviderProfile
from whinchat.domain.settings import Settings
from whinchat.paths import portable_paths
from whinchat.provider.transport import Transport
from whinchat.provider.weights import WeightsSource
from whinchat.services.chat import Chat
from whinchat.services.environment import Environment
from whinchat.services.local_model import LocalModel, LocalModelState, LocalModelStatus
from whinchat.services.models import Models
from whinchat.services.preferences import Preferences
from whinchat.services.providers import Providers
from whinchat.services.rows import Row, RowState
from whinchat.services.tasks import Tasks
from whinchat.services.weights_fetch import WeightsFetch
from whinchat.storage.library import Library
from whinchat.storage.model_files import ModelFiles
from whinchat.ui.main_window import MainWindow
from whinchat.ui.sidebar.sidebar import Sidebar
from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.state_dot import DotState

_NOWHERE = portable_paths(Path("/nonexistent"))
_PROVIDER = ProviderProfile(
    library.PROVIDER, library.PROVIDER_NAME, ProviderKind.COMPATIBLE, "https://example.org/v1"
)
_CHOICE = ModelChoice(library.PROVIDER, library.MODEL)
_STATES = {
    library.TRIP: RowState.REPLYING,
    library.SKY: RowState.UNREAD,
    library.LETTER: RowState.DRAFT,
}
_MODELS = (
    Model(library.MODEL, "OpenAI: o4-mini", 200_000, None, Decimal("1.1"), Decimal("4.4")),
    Model("anthropic/claude-sonnet-4.5", "", 1_000_000, None, Decimal(3), Decimal(15)),
    Model("qwen/qwen3-32b:free", "Qwen: Qwen3 32B (free)", 40_000, None, Decimal(0), Decimal(0)),
    Model("a-model-of-which-nothing-is-known"),
)


def open_window(theme: Theme, title: str = "") -> MainWindow:
    """Return the window with the small library and one conversation of it, or a new one."""
    disk = NoDisk()
    preferences = Preferences(
        replace(Settings(), providers=(_PROVIDER,)), Path("settings.json"), disk
    )
    files = ModelFiles(disk, _NOWHERE.models)
    transport = Transport(proxies={})
    local_model = LocalModel(files, WeightsFetch(files, WeightsSource(transport)))
    providers = Providers(
        preferences, SeenKeys(preferences, OPEN), local_model, transport, Environment()
    )
    models = Models(providers, preferences, disk, _NOWHERE.cache)
    models._put(library.PROVIDER, _MODELS)
    window = MainWindow(theme, providers, models, Tasks())
    conversations = list(library.library())
    shown = next((c for c in conversations if c.title == title), None)
    chat = Chat(shown or _new(conversations[0]), Library(_NOWHERE, disk, "scene"), models)
    window.views.sidebar.show_rows([_row(c) for c in conversations], shown.id if shown else None)
    window.views.sidebar.show_provider(DotState.GOOD, library.PROVIDER_NAME)
    window.views.page.show_chat(chat, Draft())
    return window


def _new(other: Conversation) -> Conversation:
    marks = {name: mark for name, mark in other.marks.items() if name != "title"}
    return replace(other, messages=Messages(), marks=marks)


def _row(conversation: Conversation) -> Row:
    title = conversation.title
    moment = next(iter(conversation.messages.values())).created_at
    is_pinned = "pinned" in conversation.marks
    return Row(conversation.id, title, moment, is_pinned, _STATES.get(title, RowState.QUIET))


def build_empty(theme: Theme) -> QWidget:
    """A new conversation."""
    return open_window(theme)


def build_conversation(theme: Theme) -> QWidget:
    """A question, a thought, and a reply with code and a table."""
    return open_window(theme, library.RETRY)


def build_errors(theme: Theme) -> QWidget:
    """A reply that was cut off, and one that was refused."""
    return open_window(theme, library.REPORT)


def build_narrow(theme: Theme) -> QWidget:
    """The smallest width, with the sidebar over the page."""
    window = open_window(theme, library.RETRY)
    window.views.panes.resize(480, 640)
    window.views.panes.toggle_sidebar()
    return window


def build_picker(theme: Theme) -> QWidget:
    """The model picker over a new conversation."""
    window = open_window(theme)
    picker = window.views.picker
    picker._current = _CHOICE
    picker._fill()
    window.resize(1100, 760)
    window.show()
    picker._list.open_at(window.views.page.header.model_button)
    return window


def build_offer(theme: Theme) -> QWidget:
    """A new conversation that nobody can answer, with something typed."""
    window = open_window(theme)
    page = window.views.page
    chat = page.chat
    assert chat is not None
    chat.choose(ModelChoice(LOCAL, ""))
    page.composer.show_draft(Draft("A thought that is kept as a draft"))
    status = LocalModelStatus(
        LocalModelState.NO_WEIGHTS,
        "Qwen2.5-Coder 0.5B",
        "small and often wrong, private and free",
        detail="469 MB, fetched once, licence Apache-2.0.",
    )
    page.offer.show_status(status)
    page.refresh()
    window.views.sidebar.show_provider(DotState.OFF, "No model yet")
    return window


def build_sidebar(theme: Theme) -> QWidget:
    """Every mark that a row can have."""
    sidebar = Sidebar(theme)
    rows = [_row(conversation) for conversation in library.library()][: len(RowState) + 1]
    marked = [replace(row, state=state) for row, state in zip(rows, RowState, strict=False)]
    pinned = replace(rows[-1], title="Pinned, with a title that has no room", is_pinned=True)
    sidebar.show_rows([*marked, pinned], marked[0].id)
    sidebar.show_provider(DotState.WARN, "OpenRouter: no key")
    return sidebar


SCENES = (
    Scene("window-empty", build_empty, (1100, 760), scales=(1,)),
    Scene("window-conversation", build_conversation, (1100, 760), scales=(1,)),
    Scene("window-errors", build_errors, (1100, 760), scales=(1,)),
    Scene("window-narrow", build_narrow, (480, 640), scales=(1,)),
    Scene("window-picker", build_picker, (1100, 760), scales=(1,), is_active=True),
    Scene("window-offer", build_offer, (1100, 760), scales=(1,)),
    Scene("sidebar", build_sidebar, (272, 520)),
)
