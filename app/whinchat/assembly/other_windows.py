"""The windows beside the one of the conversations: settings and the trash."""

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from whinchat.assembly.outgoing import Outgoing
from whinchat.assembly.services import Services
from whinchat.domain.model import ModelChoice
from whinchat.ui.chat.model_words import button_words
from whinchat.ui.importing.importing import Importing
from whinchat.ui.main_window import MainWindow
from whinchat.ui.outside import show_folder
from whinchat.ui.settings.parts import DataTools, KnownModel, SettingsParts
from whinchat.ui.theme.theme import Theme

if TYPE_CHECKING:
    from whinchat.ui.restoring.restoring import Restoring
    from whinchat.ui.settings.window import SettingsWindow
    from whinchat.ui.trash.window import TrashWindow


class OtherWindows:
    """Each is imported and built when it is first asked for: the start does not wait for them."""

    def __init__(
        self,
        services: Services,
        theme: Theme,
        window: MainWindow,
        importing: Importing,
        outgoing: Outgoing,
    ) -> None:
        self.settings: SettingsWindow | None = None
        self.trash: TrashWindow | None = None
        self._services = services
        self._theme = theme
        self._window = window
        self._toast = window.views.toast
        self._importing = importing
        self._outgoing = outgoing

    def open_settings(self, page: str) -> None:
        """Open the settings window at a page; it is built when it is first asked for."""
        if self.settings is None:
            from whinchat.ui.settings.window import SettingsWindow  # noqa: PLC0415 - see above

            self.settings = SettingsWindow(self._settings_parts())
        self.settings.open_page(page)

    def open_trash(self) -> None:
        """Open the trash; its window is built when it is first asked for."""
        if self.trash is None:
            from whinchat.ui.trash.window import TrashWindow  # noqa: PLC0415 - see above

            services = self._services
            self.trash = TrashWindow(
                self._theme, services.shelf, services.tasks, services.library.attachment
            )
        self.trash.open()

    def close(self) -> None:
        """Close what is open of them."""
        for other in (self.settings, self.trash):
            if other is not None:
                other.close()

    def _settings_parts(self) -> SettingsParts:
        services = self._services
        return SettingsParts(
            theme=self._theme,
            preferences=services.preferences,
            keys=services.keys,
            tasks=services.tasks,
            check=services.models.check,
            data_folder=services.paths.data,
            show_folder=show_folder,
            local_model=services.local_model,
            data=self._make_data_tools(),
            environment=services.providers.environment.provider,
            known_models=self._known_models,
        )

    def _make_data_tools(self) -> DataTools:
        services = self._services
        restoring = self._make_restoring()
        return DataTools(
            backups=services.safety.backups,
            look_for_backups=lambda: self._start(services.safety.backups.look()),
            restore=lambda: restoring.open(self.settings),
            import_from=self._importing.open,
            export_all=lambda: self._outgoing.export(()),
            open_trash=self.open_trash,
            rebuild_index=lambda: self._start(services.search.rebuild()),
        )

    def _make_restoring(self) -> "Restoring":
        from whinchat.ui.restoring.restoring import Restoring  # noqa: PLC0415 - see above

        services = self._services
        both = services.safety.backups, services.safety.restores
        return Restoring(self._window, self._theme, self._toast, both, services.tasks)

    def _known_models(self) -> list[KnownModel]:
        """Return what could be asked for titles, those who can answer first."""
        services = self._services
        return [
            KnownModel(ModelChoice(profile.id, model.id), button_words(model, profile))
            for profile in services.providers.profiles
            if services.providers.can_answer(profile)
            for model in services.models.catalogue(profile.id).values()
        ]

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._services.tasks.start(work)
