"""What the user can do in the window beyond one conversation, and the keys for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from whinchat.domain.conversation import Conversation, Role
from whinchat.domain.settings import Settings
from whinchat.services.preferences import Preferences
from whinchat.ui.actions import ActionSpec, add_actions
from whinchat.ui.chat.attaching import Attaching
from whinchat.ui.chat.page import ChatPage
from whinchat.ui.importing.importing import Importing
from whinchat.ui.list_actions import ListActions
from whinchat.ui.model_actions import ModelActions
from whinchat.ui.navigation import Navigation
from whinchat.ui.outside import open_link
from whinchat.ui.settings.page_titles import GENERAL, PROVIDERS
from whinchat.ui.temporary import TemporaryConversations
from whinchat.ui.transcript.clipboard import copy_message
from whinchat.ui.transcript.entry import Action
from whinchat.ui.views import Views

_ZOOM_STEP = 1.1
_LEAST_ZOOM, _GREATEST_ZOOM = 0.5, 3.0
_NUMBERED_PLACES = 9


@dataclass(frozen=True, slots=True)
class Tools:
    """What the actions put to use, beside what is always in sight."""

    models: ModelActions
    export: Callable[[str | Sequence[str]], None]
    """Exports one conversation, several, or of none all."""
    save_file: Callable[[str, str | bytes], None]
    print_conversation: Callable[[Conversation | None], None]
    importing: Importing
    attaching: Attaching
    temporary: TemporaryConversations
    rows: ListActions
    open_search: Callable[[], None]
    open_settings: Callable[[str], None]
    """Opens the settings at the page of a title."""


class WindowActions(QObject):
    """Joins menus, links and shortcuts to what they do."""

    def __init__(
        self,
        window: QWidget,
        views: Views,
        navigation: Navigation,
        preferences: Preferences,
        tools: Tools,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._views = views
        self._navigation = navigation
        self._preferences = preferences
        self._tools = tools
        self._connect()
        add_actions(window, self._specs())

    def _connect(self) -> None:
        page, sidebar = self._views.page, self._views.sidebar
        page.header.export_requested.connect(self._export_shown)
        page.header.print_requested.connect(self._print_shown)
        for part in (page.header, sidebar):
            part.import_requested.connect(self._tools.importing.open)
            part.export_all_requested.connect(self._export_all)
        self._tools.importing.take_drops_on(sidebar)
        page.acts.action_requested.connect(self._act)
        page.transcript.link_activated.connect(open_link)
        page.transcript.save_requested.connect(self._tools.save_file)
        page.beginnings.key_requested.connect(self._open_key_settings)
        page.offer.key_requested.connect(self._open_key_settings)
        sidebar.search_left.connect(self._escape)
        sidebar.settings_requested.connect(partial(self._tools.open_settings, GENERAL))
        self._tools.rows.export_requested.connect(self._tools.export)

    def _specs(self) -> list[ActionSpec]:
        navigation, page, panes = self._navigation, self._views.page, self._views.panes
        tools = self._tools
        return [
            ActionSpec("New conversation", ("Ctrl+N", "Ctrl+Shift+O"), navigation.open_new),
            ActionSpec("New temporary conversation", ("Ctrl+Shift+N",), tools.temporary.open_new),
            ActionSpec("Search conversations", ("Ctrl+Shift+F",), tools.open_search),
            ActionSpec("Find in conversation", ("Ctrl+F",), page.find_bar.open),
            ActionSpec("Next hit", ("F3",), partial(page.find_bar.step, 1)),
            ActionSpec("Previous hit", ("Shift+F3",), partial(page.find_bar.step, -1)),
            ActionSpec("Choose a model", ("Ctrl+M", "Ctrl+Shift+M"), tools.models.open_picker),
            ActionSpec("Settings", ("Ctrl+,",), partial(tools.open_settings, GENERAL)),
            ActionSpec("Show or hide the sidebar", ("Ctrl+B",), panes.toggle_sidebar),
            ActionSpec("Type a message", ("Ctrl+L", "Shift+Esc"), self._focus_composer),
            ActionSpec("Attach", ("Ctrl+U",), tools.attaching.open),
            ActionSpec("Stop", ("Esc", "Ctrl+."), self._escape),
            *_message_specs(page),
            ActionSpec("Copy the last reply", ("Ctrl+Shift+C",), self._copy_last_reply),
            ActionSpec(
                "Next conversation", ("Ctrl+Tab", "Ctrl+PgDown"), partial(navigation.step, 1)
            ),
            ActionSpec(
                "Previous conversation",
                ("Ctrl+Shift+Tab", "Ctrl+PgUp"),
                partial(navigation.step, -1),
            ),
            *self._leaving_specs(),
            ActionSpec("Rename", ("F2",), page.header.title.edit),
            ActionSpec(
                "Move to trash", ("Ctrl+Shift+Backspace",), tools.rows.deletions.delete_shown
            ),
            ActionSpec("Undo", ("Ctrl+Z",), self._views.toast.undo),
            ActionSpec("Larger", ("Ctrl+=", "Ctrl++"), partial(self._zoom, _ZOOM_STEP)),
            ActionSpec("Smaller", ("Ctrl+-",), partial(self._zoom, 1 / _ZOOM_STEP)),
            ActionSpec("Usual size", ("Ctrl+0",), partial(self._zoom, 0)),
            ActionSpec("Quit", ("Ctrl+Q",), self._quit),
            ActionSpec("Next pane", ("F6",), self._next_pane),
            ActionSpec("Previous pane", ("Shift+F6",), self._previous_pane),
            *_numbered_specs(navigation),
        ]

    def _leaving_specs(self) -> tuple[ActionSpec, ...]:
        return (
            ActionSpec("Export conversations", ("Ctrl+Shift+S",), self._export_shown),
            ActionSpec("Import conversations", (), self._tools.importing.open),
            ActionSpec("Export all conversations", (), self._export_all),
            ActionSpec("Print", ("Ctrl+P",), self._print_shown),
        )

    def _act(self, action: Action) -> None:
        match action:
            case Action.OPEN_KEY_SETTINGS | Action.OPEN_PROVIDER_SETTINGS:
                self._open_key_settings()
            case Action.CHOOSE_MODEL:
                self._tools.models.open_picker()
            case Action.FETCH_MODEL:
                self._tools.models.fetch_model()
            case Action.COPY:
                self._views.toast.show_notice("Copied")
            case Action.CONTINUE:
                self._views.toast.show_notice("A reply is on its way. Continue when it has ended.")
            case _:
                pass

    def _escape(self) -> None:
        if self._views.panes.is_narrow and self._views.panes.is_sidebar_shown:
            self._views.panes.close_overlay()
        else:
            self._views.page.escape()

    def _open_key_settings(self) -> None:
        self._tools.open_settings(PROVIDERS)

    def _export_shown(self) -> None:
        self._tools.export(self._navigation.shown)

    def _export_all(self) -> None:
        self._tools.export(())

    def _print_shown(self) -> None:
        chat = self._views.page.chat
        self._tools.print_conversation(chat.conversation if chat else None)

    def _focus_composer(self) -> None:
        self._views.page.composer.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _quit(self) -> None:
        self._window.close()

    def _copy_last_reply(self) -> None:
        chat = self._views.page.chat
        conversation = chat.conversation if chat else None
        ids = reversed(conversation.branch_ids()) if conversation else ()
        found = (conversation.messages[each] for each in ids if conversation)
        reply = next((m for m in found if m.role is Role.ASSISTANT and m.text), None)
        if reply is not None:
            copy_message(reply)
            self._views.toast.show_notice("Reply copied")

    def _zoom(self, factor: float) -> None:
        def change(settings: Settings) -> Settings:
            zoom = settings.zoom * factor if factor else 1.0
            return replace(settings, zoom=min(max(zoom, _LEAST_ZOOM), _GREATEST_ZOOM))

        self._preferences.update(change)

    def _next_pane(self) -> None:
        self._step_pane(1)

    def _previous_pane(self) -> None:
        self._step_pane(-1)

    def _step_pane(self, by: int) -> None:
        page, sidebar = self._views.page, self._views.sidebar
        panes: list[QWidget] = [sidebar.list, page.transcript, page.map.list, page.composer.editor]
        visible = [pane for pane in panes if pane.isVisible()]
        focused = next((place for place, pane in enumerate(visible) if pane.hasFocus()), -by)
        visible[(focused + by) % len(visible)].setFocus(Qt.FocusReason.TabFocusReason)


def _numbered_specs(navigation: Navigation) -> list[ActionSpec]:
    """Return the first conversations of the list, by their numbers."""
    return [
        ActionSpec(f"Conversation {n}", (f"Ctrl+{n}",), partial(navigation.open_at, n - 1))
        for n in range(1, _NUMBERED_PLACES + 1)
    ]


def _message_specs(page: ChatPage) -> list[ActionSpec]:
    """Return what is done at messages, from wherever the keyboard is."""
    return [
        ActionSpec("Retry the last reply", ("Ctrl+R",), page.acts.retry_last),
        ActionSpec("Edit the last question", ("Ctrl+Shift+E",), page.acts.edit_last),
        ActionSpec("Previous version", ("Alt+Left",), partial(page.acts.step_version, -1)),
        ActionSpec("Next version", ("Alt+Right",), partial(page.acts.step_version, 1)),
        ActionSpec("Show or hide the map of branches", ("Ctrl+Shift+B",), page.map.toggle),
    ]
