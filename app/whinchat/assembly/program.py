"""The window, joined with the services."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QApplication

from whinchat.assembly.other_windows import OtherWindows
from whinchat.assembly.outgoing import Outgoing
from whinchat.assembly.services import Services
from whinchat.domain.errors import NotSaved
from whinchat.domain.settings import Settings
from whinchat.domain.values import ConversationId
from whinchat.services.shelf import NEW
from whinchat.ui.application import on_termination
from whinchat.ui.branch_actions import BranchActions
from whinchat.ui.chat.attaching import Attaching
from whinchat.ui.chat.context_editing import ContextEditing
from whinchat.ui.chat.queueing import Queueing
from whinchat.ui.file_manager import show_file
from whinchat.ui.importing.importing import Importing, ImportServices
from whinchat.ui.jumping import Jumping
from whinchat.ui.leaving import Leaving
from whinchat.ui.list_actions import ListActions
from whinchat.ui.main_window import MainWindow
from whinchat.ui.model_actions import ActionServices, ModelActions
from whinchat.ui.navigation import Navigation
from whinchat.ui.recovering import Recovering
from whinchat.ui.search.known_names import known_names
from whinchat.ui.search.search_panel import SearchPanel
from whinchat.ui.standing import Standing
from whinchat.ui.temporary import TemporaryConversations
from whinchat.ui.theme.theme import Theme, TypeSizes
from whinchat.ui.warming import warm_up
from whinchat.ui.watching import Watching
from whinchat.ui.window_actions import Tools, WindowActions


class Program:
    """The window with its services."""

    def __init__(self, app: QApplication, services: Services) -> None:
        self.services = services
        self.theme = Theme(app)
        self._apply_settings_to_theme(services.preferences.settings)
        self.window = MainWindow(self.theme, services.providers, services.models, services.tasks)
        views = self.window.views
        self.navigation = Navigation(services.shelf, services.models, services.tasks, views)
        self.standing = Standing(
            views, self.navigation, services.providers, services.local_model, services.tasks
        )
        self.standing.follow(services.keys, services.models)
        self.outgoing = Outgoing(services, self.theme, self.window)
        self.importing = self._make_importing()
        self.windows = OtherWindows(
            services, self.theme, self.window, self.importing, self.outgoing
        )
        self.models = ModelActions(
            self.window,
            views,
            self.navigation,
            ActionServices(
                services.models, services.local_model, services.preferences, services.tasks
            ),
        )
        self.rows = ListActions(
            self.theme, self.window, services.shelf, self.navigation, views, services.tasks
        )
        self.jumping = Jumping(self.navigation, services.shelf, views, services.tasks)
        self.searching = self._make_searching()
        self._join_actions()
        services.preferences.changed.add(self._follow_settings)
        services.troubles.add(self._show_trouble)
        self._connect_safety()
        views.sidebar.trash_requested.connect(self.windows.open_trash)
        views.sidebar.list.folding_changed.connect(self._note_place)
        self._apply_settings(services.preferences.settings)
        self._watching = Watching(services.paths.data, self._look_again, self.window)

    def _join_actions(self) -> None:
        services, views = self.services, self.window.views
        ContextEditing(views.page, services.models, services.tasks)
        Queueing(views.page, services.tasks, views.toast)
        attaching = Attaching(
            views.page, services.incoming, services.shelf, services.tasks, views.toast
        )
        temporary = TemporaryConversations(
            views, self.navigation, services.shelf, services.models, services.tasks
        )
        BranchActions(
            self.theme, self.window, views, self.navigation, services.shelf, services.tasks
        )
        tools = Tools(
            self.models,
            self.outgoing.export,
            self.outgoing.save_file,
            self.outgoing.print_conversation,
            self.importing,
            attaching,
            temporary,
            self.rows,
            self.searching.open_panel,
            self.windows.open_settings,
        )
        WindowActions(self.window, views, self.navigation, services.preferences, tools)

    def _connect_safety(self) -> None:
        services, toast = self.services, self.window.views.toast
        recovery = services.safety.recovery
        recovering = Recovering(self.navigation, recovery, toast, services.tasks)
        self.rows.recover_requested.connect(recovering.recover)
        self.rows.show_file_requested.connect(self._show_file)
        self.navigation.file_requested.connect(self._show_file)
        services.safety.backups.failed.add(toast.show_notice)

    def _make_importing(self) -> Importing:
        services = ImportServices(
            self.services.shelf,
            self.services.imports,
            self.services.tasks,
            self.navigation.open,
        )
        return Importing(self.window, self.theme, self.window.views.toast, services)

    def _make_searching(self) -> SearchPanel:
        services = self.services
        names = partial(known_names, services.shelf, services.models)
        panel = SearchPanel(self.theme, services.search, names, self.window)
        panel.chosen.connect(self.jumping.show_hit)
        panel.opened.connect(services.search.look_now)
        self.window.views.sidebar.search_all_requested.connect(panel.search_for)
        return panel

    def _show_file(self, conversation_id: str) -> None:
        show_file(self.services.paths.conversations / f"{conversation_id}.json", self.window)

    async def run(self) -> int:
        """Show the window and return when the user has left and all is saved."""
        services = self.services
        leaving = Leaving(self.theme, self.window, self._what_is_unsaved, services.tasks)
        self.window.close_requested.connect(leaving.ask)
        on_termination(leaving.leave)
        self.window.restore(services.preferences.settings.window)
        self.navigation.open_new()
        self.window.show()
        try:
            await self._open_library()
            self._watching.begin()
            services.tasks.start(self._look_around())
            await leaving.left
        finally:
            await self._close()
        return 0

    async def _open_library(self) -> None:
        services = self.services
        toast = self.window.views.toast
        await services.shelf.show_known()
        try:
            await services.library.open()
        except NotSaved as error:
            self._show_trouble(error)
        listing = services.tasks.start(services.shelf.open())
        last = ConversationId(services.preferences.settings.window.conversation_id)
        if not any(row.id == last for row in services.shelf.rows):
            await listing
        await self._come_back(last)
        services.shelf.changed.add(lambda _: self._note_place())
        services.tasks.start(services.shelf.tidy_trash())
        services.tasks.start(services.safety.backups.keep_schedule())
        troubles = (services.settings_trouble, *services.providers.environment.problems)
        if any(troubles):
            toast.show_notice(" ".join(filter(None, troubles)))

    async def _come_back(self, last: ConversationId) -> None:
        """Show the conversation that was shown last, unless the user is ahead of us."""
        page = self.window.views.page
        is_temporary = page.chat is not None and page.chat.is_temporary
        if self.navigation.shown != NEW or is_temporary or not page.composer.draft.is_empty:
            return
        if any(row.id == last for row in self.services.shelf.rows):
            await self.navigation.show_conversation(last)
        else:
            self.navigation.open_new()

    def _look_again(self, in_each: bool) -> None:  # noqa: FBT001 - as it is called back
        self.services.tasks.start(self.services.following.look_again(in_each=in_each))

    async def _what_is_unsaved(self) -> NotSaved | None:
        self.window.views.page.drafting.keep()
        return await self.services.what_is_unsaved()

    async def _look_around(self) -> None:
        warm_up(self.services.slow_disk, self.services.transport)
        await self.services.models.load()
        await self.services.keys.refresh()
        self.services.shelf.changed.add(lambda _: self.services.search.note_change())
        self.services.search.note_change()

    async def _close(self) -> None:
        services, window = self.services, self.window
        self._watching.end()
        window.views.page.drafting.keep()
        state = window.state(self.navigation.shown)
        services.preferences.update(lambda settings: replace(settings, window=state))
        await services.close()
        self.windows.close()
        window.finish()

    def _note_place(self) -> None:
        """Keep what is shown and unfolded, to come back to it even after a crash."""
        shown, unfolded = self.navigation.shown, self.window.state("").unfolded

        def change(settings: Settings) -> Settings:
            window = replace(settings.window, conversation_id=shown, unfolded=unfolded)
            return replace(settings, window=window)

        kept = self.services.preferences.settings.window
        if (shown, unfolded) != (kept.conversation_id, kept.unfolded):
            self.services.preferences.update(change)

    def _show_trouble(self, trouble: NotSaved | None) -> None:
        self.window.views.page.banner.show_trouble(str(trouble) if trouble else "")

    def _follow_settings(self, change: tuple[Settings, Settings]) -> None:
        before, now = change
        if _looks(before) != _looks(now):
            self._apply_settings_to_theme(now)
        self._apply_settings(now)

    def _apply_settings_to_theme(self, settings: Settings) -> None:
        sizes = TypeSizes(settings.font_size, settings.code_font_size)
        self.theme.apply(settings.theme.value, sizes=sizes, zoom=settings.zoom)

    def _apply_settings(self, settings: Settings) -> None:
        page = self.window.views.page
        page.composer.set_send_key(settings.send_key)
        page.undo_seconds = settings.undo_seconds
        page.set_full_width(full=settings.is_full_width)


def _looks(settings: Settings) -> tuple[object, ...]:
    return settings.theme, settings.font_size, settings.code_font_size, settings.zoom
