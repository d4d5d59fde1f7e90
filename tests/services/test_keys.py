"""Which key a provider gets, and what is said about it, with keyrings in memory."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring.errors
import pytest

from fakes.passwords import FakePasswords, fake_backend, raising
from whinchat.domain.errors import BadAddress
from whinchat.domain.provider import BUILT_IN, LOCAL, ProviderProfile
from whinchat.domain.secret import Secret
from whinchat.domain.settings import Settings
from whinchat.domain.values import ProviderId
from whinchat.services.environment import take_environment
from whinchat.services.key_status import KeyState, foreign_key_warning
from whinchat.services.keys import Keys
from whinchat.services.preferences import Preferences
from whinchat.storage import secrets
from whinchat.storage.disk import Disk
from whinchat.storage.keyring_backends import CREDENTIAL_MANAGER
from whinchat.storage.secrets import KeyStore

OPENAI = next(profile for profile in BUILT_IN if profile.id == "openai")
ELSEWHERE = replace(OPENAI, base_url="https://elsewhere.example/v1")
KEY = Secret("sk-proj-0123456789abcdef3f9c")
OTHER = Secret("sk-proj-another-one-0000")


@pytest.fixture
def passwords(monkeypatch: pytest.MonkeyPatch) -> FakePasswords:
    fake = FakePasswords()
    monkeypatch.setattr(secrets, "load_backend", lambda _names: fake_backend(fake))
    return fake


@pytest.fixture
def preferences(tmp_path: Path) -> Iterator[Preferences]:
    disk = Disk()
    yield Preferences(Settings(), tmp_path / "settings.json", disk)
    assert disk.close(10)


@pytest.fixture
def keys(passwords: FakePasswords, preferences: Preferences) -> Keys:
    return Keys(KeyStore(), preferences)


def restarted(preferences: Preferences, environ: dict[str, str] | None = None) -> Keys:
    """Return the keys of a program that has just started."""
    return Keys(KeyStore(), preferences, take_environment(environ or {}))


async def test_a_saved_key_is_used_now_and_after_a_restart(
    keys: Keys, preferences: Preferences
) -> None:
    status = await keys.save(OPENAI, KEY)
    assert (status.state, status.where) == (KeyState.STORED, "Credential Manager")
    assert status.tail == "3f9c"
    assert await keys.key_for(OPENAI) == KEY
    assert await restarted(preferences).key_for(OPENAI) == KEY


async def test_a_key_goes_to_the_origin_it_was_saved_for_and_nowhere_else(
    keys: Keys, preferences: Preferences
) -> None:
    await keys.save(OPENAI, KEY)
    for holder in (keys, restarted(preferences)):
        assert await holder.key_for(ELSEWHERE) is None
        status = holder.status(ELSEWHERE)
        assert status.state is KeyState.NONE
        assert "https://api.openai.com:443" in status.explanation
    assert await keys.key_for(replace(OPENAI, base_url="https://api.openai.com/v2")) == KEY


@pytest.mark.parametrize(
    "address", ["", "http://api.openai.com/v1", "https://api.openai.com:8443/v1", "nonsense"]
)
async def test_an_address_with_another_origin_or_none_gets_no_key(keys: Keys, address: str) -> None:
    await keys.save(OPENAI, KEY)
    assert await keys.key_for(replace(OPENAI, base_url=address)) is None


async def test_no_key_is_kept_for_an_address_that_must_not_be_used(keys: Keys) -> None:
    with pytest.raises(BadAddress):
        await keys.save(replace(OPENAI, base_url="http://elsewhere.example"), KEY)
    assert keys.secrets == ()


async def test_a_key_the_keyring_does_not_take_is_kept_for_the_session(
    keys: Keys, passwords: FakePasswords, preferences: Preferences
) -> None:
    passwords.on_set = raising(keyring.errors.PasswordSetError("denied"))
    status = await keys.save(OPENAI, KEY)
    assert status.state is KeyState.SESSION_ONLY
    assert "until you quit" in status.explanation
    assert await keys.key_for(OPENAI) == KEY
    assert await restarted(preferences).key_for(OPENAI) is None


async def test_a_new_key_replaces_the_stored_one(keys: Keys, preferences: Preferences) -> None:
    await keys.save(OPENAI, KEY)
    await keys.save(OPENAI, OTHER)
    assert await restarted(preferences).key_for(OPENAI) == OTHER


async def test_a_removed_key_is_gone_for_good(
    keys: Keys, passwords: FakePasswords, preferences: Preferences
) -> None:
    await keys.save(OPENAI, KEY)
    status = await keys.remove(OPENAI)
    assert status.state is KeyState.NONE
    assert passwords.entries == {}
    assert preferences.settings.key_backends == {}
    assert await keys.key_for(OPENAI) is None


async def test_a_key_that_could_not_be_removed_is_still_there_and_it_is_said(
    keys: Keys, passwords: FakePasswords
) -> None:
    await keys.save(OPENAI, KEY)
    passwords.on_delete = raising(keyring.errors.KeyringError("busy"))
    status = await keys.remove(OPENAI)
    assert status.state is KeyState.STORED
    assert await keys.key_for(OPENAI) == KEY


async def test_which_keyring_holds_a_key_is_noted_in_the_settings(
    keys: Keys, preferences: Preferences
) -> None:
    await keys.save(OPENAI, KEY)
    assert preferences.settings.key_backends == {"openai": CREDENTIAL_MANAGER}


async def test_another_keyring_than_before_is_said(
    passwords: FakePasswords, preferences: Preferences
) -> None:
    preferences.update(lambda old: replace(old, key_backends={"openai": "some.other.Keyring"}))
    keys = restarted(preferences)
    await keys.refresh()
    assert "Another keyring" in keys.status(OPENAI).explanation


async def test_everybody_is_told_when_a_key_changes(keys: Keys) -> None:
    told: list[ProviderId] = []
    keys.changed.add(told.append)
    await keys.save(OPENAI, KEY)
    assert told == [OPENAI.id]


async def test_the_model_on_this_computer_has_no_key(keys: Keys) -> None:
    local = next(profile for profile in BUILT_IN if profile.id == LOCAL)
    assert keys.status(local).state is KeyState.NOT_NEEDED
    assert await keys.key_for(local) is None


async def test_before_anybody_looked_nothing_is_claimed(keys: Keys) -> None:
    assert keys.status(OPENAI).state is KeyState.CHECKING


async def test_a_key_in_the_environment_is_used_while_none_is_saved(
    passwords: FakePasswords, preferences: Preferences
) -> None:
    environ = {"OPENAI_API_KEY": KEY.reveal()}
    keys = restarted(preferences, environ)
    assert "OPENAI_API_KEY" not in environ
    status = keys.status(OPENAI)
    assert (status.state, status.where) == (KeyState.FROM_ENVIRONMENT, "OPENAI_API_KEY")
    assert await keys.key_for(OPENAI) == KEY
    assert await keys.key_for(ELSEWHERE) is None
    await keys.save(OPENAI, OTHER)
    assert await keys.key_for(OPENAI) == OTHER


async def test_a_key_in_the_environment_can_be_put_aside(
    passwords: FakePasswords, preferences: Preferences
) -> None:
    keys = restarted(preferences, {"OPENAI_API_KEY": KEY.reveal()})
    await keys.refresh()
    await keys.remove(OPENAI)
    assert await keys.key_for(OPENAI) is None


async def test_the_provider_of_the_environment_has_its_key(
    passwords: FakePasswords, preferences: Preferences
) -> None:
    found = take_environment(
        {"WHINCHAT_BASE_URL": "http://127.0.0.1:8080/v1", "WHINCHAT_API_KEY": KEY.reveal()}
    )
    assert found.provider is not None
    keys = Keys(KeyStore(), preferences, found)
    assert await keys.key_for(found.provider) == KEY


@pytest.mark.parametrize(
    ("profile_id", "text", "name"),
    [
        ("openai", "sk-or-v1-abc", "OpenRouter"),
        ("openai", "sk-ant-abc", "Anthropic"),
        ("openrouter", "sk-proj-abc", "OpenAI"),
        ("openrouter", "sk-or-v1-abc", ""),
        ("openai", "sk-proj-abc", ""),
        ("openai", "", ""),
    ],
)
def test_a_key_of_somebody_else_is_noticed(profile_id: str, text: str, name: str) -> None:
    profile: ProviderProfile = next(item for item in BUILT_IN if item.id == profile_id)
    warning = foreign_key_warning(profile, text)
    assert (name in warning) if name else warning == ""
