"""The key store with keyrings that fail, lie and hang: always a state, never a surprise."""

import asyncio
import json
import threading

import keyring.errors
import pytest
import secretstorage

from fakes.passwords import FakePasswords, fake_backend, raising
from whinchat.domain.secret import Secret
from whinchat.domain.values import ProviderId
from whinchat.storage import secrets
from whinchat.storage.keyring_answers import KeyringRefused, VaultState
from whinchat.storage.secrets import KeyringDeadlines, KeyStore, StoredKey

OPENAI = ProviderId("openai")
KEY = StoredKey("https://api.openai.com:443", Secret("sk-canary-0123456789abcdef"))


@pytest.fixture
def passwords(monkeypatch: pytest.MonkeyPatch) -> FakePasswords:
    fake = FakePasswords()
    monkeypatch.setattr(secrets, "load_backend", lambda _names: fake_backend(fake))
    return fake


@pytest.fixture
def store(passwords: FakePasswords) -> KeyStore:
    return KeyStore(deadlines=KeyringDeadlines(use=0.2))


async def test_a_key_is_stored_with_its_origin_and_read_back(
    store: KeyStore, passwords: FakePasswords
) -> None:
    await store.write(OPENAI, KEY)
    assert json.loads(passwords.entries["whinchat", "openai"]) == {
        "v": 1,
        "origin": KEY.origin,
        "key": KEY.key.reveal(),
    }
    assert await store.read(OPENAI) == KEY


async def test_the_keyring_is_never_touched_on_the_main_thread(
    store: KeyStore, passwords: FakePasswords
) -> None:
    await store.write(OPENAI, KEY)
    assert passwords.threads == {"keyring"}


async def test_a_removed_key_is_gone_in_every_copy(
    store: KeyStore, passwords: FakePasswords
) -> None:
    copies = ["third", "second"]
    await store.write(OPENAI, KEY)

    def delete_one() -> None:
        if copies:
            copies.pop()
        else:
            passwords.entries.clear()

    passwords.on_delete = delete_one
    await store.remove(OPENAI)
    assert await store.read(OPENAI) is None


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (keyring.errors.NoKeyringError(), VaultState.UNAVAILABLE),
        (keyring.errors.KeyringLocked(), VaultState.LOCKED),
        (keyring.errors.InitError("no collection"), VaultState.UNAVAILABLE),
        (keyring.errors.PasswordSetError(), VaultState.FAILED),
        (keyring.errors.KeyringError("odd"), VaultState.FAILED),
        (secretstorage.SecretServiceNotAvailableException(), VaultState.UNAVAILABLE),
        (secretstorage.LockedException(), VaultState.LOCKED),
        (secretstorage.PromptDismissedException(), VaultState.LOCKED),
        (FileNotFoundError("no socket"), VaultState.FAILED),
        (ModuleNotFoundError("dbus"), VaultState.FAILED),
        (ConnectionResetError("bus gone"), VaultState.UNAVAILABLE),
        (TimeoutError(), VaultState.SILENT),
        (OSError(1783, "The stub received bad data"), VaultState.FAILED),
        (RuntimeError("{braces} in a message"), VaultState.FAILED),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
async def test_whatever_a_keyring_raises_becomes_a_state_in_words(
    store: KeyStore, passwords: FakePasswords, error: Exception, state: VaultState
) -> None:
    passwords.on_get = passwords.on_set = raising(error)
    for call in (store.read(OPENAI), store.write(OPENAI, KEY), store.remove(OPENAI)):
        with pytest.raises(KeyringRefused) as refused:
            await call
        assert refused.value.vault.state is state
        assert refused.value.vault.explanation.endswith((".", ")"))
        assert "canary" not in str(refused.value)


async def test_a_key_in_an_error_is_masked(store: KeyStore, passwords: FakePasswords) -> None:
    passwords.on_set = raising(ValueError(f"cannot encode {KEY.key.reveal()}"))
    with pytest.raises(KeyringRefused) as refused:
        await store.write(OPENAI, KEY)
    assert "canary" not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"bytes",
        17,
        "",
        "sk-a-plain-key",
        "null",
        "[]",
        '{"v": 1}',
        '{"v": 1, "origin": "https://x:443", "key": null}',
        '{"v": 1, "origin": "https://x:443", "key": "with\\nbreak"}',
        "[" * 100_000,
    ],
)
async def test_an_entry_that_is_not_ours_is_no_key(
    store: KeyStore, passwords: FakePasswords, answer: object
) -> None:
    passwords.on_get = lambda: answer
    assert await store.read(OPENAI) is None


async def test_a_keyring_that_keeps_nothing_is_found_out(
    store: KeyStore, passwords: FakePasswords
) -> None:
    passwords.on_set = lambda: None
    with pytest.raises(KeyringRefused) as refused:
        await store.write(OPENAI, KEY)
    assert refused.value.vault.state is VaultState.FAILED


async def test_a_keyring_that_keeps_something_else_is_found_out_and_emptied(
    store: KeyStore, passwords: FakePasswords
) -> None:
    other = '{"v": 1, "origin": "https://api.openai.com:443", "key": "cut"}'
    passwords.on_set = lambda: passwords.entries.update({("whinchat", "openai"): other})
    with pytest.raises(KeyringRefused):
        await store.write(OPENAI, KEY)
    assert passwords.entries == {}


async def test_a_keyring_that_hangs_is_given_up_and_used_again_once_it_is_back(
    store: KeyStore, passwords: FakePasswords
) -> None:
    hanging = threading.Event()
    await store.write(OPENAI, KEY)
    passwords.on_get = lambda: hanging.wait(30)
    for _ in range(2):
        with pytest.raises(KeyringRefused) as refused:
            await store.read(OPENAI)
        assert refused.value.vault.state is VaultState.SILENT
    passwords.on_get = None
    hanging.set()
    await store.wait_until_idle()
    assert await store.read(OPENAI) == KEY


async def test_what_comes_too_late_has_no_effect(store: KeyStore, passwords: FakePasswords) -> None:
    hanging = threading.Event()
    passwords.on_get = lambda: hanging.wait(30)
    reading = asyncio.ensure_future(store.read(OPENAI))
    await asyncio.sleep(0.05)
    reading.cancel()
    hanging.set()
    await store.wait_until_idle()
    assert reading.cancelled()
    passwords.on_get = None
    assert await store.read(OPENAI) is None


async def test_the_thread_of_a_keyring_never_keeps_the_process_alive(
    store: KeyStore, passwords: FakePasswords
) -> None:
    await store.read(OPENAI)
    threads = [thread for thread in threading.enumerate() if thread.name == "keyring"]
    assert threads
    assert all(thread.daemon for thread in threads)


async def test_the_thread_ends_with_its_store(passwords: FakePasswords) -> None:
    others = set(threading.enumerate())
    store = KeyStore()
    await store.read(OPENAI)
    (thread,) = set(threading.enumerate()) - others
    del store
    await asyncio.to_thread(thread.join, 10)
    assert not thread.is_alive()
