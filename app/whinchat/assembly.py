"""The only place that builds the real parts and joins them."""

import os
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from whinchat.domain.errors import NotSaved
from whinchat.domain.settings import Settings
from whinchat.domain.values import ConversationId, new_id
from whinchat.paths import Paths, portable_paths, user_paths
from whinchat.provider.transport import Transport
from whinchat.provider.weights import WeightsSource
from whinchat.services.environment import take_environment
from whinchat.services.exports import Exports
from whinchat.services.keys import Keys
from whinchat.services.listeners import Listeners
from whinchat.services.local_model import LocalModel
from whinchat.services.models import Models
from whinchat.services.preferences import Preferences
from whinchat.services.providers import Providers
from whinchat.services.shelf import NEW, Shelf
from whinchat.services.tasks import Tasks
from whinchat.services.weights_fetch import WeightsFetch
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import Drafts
from whinchat.storage.library import Library
from whinchat.storage.lock import FolderLock
from whinchat.storage.log_file import Log
from whinchat.storage.model_files import ModelFiles
from whinchat.storage.secrets import KeyStore
from whinchat.storage.settings_file import load_settings
from whinchat.ui.application import make_application, on_termination, run
from whinchat.ui.export_dialog import ExportDialog
from whinchat.ui.leaving import Leaving
from whinchat.ui.main_window import MainWindow
from whinchat.ui.navigation import Navigation
from whinchat.ui.outside import show_folder
from whinchat.ui.question import ask
from whinchat.ui.settings.parts import SettingsParts
from whinchat.ui.settings.window import SettingsWindow
from whinchat.ui.standing import Standing
from whinchat.ui.theme.theme import Theme, TypeSizes
from whinchat.ui.warming import warm_up
from whinchat.ui.window_actions import ActionServices, WindowActions

_DISK_SECONDS = 5.0
"""How long quitting waits for a slow disk."""


class Services:
    """Everything below the window, joined."""

    def __init__(self, paths: Paths, environ: MutableMapping[str, str]) -> None:
        self.paths = paths
        self.tasks = Tasks()
        self.disk = Disk()
        settings, self.settings_trouble = load_settings(paths.settings_file)
        environment = take_environment(environ)
        self.preferences = Preferences(settings, paths.settings_file, self.disk)
        self.keys = Keys(KeyStore(), self.preferences, environment)
        self.transport = Transport()
        self.slow_disk = Disk()
        """For what may take long: weights and exports."""
        files = ModelFiles(self.slow_disk, paths.models)
        own_file = Path(settings.local_model_file) if settings.local_model_file else None
        self.local_model = LocalModel(
            files, WeightsFetch(files, WeightsSource(self.transport)), own_file
        )
        self.providers = Providers(
            self.preferences, self.keys, self.local_model, self.transport, environment
        )
        self.models = Models(self.providers, self.preferences, self.disk, paths.cache)
        self.log = Log(paths.logs, lambda: self.keys.secrets)
        self.troubles: Listeners[NotSaved | None] = Listeners()
        """Told when something could not be saved, and with ``None`` when all of it is again."""
        self._unsaved: set[ConversationId] = set()
        self.library = Library(paths, self.disk, new_id(), self._note_unsaved)
        self.shelf = Shelf(self.library, Drafts(paths, self.disk), self.models, self.tasks)

    async def what_is_unsaved(self) -> NotSaved | None:
        """Stop what runs, try once more to save what is left, and return what speaks against it."""
        await self.shelf.close()
        for conversation_id in tuple(self._unsaved):
            try:
                await self.library.settle(conversation_id)
            except NotSaved as trouble:
                return trouble
        return None

    async def close(self) -> None:
        """Save what is left, and let go of everything."""
        await self.shelf.close()
        await self.tasks.close()
        # First of all what can be lost: a system that shuts down may not wait for the rest.
        with suppress(NotSaved):
            await self.library.close()
        self.disk.close(_DISK_SECONDS)
        await self.local_model.close()
        await self.keys.close()
        await self.transport.close()
        self.slow_disk.close(_DISK_SECONDS)
        self.log.close()

    def _note_unsaved(self, conversation_id: ConversationId, trouble: NotSaved | None) -> None:
        if trouble is None:
            self._unsaved.discard(conversation_id)
        else:
            self._unsaved.add(conversation_id)
        if trouble is not None or not self._unsaved:
            self.troubles.tell(trouble)


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
        exporting = ExportDialog(
            self.window, services.shelf, Exports(services.slow_disk), services.tasks, views.toast
        )
        self.actions = WindowActions(
            self.window,
            views,
            self.navigation,
            exporting,
            ActionServices(
                services.models, services.local_model, services.preferences, services.tasks
            ),
            self.open_settings,
        )
        services.preferences.changed.add(self._follow_settings)
        services.troubles.add(self._show_trouble)
        self._settings_window: SettingsWindow | None = None
        self._apply_settings(services.preferences.settings)

    def open_settings(self, page: str) -> None:
        """Open the settings window at a page; it is built when it is first asked for."""
        if self._settings_window is None:
            self._settings_window = SettingsWindow(self._settings_parts())
        self._settings_window.open_page(page)

    def _settings_parts(self) -> SettingsParts:
        services = self.services
        return SettingsParts(
            theme=self.theme,
            preferences=services.preferences,
            keys=services.keys,
            tasks=services.tasks,
            check=services.models.check,
            data_folder=services.paths.data,
            show_folder=show_folder,
            local_model=services.local_model,
            environment=services.providers.environment.provider,
        )

    async def run(self) -> int:
        """Show the window and return when the user has left and all is saved."""
        services = self.services
        leaving = Leaving(self.window, self._what_is_unsaved, services.tasks)
        self.window.close_requested.connect(leaving.ask)
        on_termination(leaving.leave)
        self.window.restore(services.preferences.settings.window)
        self.navigation.open_new()
        self.window.show()
        try:
            await self._open_library()
            services.tasks.start(self._look_around())
            await leaving.left
        finally:
            await self._close()
        return 0

    async def _open_library(self) -> None:
        services = self.services
        toast = self.window.views.toast
        try:
            await services.library.open()
        except NotSaved as error:
            self._show_trouble(error)
        await services.shelf.open()
        await self._come_back(services.preferences.settings.window.conversation_id)
        services.shelf.changed.add(lambda _: self._note_place())
        troubles = (services.settings_trouble, *services.providers.environment.problems)
        if any(troubles):
            toast.show_notice(" ".join(filter(None, troubles)))

    async def _come_back(self, conversation_id: str) -> None:
        """Show the conversation that was shown last, unless the user is ahead of us."""
        page = self.window.views.page
        if self.navigation.shown != NEW or not page.composer.draft.is_empty:
            return
        last = ConversationId(conversation_id)
        if any(row.id == last for row in self.services.shelf.rows):
            await self.navigation.show_conversation(last)
        else:
            self.navigation.open_new()

    async def _what_is_unsaved(self) -> NotSaved | None:
        self.window.views.page.drafting.keep()
        return await self.services.what_is_unsaved()

    async def _look_around(self) -> None:
        warm_up(self.services.slow_disk, self.services.transport)
        await self.services.models.load()
        await self.services.keys.refresh()

    async def _close(self) -> None:
        services, window = self.services, self.window
        window.views.page.drafting.keep()
        state = window.state(self.navigation.shown)
        services.preferences.update(lambda settings: replace(settings, window=state))
        await services.close()
        if self._settings_window is not None:
            self._settings_window.close()
        window.finish()

    def _note_place(self) -> None:
        """Keep which conversation is shown, to come back to it even after a crash."""
        shown = self.navigation.shown

        def change(settings: Settings) -> Settings:
            return replace(settings, window=replace(settings.window, conversation_id=shown))

        if shown != self.services.preferences.settings.window.conversation_id:
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
        page.set_full_width(full=settings.is_full_width)


def run_program(folder: Path | None) -> int:
    """Run the whole program; everything under ``folder`` if one is given."""
    _forbid_core_dumps()
    app = make_application(sys.argv[:1])
    paths = portable_paths(folder) if folder else user_paths()
    return run(app, partial(_run, app, paths))


def _forbid_core_dumps() -> None:
    # A dump of this process would hold keys. Windows has no such limit.
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - only Unix has it

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


async def _run(app: QApplication, paths: Paths) -> int:
    lock = FolderLock(paths.data)
    # A folder that cannot be written has no lock and needs none: the window opens and says so.
    is_free = True
    with suppress(OSError):
        is_free = lock.try_acquire()
    if not is_free:
        words = f"Whinchat is already open with the folder {paths.data}"
        print(words, file=sys.stderr)  # noqa: T201 - for a terminal
        await ask(None, words, ("Close",))
        return 1
    try:
        return await Program(app, Services(paths, os.environ)).run()
    finally:
        lock.release()


def _looks(settings: Settings) -> tuple[object, ...]:
    return settings.theme, settings.font_size, settings.code_font_size, settings.zoom
