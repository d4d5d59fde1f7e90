"""Keys in the system's keyring: written, read back and compared; never in a file of ours."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from whinchat.domain.secret import BadKey, Secret, parse_key
from whinchat.domain.values import ProviderId
from whinchat.storage.keyring_answers import (
    KeyringRefused,
    NotKept,
    Vault,
    VaultState,
    explained,
    locked,
)
from whinchat.storage.keyring_backends import (
    FREEDESKTOP,
    SERVICE,
    Backend,
    allowed_class_names,
    load_backend,
)
from whinchat.storage.keyring_thread import KeyringThread
from whinchat.storage.secret_service import SecretServiceLine

Answer = TypeVar("Answer")

_VERSION = 1
_MOST_COPIES = 8


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key, and the one origin it may be sent to."""

    origin: str
    key: Secret


@dataclass(frozen=True, slots=True)
class KeyringDeadlines:
    """How long to wait for a keyring, in seconds."""

    load: float = 15.0
    """Finding one; imports libraries the first time."""
    look: float = 2.0
    use: float = 5.0


class KeyStore:
    """The system's keyring, as one place for keys.

    Nothing here blocks the caller's thread, and only ``unlock`` lets the system ask the user
    (macOS and KWallet may ask on any call; those then have no deadline). Every call may be
    cancelled; what the keyring answers afterwards is dropped.
    """

    def __init__(
        self,
        class_names: Sequence[str] = allowed_class_names(),
        deadlines: KeyringDeadlines | None = None,
    ) -> None:
        self._class_names = tuple(class_names)
        self._deadlines = deadlines or KeyringDeadlines()
        self._thread = KeyringThread()
        self._where = ""
        """What the keyring was called when it last answered."""
        self._known_ids: set[ProviderId] = set()
        """Whose entries to look for: a keyring that was not opened yet cannot list them."""

    async def look(self, provider_ids: Iterable[ProviderId] = ()) -> Vault:
        """Return the keyring's state, and which of the providers it has keys of.

        Nobody is asked for anything. Raises only when cancelled.
        """
        self._known_ids |= {*provider_ids}
        try:
            return await self._look()
        except KeyringRefused as refusal:
            return refusal.vault

    async def read(self, provider_id: ProviderId) -> StoredKey | None:
        """Return the key of one provider. Raises ``KeyringRefused``."""
        self._known_ids.add(provider_id)
        vault = await self._require_open()
        return await self._use(vault, lambda backend: _get(backend, provider_id))

    async def write(self, provider_id: ProviderId, stored: StoredKey) -> Vault:
        """Store a key and see that it can be read back. Raises ``KeyringRefused``."""
        self._known_ids.add(provider_id)
        vault = await self._require_open()
        await self._use(vault, lambda backend: _set(backend, provider_id, stored), stored.key)
        return vault

    async def remove(self, provider_id: ProviderId) -> None:
        """Delete a key and see that it is gone. Raises ``KeyringRefused``."""
        vault = await self._require_open()
        await self._use(vault, lambda backend: _delete(backend, provider_id))

    async def unlock(self) -> Vault:
        """Let the system ask the user to unlock it, and wait. Raises ``KeyringRefused``.

        Cancelling takes the question back where the keyring allows that.
        """
        vault = await self._look()
        if vault.state is not VaultState.LOCKED:
            return vault
        line = SecretServiceLine()
        async with explained(vault):
            await self._thread.run(line.unlock, None, line.cut)
        return await self._require_open()

    async def wait_until_idle(self) -> None:
        """Return once a keyring that did not respond has come back."""
        await self._thread.wait_until_idle()

    async def _look(self) -> Vault:
        async with explained(Vault(VaultState.UNAVAILABLE)):
            backend = await self._load()
        vault = Vault(
            VaultState.OPEN,
            self._where or backend.where,
            class_name=backend.class_name,
            is_silent=backend.is_silent,
        )
        if backend.class_name != FREEDESKTOP:
            return vault
        line = SecretServiceLine()
        async with explained(vault):
            look = partial(line.glance, frozenset(self._known_ids))
            glimpse = await self._thread.run(look, self._deadlines.look, line.cut)
        self._where = glimpse.where
        vault = replace(vault, where=glimpse.where, stored=glimpse.provider_ids)
        return locked(vault, is_made=glimpse.has_collection) if glimpse.is_locked else vault

    async def _require_open(self) -> Vault:
        vault = await self._look()
        if vault.state is not VaultState.OPEN:
            raise KeyringRefused(vault)
        return vault

    async def _load(self) -> Backend:
        names = self._class_names
        return await self._thread.run(lambda: load_backend(names), self._deadlines.load)

    async def _use(
        self, vault: Vault, call: Callable[[Backend], Answer], *secrets: Secret
    ) -> Answer:
        async with explained(vault, *secrets):
            backend = await self._load()
            seconds = self._deadlines.use if backend.is_silent else None
            return await self._thread.run(lambda: call(backend), seconds)


def _get(backend: Backend, provider_id: ProviderId) -> StoredKey | None:
    text = backend.passwords.get_password(SERVICE, provider_id)
    if not isinstance(text, str):
        return None
    try:
        content = json.loads(text)
        return StoredKey(str(content["origin"]), parse_key(content["key"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, BadKey):
        return None  # Not an entry of ours: the key is asked for again and written over it.


def _set(backend: Backend, provider_id: ProviderId, stored: StoredKey) -> None:
    content = {"v": _VERSION, "origin": stored.origin, "key": stored.key.reveal()}
    backend.passwords.set_password(SERVICE, provider_id, json.dumps(content))
    if _get(backend, provider_id) != stored:
        _delete(backend, provider_id)
        raise NotKept


def _delete(backend: Backend, provider_id: ProviderId) -> None:
    """Delete every copy: some keyrings can hold several and give one at a time."""
    for _ in range(_MOST_COPIES):
        if backend.passwords.get_password(SERVICE, provider_id) is None:
            return
        backend.passwords.delete_password(SERVICE, provider_id)
    raise NotKept
