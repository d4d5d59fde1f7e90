"""Which model a new conversation takes, and where catalogues come from."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fakes.answerers import Answerers, opened_answerers, profiles_at
from fakes.answers import in_json
from fakes.local_models import BIG, put
from fakes.passwords import FakePasswords, fake_backend
from fakes.server import ScriptedServer
from whinchat.domain.errors import ProviderFailed
from whinchat.domain.model import Model, ModelChoice
from whinchat.domain.provider import ENVIRONMENT, LOCAL
from whinchat.domain.secret import Secret
from whinchat.domain.settings import Settings
from whinchat.domain.values import ProviderId
from whinchat.services import local_model
from whinchat.storage import secrets

OWN, PAID = ProviderId("own"), ProviderId("paid")
KEY = Secret("sk-proj-0123456789abcdef3f9c")


def catalogue(*ids: str) -> dict[str, Any]:
    return {"data": [{"id": model_id, "created": 1} for model_id in ids]}


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        running.documents["/v1/models"] = in_json(catalogue("tiny", "gpt-5.2-mini", "gpt-5.1"))
        yield running


@pytest.fixture
def settings(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(secrets, "load_backend", lambda _names: fake_backend(FakePasswords()))
    monkeypatch.setattr(local_model, "has_runtime", lambda: True)
    return replace(Settings(), providers=profiles_at(server))


@pytest.fixture
async def here(tmp_path: Path, settings: Settings) -> AsyncIterator[Answerers]:
    """A program whose only provider so far is a server of the user's own."""
    async with opened_answerers(tmp_path, settings) as answerers:
        yield answerers


async def without_own_server(here: Answerers) -> None:
    here.change(providers=tuple(p for p in here.providers.profiles if p.id != OWN))


async def test_nobody_to_answer_means_no_choice(here: Answerers) -> None:
    await without_own_server(here)

    assert here.models.choice_for_new() is None
    assert await here.models.find_choice() is None


async def test_a_catalogue_is_asked_for_before_a_model_is_chosen(here: Answerers) -> None:
    assert here.models.choice_for_new() is None

    found = await here.models.find_choice()

    assert found == here.models.choice_for_new() == ModelChoice(OWN, "gpt-5.2-mini")


async def test_the_model_last_used_with_the_provider_comes_first(here: Answerers) -> None:
    await here.models.find_choice()

    here.models.note_used(ModelChoice(OWN, "tiny"))

    assert here.models.choice_for_new() == ModelChoice(OWN, "tiny")


async def test_then_comes_the_first_favourite_that_the_provider_has(here: Answerers) -> None:
    here.change(favourites=("nowhere/at-all", "tiny", "gpt-5.1"))

    assert await here.models.find_choice() == ModelChoice(OWN, "tiny")


async def test_a_key_just_added_brings_its_provider_with_a_sensible_model(here: Answerers) -> None:
    await without_own_server(here)
    profile = here.providers.profile(PAID)
    assert profile is not None
    await here.keys.save(profile, KEY)

    assert await here.models.find_choice() == ModelChoice(PAID, "gpt-5.2-mini")


async def test_the_provider_last_chosen_comes_before_the_others(here: Answerers) -> None:
    profile = here.providers.profile(PAID)
    assert profile is not None
    await here.keys.save(profile, KEY)

    here.models.note_used(ModelChoice(PAID, "gpt-5.1"))

    assert here.models.choice_for_new() == ModelChoice(PAID, "gpt-5.1")


async def test_a_key_that_was_stored_counts_before_the_keyring_was_looked_at(
    tmp_path: Path, here: Answerers
) -> None:
    profile = here.providers.profile(PAID)
    assert profile is not None
    await here.keys.save(profile, KEY)
    here.models.note_used(ModelChoice(PAID, "gpt-5.1"))

    async with opened_answerers(tmp_path, here.preferences.settings) as tomorrow:
        assert tomorrow.models.choice_for_new() == ModelChoice(PAID, "gpt-5.1")


async def test_one_that_cannot_answer_any_more_is_passed_over(here: Answerers) -> None:
    here.models.note_used(ModelChoice(PAID, "gpt-5.1"))

    found = await here.models.find_choice()

    assert found is not None
    assert found.provider_id == OWN


async def test_the_model_on_this_computer_is_the_last_resort(here: Answerers) -> None:
    put(here.stage.folder, BIG)
    here.local_model.look()

    found = await here.models.find_choice()
    assert found is not None
    assert found.provider_id == OWN

    await without_own_server(here)
    assert here.models.choice_for_new() == ModelChoice(LOCAL, "big")


async def test_a_provider_without_a_catalogue_leaves_the_next_one(
    here: Answerers, server: ScriptedServer
) -> None:
    put(here.stage.folder, BIG)
    here.local_model.look()
    server.documents.clear()

    assert await here.models.find_choice() == ModelChoice(LOCAL, "big")


async def test_the_environment_chooses_for_this_run(
    tmp_path: Path, settings: Settings, server: ScriptedServer
) -> None:
    environ = {"WHINCHAT_BASE_URL": server.base_url.text, "WHINCHAT_MODEL": "named"}
    async with opened_answerers(tmp_path, settings, environ) as here:
        assert here.models.choice_for_new() == ModelChoice(ENVIRONMENT, "named")


async def test_without_a_name_the_environments_first_model_is_taken(
    tmp_path: Path, settings: Settings, server: ScriptedServer
) -> None:
    environ = {"WHINCHAT_BASE_URL": server.base_url.text}
    async with opened_answerers(tmp_path, settings, environ) as here:
        assert await here.models.find_choice() == ModelChoice(ENVIRONMENT, "tiny")


async def test_a_key_that_other_programs_left_in_the_environment_spends_no_money_unasked(
    tmp_path: Path, settings: Settings
) -> None:
    builtin = replace(settings, providers=Settings().providers)
    environ = {"OPENAI_API_KEY": KEY.reveal()}
    async with opened_answerers(tmp_path, builtin, environ) as here:
        put(here.stage.folder, BIG)
        here.local_model.look()

        assert here.models.choice_for_new() == ModelChoice(LOCAL, "big")
        here.models.note_used(ModelChoice(ProviderId("openai"), "gpt-5.1"))
        assert here.models.choice_for_new() == ModelChoice(ProviderId("openai"), "gpt-5.1")


async def test_a_catalogue_is_there_after_a_restart_without_the_network(
    tmp_path: Path, settings: Settings, server: ScriptedServer
) -> None:
    async with opened_answerers(tmp_path, settings) as here:
        await here.models.find_choice()
    server.documents.clear()

    async with opened_answerers(tmp_path, settings) as here:
        await here.models.load()
        assert list(here.models.catalogue(OWN)) == ["tiny", "gpt-5.2-mini", "gpt-5.1"]
        assert here.models.choice_for_new() == ModelChoice(OWN, "gpt-5.2-mini")


async def test_a_broken_cache_is_an_empty_one(tmp_path: Path, settings: Settings) -> None:
    async with opened_answerers(tmp_path, settings) as here:
        await here.models.find_choice()
    for file in (tmp_path / "cache").rglob("*.json"):
        file.write_bytes(b'[{"id": 3')

    async with opened_answerers(tmp_path, settings) as here:
        await here.models.load()
        assert here.models.catalogue(OWN) == {}


async def test_a_failed_refresh_keeps_the_old_catalogue(
    here: Answerers, server: ScriptedServer
) -> None:
    profile = here.providers.profiles[0]
    await here.models.refresh(profile)
    server.documents["/v1/models"] = in_json({"error": {"message": "no"}}, 500)

    with pytest.raises(ProviderFailed):
        await here.models.refresh(profile)

    assert "tiny" in here.models.catalogue(OWN)


async def test_a_young_catalogue_is_not_asked_for_again(
    here: Answerers, server: ScriptedServer
) -> None:
    profile = here.providers.profiles[0]
    await here.models.refresh(profile)
    asked = len(server.requests)

    await here.models.refresh(profile, only_if_old=True)
    assert len(server.requests) == asked

    await here.models.refresh(profile)
    assert len(server.requests) == asked + 1


async def test_news_of_a_catalogue_are_told(here: Answerers) -> None:
    told: list[ProviderId] = []
    here.models.changed.add(told.append)

    await here.models.refresh(here.providers.profiles[0])

    assert told == [OWN]


async def test_a_model_nobody_knows_is_at_least_its_id(here: Answerers) -> None:
    assert here.models.find(ModelChoice(OWN, "unheard/of")) == Model("unheard/of")
