"""Choosing models, and fetching one for this computer."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from whinchat.domain.errors import ProviderFailed
from whinchat.domain.model import NO_CHOICE, ModelChoice
from whinchat.services.local_model import LocalModel
from whinchat.services.models import Models
from whinchat.services.preferences import Preferences
from whinchat.services.tasks import Tasks
from whinchat.ui.choosing_paths import FILE, choose_paths
from whinchat.ui.navigation import Navigation
from whinchat.ui.views import Views


@dataclass(frozen=True, slots=True)
class ActionServices:
    """The services that the window's actions use."""

    models: Models
    local_model: LocalModel
    preferences: Preferences
    tasks: Tasks


class ModelActions(QObject):
    """What the user does with models, from wherever in the window."""

    def __init__(
        self, window: QWidget, views: Views, navigation: Navigation, services: ActionServices
    ) -> None:
        super().__init__(window)
        self._window = window
        self._views = views
        self._navigation = navigation
        self._services = services
        self._fetch: asyncio.Task[Any] | None = None
        offer = views.page.offer
        offer.fetch_requested.connect(self.fetch_model)
        offer.cancel_requested.connect(self._cancel_fetch)
        offer.file_requested.connect(self.choose_model_file)
        views.page.header.model_requested.connect(self.open_picker)
        views.picker.chosen.connect(self._choose)

    def open_picker(self) -> None:
        """Let the user choose the conversation's model."""
        page = self._views.page
        choice = (page.chat.choice if page.chat else None) or NO_CHOICE
        self._views.picker.open_at(page.header.model_button, choice)

    def fetch_model(self) -> None:
        """Fetch the model for this computer."""
        if self._fetch is None or self._fetch.done():
            self._fetch = self._services.tasks.start(self._fetch_model())

    def choose_model_file(self) -> None:
        """Let the user choose weights of their own."""
        filters = ("Model files (*.gguf)",)
        choose_paths(self._window, "Choose a model file", FILE, self._take_file, filters=filters)

    def _take_file(self, paths: list[Path]) -> None:
        self._services.tasks.start(self._use_model_file(paths[0]))

    def _choose(self, choice: ModelChoice) -> None:
        page = self._views.page
        if page.chat is not None:
            page.chat.choose(choice)
            self._services.models.note_used(choice)
            page.refresh()

    async def _fetch_model(self) -> None:
        try:
            await self._services.local_model.fetch()
        except ProviderFailed as error:
            self._views.toast.show_notice(error.failure.title)
            return
        await self._navigation.choose_for_new()

    async def _use_model_file(self, path: Path) -> None:
        try:
            await self._services.local_model.choose_file(path)
        except ProviderFailed as error:
            self._views.toast.show_notice(error.failure.explanation)
            return
        self._services.preferences.update(
            lambda settings: replace(settings, local_model_file=str(path))
        )
        await self._navigation.choose_for_new()

    def _cancel_fetch(self) -> None:
        if self._fetch is not None:
            self._fetch.cancel()
