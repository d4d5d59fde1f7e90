"""How things stand: who answers, whether it can, and what to do where nobody can."""

import asyncio

from PySide6.QtCore import QObject

from whinchat.domain.model import NO_CHOICE
from whinchat.domain.provider import LOCAL, ProviderProfile
from whinchat.services.keys import Keys
from whinchat.services.local_model import LocalModel, LocalModelState
from whinchat.services.models import Models
from whinchat.services.providers import Providers
from whinchat.services.shelf import NEW
from whinchat.services.tasks import Tasks
from whinchat.ui.navigation import Navigation
from whinchat.ui.settings.key_words import state_line
from whinchat.ui.views import Views
from whinchat.ui.widgets.state_dot import DotState


class Standing(QObject):
    """Keeps the sidebar's foot, the start page and the offer true."""

    def __init__(
        self,
        views: Views,
        navigation: Navigation,
        providers: Providers,
        local_model: LocalModel,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._views = views
        self._navigation = navigation
        self._providers = providers
        self._local_model = local_model
        self._tasks = tasks
        self._could_run = local_model.can_answer
        self._choosing: asyncio.Task[None] | None = None
        navigation.arrived.connect(lambda _id: self.show())
        local_model.changed.add(lambda _status: self._follow_model())

    def follow(self, keys: Keys, models: Models) -> None:
        """Show it anew whenever keys or catalogues change."""
        keys.changed.add(lambda _provider_id: self._choose_anew())
        models.changed.add(lambda _provider_id: self.show())

    def show(self) -> None:
        """Say how things stand now."""
        page = self._views.page
        choice = (page.chat.choice if page.chat else None) or NO_CHOICE
        profile = self._providers.profile(choice.provider_id)
        status = self._local_model.status
        self._views.sidebar.show_provider(*self._line(profile))
        is_local = choice.provider_id == LOCAL
        page.beginnings.show_answerer(
            f"Runs on this computer: {status.sentence}." if is_local else "", offers_key=is_local
        )
        page.offer.show_status(status)
        page.refresh()

    def _line(self, profile: ProviderProfile | None) -> tuple[DotState, str]:
        if profile is None:
            return DotState.OFF, "No model yet"
        if self._providers.can_answer(profile):
            return DotState.GOOD, profile.name
        if profile.id == LOCAL:
            return DotState.WARN, profile.name
        line = state_line(profile, self._providers.key_status(profile))
        return line.dot, f"{profile.name}: {line.words}"

    def _follow_model(self) -> None:
        could_run, self._could_run = self._could_run, self._local_model.can_answer
        if could_run != self._could_run:
            self._choose_anew()
        elif self._local_model.status.state is LocalModelState.FETCHING or not self._could_run:
            self.show()

    def _choose_anew(self) -> None:
        self.show()
        if self._navigation.shown == NEW:
            # Keys come in bursts, and each choice may ask the network for a catalogue.
            if self._choosing is not None:
                self._choosing.cancel()
            self._choosing = self._tasks.start(self._choose_and_show())

    async def _choose_and_show(self) -> None:
        await self._navigation.choose_for_new()
        self.show()
