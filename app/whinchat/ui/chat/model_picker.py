"""The searchable list of models, which also takes any id that is typed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from whinchat.domain.errors import ProviderFailed
from whinchat.domain.model import ModelChoice
from whinchat.domain.provider import ProviderProfile
from whinchat.domain.values import ProviderId
from whinchat.services.models import Models
from whinchat.services.providers import Providers
from whinchat.services.tasks import Tasks
from whinchat.ui.chat.model_words import facts, short_name
from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.choices import Choice
from whinchat.ui.widgets.search_list import SearchList


class ModelPicker(QObject):
    """Offers the models of every provider that can answer, the one in use first."""

    chosen = Signal(ModelChoice)

    def __init__(
        self, theme: Theme, window: QWidget, providers: Providers, models: Models, tasks: Tasks
    ) -> None:
        super().__init__(window)
        self._providers = providers
        self._models = models
        self._tasks = tasks
        self._current = ModelChoice(ProviderId(""), "")
        self._take: Callable[[ModelChoice], None] = self.chosen.emit
        self._choices: dict[str, ModelChoice] = {}
        self._list = SearchList(theme, "Models", window, free_text="Use “{}”")
        self._list.chosen.connect(self._choose)
        models.changed.add(lambda _provider_id: self._fill())

    def open_at(
        self,
        anchor: QWidget,
        current: ModelChoice,
        take: Callable[[ModelChoice], None] | None = None,
    ) -> None:
        """Open beside ``anchor``; catalogues older than a day are fetched meanwhile.

        Who opens it for something else than the conversation's model takes the choice itself.
        """
        self._current = current
        self._take = take or self.chosen.emit
        self._fill()
        self._list.open_at(anchor)
        for profile in self._able():
            self._tasks.start(self._refresh(profile))

    def _able(self) -> list[ProviderProfile]:
        able = [p for p in self._providers.profiles if self._providers.can_answer(p)]
        return sorted(able, key=lambda profile: profile.id != self._current.provider_id)

    async def _refresh(self, profile: ProviderProfile) -> None:
        try:
            await self._models.refresh(profile, only_if_old=True)
        except ProviderFailed:
            # The list shows what is known, and any id can be typed.
            return

    def _fill(self) -> None:
        choices: list[Choice] = []
        self._choices.clear()
        chosen_key = ""
        for profile in self._able():
            for model in self._models.catalogue(profile.id).values():
                choice = ModelChoice(profile.id, model.id)
                key = f"{model.id} · {profile.name}"
                self._choices[key] = choice
                choices.append(Choice(key, short_name(model), facts(model)))
                chosen_key = key if choice == self._current else chosen_key
        self._list.set_choices(choices, chosen_key=chosen_key)

    def _choose(self, key: str) -> None:
        # What is no key was typed: an id for the provider in use.
        typed = ModelChoice(self._provider_for_typed(), key.strip())
        self._take(self._choices.get(key, typed))

    def _provider_for_typed(self) -> ProviderId:
        able = self._able()
        return self._current.provider_id or (able[0].id if able else ProviderId(""))
