"""Every provider's key: from the keyring, from this session or from the environment."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from whinchat.domain.address import parse_base_url
from whinchat.domain.errors import BadAddress
from whinchat.domain.provider import LOCAL, ProviderProfile
from whinchat.domain.secret import Secret
from whinchat.domain.values import ProviderId
from whinchat.services.environment import Environment
from whinchat.services.key_status import (
    KeyState,
    KeyStatus,
    absent_status,
    elsewhere_status,
    environment_status,
    session_status,
    waiting_status,
)
from whinchat.services.listeners import Listeners
from whinchat.services.preferences import Preferences
from whinchat.services.tasks import Tasks
from whinchat.storage.keyring_answers import KeyringRefused, Vault, VaultState
from whinchat.storage.secrets import KeyStore, StoredKey

_PAUSE_SECONDS = 5.0
"""Between two looks at a keyring that does not respond."""


class Keys:
    """Gives each provider its key, and only where it may go: a key is bound to an origin.

    The keyring comes first, then the key of this session, then the environment. Nothing here
    blocks, and nothing but ``unlock`` makes the system ask the user for a password.
    """

    def __init__(
        self, store: KeyStore, preferences: Preferences, environment: Environment | None = None
    ) -> None:
        self._store = store
        self._preferences = preferences
        self._from_environment = dict((environment or Environment()).keys)
        self._vault: Vault | None = None
        """The keyring as it was seen last; ``None`` until somebody looked."""
        self._stored: dict[ProviderId, StoredKey] = {}
        """What was read from the keyring, so that a reply need not wait for it."""
        self._session: dict[ProviderId, StoredKey] = {}
        self._waiting: set[ProviderId] = set()
        self._looking = asyncio.Lock()
        self._tasks = Tasks()
        self._is_recovering = False
        self.changed: Listeners[ProviderId] = Listeners()

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Return every key in memory, for what must keep them out of texts."""
        ours = (*self._stored.values(), *self._session.values())
        named = tuple(self._from_environment.values())
        return (*(stored.key for stored in ours), *(found.key for found in named))

    def status(self, profile: ProviderProfile) -> KeyStatus:
        """Return what is known of a provider's key now, without looking anywhere."""
        if profile.id == LOCAL:
            return KeyStatus(KeyState.NOT_NEEDED)
        if profile.id in self._waiting:
            return waiting_status(self._where)
        return self._held_status(profile) or self._absent_status(profile)

    async def key_for(self, profile: ProviderProfile) -> Secret | None:
        """Return the key to send to the profile's base URL, if there is one.

        A key that was saved for another origin is none. Looks into the keyring where needed, for
        a few seconds at most; a locked one stays locked.
        """
        if profile.id == LOCAL:
            return None
        if (key := self._held(profile)) is not None:
            return key
        if self._vault is None or self._vault.state is not VaultState.OPEN:
            await self.refresh()
        elif self._may_be_stored(profile.id):
            await self._read((profile.id,))
        return self._held(profile)

    async def save(self, profile: ProviderProfile, key: Secret) -> KeyStatus:
        """Keep a key for the profile's origin, in the keyring if that takes it.

        Otherwise it is kept until the program ends, and the status says why. Cancelling leaves
        it at that as well. Raises ``BadAddress`` for a base URL that must not be used.
        """
        stored = StoredKey(parse_base_url(profile.base_url).origin, key)
        self._session[profile.id] = stored
        try:
            await self._write(profile.id, stored)
        finally:
            self.changed.tell(profile.id)
        return self.status(profile)

    async def remove(self, profile: ProviderProfile) -> KeyStatus:
        """Forget a provider's key everywhere; one from the environment, for this run.

        Where the keyring does not do it, the status says so and the key is still there.
        """
        if self._session.pop(profile.id, None) is None and not self._may_be_stored(profile.id):
            self._from_environment.pop(profile.id, None)
        try:
            if self._may_be_stored(profile.id):
                await self._store.remove(profile.id)
                self._forget(profile.id)
        except KeyringRefused as refusal:
            self._see(refusal.vault)
        finally:
            self.changed.tell(profile.id)
        return self.status(profile)

    async def unlock(self, profile: ProviderProfile) -> KeyStatus:
        """Let the system ask the user to unlock the keyring, and wait for the answer.

        Then the keys in it are read, and those of this session are put into it. Cancelling
        leaves everything as it was.
        """
        self._waiting.add(profile.id)
        self.changed.tell(profile.id)
        try:
            await self._store.unlock()
        except KeyringRefused as refusal:
            self._see(refusal.vault)
        else:
            await self.refresh()
            for provider_id, stored in tuple(self._session.items()):
                await self._write(provider_id, stored)
        finally:
            self._waiting.discard(profile.id)
            self._tell_all()
        return self.status(profile)

    async def refresh(self) -> None:
        """Look at the keyring without asking anybody, and read the keys that can be read so."""
        async with self._looking:
            profiles = self._preferences.settings.providers
            vault = await self._store.look(profile.id for profile in profiles)
            self._see(vault)
            if vault.state is VaultState.OPEN and vault.is_silent:
                await self._read(
                    profile.id for profile in profiles if self._may_be_stored(profile.id)
                )
        self._tell_all()

    async def close(self) -> None:
        """Stop watching the keyring."""
        await self._tasks.close()

    @property
    def _where(self) -> str:
        return self._vault.where if self._vault else ""

    def _held(self, profile: ProviderProfile) -> Secret | None:
        """Return the key in memory that may be sent to the profile's origin."""
        origin = _origin_of(profile)
        for keys in (self._session, self._stored, self._from_environment):
            held = keys.get(profile.id)
            if held is not None and held.origin == origin:
                return held.key
        return None

    def _held_status(self, profile: ProviderProfile) -> KeyStatus | None:
        origin = _origin_of(profile)
        session = self._session.get(profile.id)
        if session is not None and session.origin == origin:
            return session_status(self._vault, session.key)
        stored = self._stored.get(profile.id)
        if stored is not None and stored.origin == origin:
            return KeyStatus(KeyState.STORED, self._where, stored.key.tail)
        found = self._from_environment.get(profile.id)
        if found is not None and found.origin == origin:
            return environment_status(found)
        if elsewhere := session or stored:
            return elsewhere_status(self._where, elsewhere.origin)
        return None

    def _absent_status(self, profile: ProviderProfile) -> KeyStatus:
        if self._vault is None:
            return KeyStatus(KeyState.CHECKING)
        before = self._preferences.settings.key_backends.get(profile.id, "")
        is_stored = self._may_be_stored(profile.id)
        return absent_status(self._vault, before, is_stored=is_stored)

    def _may_be_stored(self, provider_id: ProviderId) -> bool:
        """Tell whether the keyring has an entry, as far as can be known without reading it."""
        vault = self._vault
        if provider_id in self._stored or vault is None:
            return True
        if vault.stored is not None:
            return provider_id in vault.stored
        return self._preferences.settings.key_backends.get(provider_id) == vault.class_name

    async def _read(self, provider_ids: Iterable[ProviderId]) -> None:
        for provider_id in tuple(provider_ids):
            try:
                stored = await self._store.read(provider_id)
            except KeyringRefused as refusal:
                self._see(refusal.vault)
                return
            if stored is not None:
                self._stored[provider_id] = stored
            else:
                self._stored.pop(provider_id, None)

    async def _write(self, provider_id: ProviderId, stored: StoredKey) -> None:
        """Move a key from the session into the keyring, if that takes it."""
        try:
            vault = await self._store.write(provider_id, stored)
        except KeyringRefused as refusal:
            self._see(refusal.vault)
            return
        if self._session.get(provider_id) is stored:
            del self._session[provider_id]
        self._stored[provider_id] = stored
        known = vault.stored
        self._vault = replace(vault, stored=None if known is None else known | {provider_id})
        self._note_backend(provider_id, vault.class_name)

    def _see(self, vault: Vault) -> None:
        """Take note of the keyring's state; keys from one that is locked now are forgotten."""
        self._vault = vault
        if vault.state is VaultState.LOCKED:
            self._stored.clear()
        if vault.state is VaultState.SILENT and not self._is_recovering:
            self._is_recovering = True
            self._tasks.start(self._recover())

    async def _recover(self) -> None:
        """Look again when the keyring is back."""
        try:
            await asyncio.sleep(_PAUSE_SECONDS)
            await self._store.wait_until_idle()
        finally:
            self._is_recovering = False
        await self.refresh()

    def _forget(self, provider_id: ProviderId) -> None:
        self._stored.pop(provider_id, None)
        vault = self._vault
        if vault is not None and vault.stored is not None:
            self._vault = replace(vault, stored=vault.stored - {provider_id})
        self._note_backend(provider_id, "")

    def _note_backend(self, provider_id: ProviderId, class_name: str) -> None:
        """Remember which keyring holds the key; an empty name means none."""
        before = self._preferences.settings.key_backends
        others = {name: value for name, value in before.items() if name != provider_id}
        after = {**others, provider_id: class_name} if class_name else others
        self._preferences.update(
            lambda settings: replace(settings, key_backends=MappingProxyType(after))
        )

    def _tell_all(self) -> None:
        for profile in self._preferences.settings.providers:
            self.changed.tell(profile.id)


def _origin_of(profile: ProviderProfile) -> str:
    try:
        return parse_base_url(profile.base_url).origin
    except BadAddress:
        return ""
