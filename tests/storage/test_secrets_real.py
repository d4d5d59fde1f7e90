"""The key store with a real GNOME Keyring: open, restarted, locked, killed, frozen, absent."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from fakes.secret_service import RealSecretService, real_secret_service
from whinchat.domain.secret import Secret
from whinchat.domain.values import ProviderId
from whinchat.storage.keyring_answers import KeyringRefused, VaultState
from whinchat.storage.secrets import KeyStore, StoredKey

pytestmark = pytest.mark.desktop

OPENROUTER = ProviderId("openrouter")
KEY = StoredKey("https://openrouter.ai:443", Secret("sk-or-v1-0123456789abcdef3f9c"))


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RealSecretService]:
    with real_secret_service(tmp_path / "keyring", monkeypatch) as running:
        yield running


@pytest.fixture
def store() -> KeyStore:
    return KeyStore()


@asynccontextmanager
async def heartbeat() -> AsyncIterator[list[float]]:
    """Measure how long the event loop was away, while the block runs."""
    gaps: list[float] = []

    async def beat() -> None:
        last = time.monotonic()
        while True:
            await asyncio.sleep(0.005)
            now = time.monotonic()
            gaps.append(now - last)
            last = now

    task = asyncio.get_running_loop().create_task(beat())
    try:
        yield gaps
    finally:
        task.cancel()


async def test_a_key_is_there_again_after_the_daemon_was_restarted(
    service: RealSecretService, store: KeyStore
) -> None:
    service.start()
    await store.write(OPENROUTER, KEY)
    service.stop()
    service.start()
    assert await KeyStore().read(OPENROUTER) == KEY


async def test_it_is_known_by_its_name_and_what_it_holds(
    service: RealSecretService, store: KeyStore
) -> None:
    service.start()
    await store.write(OPENROUTER, KEY)
    vault = await store.look([OPENROUTER, ProviderId("openai")])
    assert (vault.state, vault.where) == (VaultState.OPEN, "GNOME Keyring")
    assert vault.stored == frozenset({OPENROUTER})


async def test_a_removed_key_is_gone(service: RealSecretService, store: KeyStore) -> None:
    service.start()
    await store.write(OPENROUTER, KEY)
    await store.remove(OPENROUTER)
    assert await store.read(OPENROUTER) is None
    assert (await store.look()).stored == frozenset()


async def test_removing_what_is_not_there_is_no_error(
    service: RealSecretService, store: KeyStore
) -> None:
    service.start()
    await store.remove(OPENROUTER)


async def test_a_locked_keyring_says_what_it_holds_and_gives_nothing(
    service: RealSecretService, store: KeyStore
) -> None:
    service.start()
    await store.write(OPENROUTER, KEY)
    service.lock()
    vault = await store.look()
    assert (vault.state, vault.stored) == (VaultState.LOCKED, frozenset({OPENROUTER}))
    assert "GNOME Keyring is locked" in vault.explanation
    with pytest.raises(KeyringRefused) as refusal:
        await store.read(OPENROUTER)
    assert refusal.value.vault.state is VaultState.LOCKED


async def test_unlocking_where_nothing_can_ask_ends_at_once_and_says_so(
    service: RealSecretService, store: KeyStore
) -> None:
    service.start()
    await store.write(OPENROUTER, KEY)
    service.lock()
    async with asyncio.timeout(20):
        with pytest.raises(KeyringRefused) as refusal:
            await store.unlock()
    assert refusal.value.vault.state is VaultState.LOCKED
    assert "stayed locked" in refusal.value.vault.explanation


async def test_a_killed_daemon_comes_back_locked(
    service: RealSecretService, store: KeyStore
) -> None:
    service.start()
    service.allow_activation()
    await store.write(OPENROUTER, KEY)
    service.kill()
    vault = await store.look()
    assert (vault.state, vault.stored) == (VaultState.LOCKED, frozenset({OPENROUTER}))


async def test_a_keyring_that_was_never_set_up_counts_as_locked(
    service: RealSecretService, store: KeyStore
) -> None:
    service.start_locked()
    vault = await store.look()
    assert vault.state is VaultState.LOCKED
    assert "asks for a new password" in vault.explanation


async def test_a_frozen_daemon_is_told_within_three_seconds_and_blocks_nobody(
    service: RealSecretService, store: KeyStore
) -> None:
    service.start()
    await store.write(OPENROUTER, KEY)
    with service.frozen():
        started = time.monotonic()
        async with heartbeat() as gaps:
            vault = await store.look()
        assert time.monotonic() - started < 3
        assert vault.state is VaultState.SILENT
        assert max(gaps) < 1
    assert await store.read(OPENROUTER) == KEY


async def test_without_a_session_bus_there_is_no_keyring(
    store: KeyStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nothing")
    vault = await store.look()
    assert vault.state is VaultState.UNAVAILABLE
    with pytest.raises(KeyringRefused):
        await store.write(OPENROUTER, KEY)


async def test_a_bus_without_a_secret_service_has_no_keyring(
    service: RealSecretService, store: KeyStore
) -> None:
    assert (await store.look()).state is VaultState.UNAVAILABLE


async def test_a_bus_that_died_is_no_keyring_either(
    service: RealSecretService, store: KeyStore
) -> None:
    service.start()
    await store.write(OPENROUTER, KEY)
    service.close()
    assert (await store.look()).state is VaultState.UNAVAILABLE
