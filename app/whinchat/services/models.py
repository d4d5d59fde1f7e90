"""Which models there are, and which one a new conversation takes."""

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from whinchat.domain.errors import NotSaved, ProviderFailed
from whinchat.domain.events import StreamEvent
from whinchat.domain.model import Model, ModelChoice
from whinchat.domain.model_choice import sensible_default
from whinchat.domain.outgoing import ReplyRequest
from whinchat.domain.provider import ENVIRONMENT, LOCAL, ProviderProfile
from whinchat.domain.secret import Secret
from whinchat.domain.settings import Settings
from whinchat.domain.values import ProviderId
from whinchat.provider.check import CheckStep
from whinchat.services.listeners import Listeners
from whinchat.services.preferences import Preferences
from whinchat.services.providers import Providers
from whinchat.storage.catalogue_cache import load_catalogue, save_catalogue
from whinchat.storage.disk import Disk

_FRESH_SECONDS = 24 * 3600


class Models:
    """The catalogues of all providers, from the disk at once and from the network in time."""

    def __init__(
        self, providers: Providers, preferences: Preferences, disk: Disk, cache: Path
    ) -> None:
        self.changed: Listeners[ProviderId] = Listeners()
        """Told the provider whose catalogue is new."""
        self._providers = providers
        self._preferences = preferences
        self._disk = disk
        self._cache = cache
        self._catalogues: dict[ProviderId, dict[str, Model]] = {}
        self._fetched_at: dict[ProviderId, float] = {}

    def catalogue(self, provider_id: ProviderId) -> Mapping[str, Model]:
        """Return a provider's models by id, as far as they are known."""
        if provider_id == LOCAL:
            return {model.id: model for model in self._providers.local_models}
        return self._catalogues.get(provider_id, {})

    def known_ids(self) -> frozenset[str]:
        """Return the ids of all models in the catalogues."""
        return frozenset(chain.from_iterable(self._catalogues.values()))

    def find(self, choice: ModelChoice) -> Model:
        """Return what is known of a model; at least its id."""
        known = self.catalogue(choice.provider_id).get(choice.model_id)
        return known or Model(choice.model_id)

    def reply(
        self, choice: ModelChoice, request: ReplyRequest
    ) -> AbstractAsyncContextManager[AsyncIterator[StreamEvent]]:
        """Ask for a reply, with what the catalogue knows of the model."""
        return self._providers.reply(choice, request, self.catalogue(choice.provider_id))

    def check(
        self, profile: ProviderProfile, key: Secret | None = None
    ) -> AsyncIterator[CheckStep]:
        """Try the connection to a provider, with the model that would be used there.

        A ``key`` is tried instead of the one that is known, and kept nowhere.
        """
        last = self._preferences.settings.last_models.get(profile.id)
        model_id = last or sensible_default(tuple(self.catalogue(profile.id).values()))
        return self._providers.check(profile, model_id, key)

    async def load(self) -> None:
        """Read the catalogues that were kept."""
        for profile in self._providers.profiles:
            models = await self._disk.run(partial(load_catalogue, self._cache, profile.id))
            if models:
                self._put(profile.id, models)

    async def refresh(self, profile: ProviderProfile, *, only_if_old: bool = False) -> None:
        """Fetch a provider's catalogue; the old one stays if that fails.

        Raises ``ProviderFailed``.
        """
        if profile.id == LOCAL:
            return
        age = time.monotonic() - self._fetched_at.get(profile.id, float("-inf"))
        if only_if_old and age < _FRESH_SECONDS:
            return
        models = await self._providers.list_models(profile)
        self._fetched_at[profile.id] = time.monotonic()
        self._put(profile.id, models)
        with suppress(NotSaved):  # It is only a cache.
            await self._disk.run(partial(save_catalogue, self._cache, profile.id, models))

    def choice_for_new(self) -> ModelChoice | None:
        """Return what a new conversation talks to, or ``None`` where that is not known yet.

        The provider last chosen comes first, then any that can answer; the model is the one last
        used with it, a favourite, or a sensible one from its catalogue.
        """
        profile = next(iter(self._able()), None)
        model_id = self._model_at(profile) if profile else None
        return ModelChoice(profile.id, model_id) if profile and model_id else None

    async def find_choice(self) -> ModelChoice | None:
        """Return the same, having asked for the catalogues that are missing."""
        for profile in self._able():
            if self._model_at(profile) is None:
                with suppress(ProviderFailed):
                    await self.refresh(profile)
            if (model_id := self._model_at(profile)) is not None:
                return ModelChoice(profile.id, model_id)
        return None

    def note_used(self, choice: ModelChoice) -> None:
        """Remember a choice of the user's for the next new conversation."""

        def change(settings: Settings) -> Settings:
            last_models = {**settings.last_models, choice.provider_id: choice.model_id}
            return replace(settings, provider_id=choice.provider_id, last_models=last_models)

        self._preferences.update(change)

    def _able(self) -> list[ProviderProfile]:
        profiles = [p for p in self._providers.profiles if self._providers.can_answer(p)]
        return sorted(profiles, key=self._rank)

    def _rank(self, profile: ProviderProfile) -> tuple[bool, bool, bool, bool]:
        # The environment's own choice holds for this run, then the user's. Anything with a key
        # answers better than the model on this computer, but money is not spent unasked.
        return (
            profile.id != ENVIRONMENT,
            profile.id != self._preferences.settings.provider_id,
            self._providers.is_only_offered(profile),
            profile.id == LOCAL,
        )

    def _model_at(self, profile: ProviderProfile) -> str | None:
        settings = self._preferences.settings
        if profile.id == ENVIRONMENT and self._providers.environment.model:
            return self._providers.environment.model
        if profile.id == LOCAL:
            return next(iter(self.catalogue(LOCAL)), None)
        if last := settings.last_models.get(profile.id):
            return last
        catalogue = self.catalogue(profile.id)
        if profile.id == ENVIRONMENT:
            return next(iter(catalogue), None)
        favourite = next((name for name in settings.favourites if name in catalogue), None)
        return favourite or sensible_default(tuple(catalogue.values()))

    def _put(self, provider_id: ProviderId, models: tuple[Model, ...]) -> None:
        self._catalogues[provider_id] = {model.id: model for model in models}
        self.changed.tell(provider_id)
