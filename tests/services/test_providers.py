"""Who can answer, and what is said before any request leaves."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fakes.answerers import Answerers, opened_answerers, profiles_at
from fakes.local_models import BIG, put
from fakes.passwords import FakePasswords, fake_backend
from fakes.replies import asking
from fakes.server import ScriptedServer
from whinchat.domain.errors import FailureKind, ProviderFailed, Remedy
from whinchat.domain.events import ModelStarting, StreamEvent, TextDelta
from whinchat.domain.model import ModelChoice
from whinchat.domain.provider import LOCAL
from whinchat.domain.secret import Secret
from whinchat.domain.settings import Settings
from whinchat.domain.values import ProviderId
from whinchat.services import local_model
from whinchat.storage import secrets

OWN, PAID = ProviderId("own"), ProviderId("paid")
KEY = Secret("sk-proj-0123456789abcdef3f9c")


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture
async def here(
    tmp_path: Path, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Answerers]:
    monkeypatch.setattr(secrets, "load_backend", lambda _names: fake_backend(FakePasswords()))
    monkeypatch.setattr(local_model, "has_runtime", lambda: True)
    settings = replace(Settings(), providers=profiles_at(server))
    async with opened_answerers(tmp_path, settings) as answerers:
        yield answerers


async def asked(here: Answerers, provider_id: ProviderId) -> list[StreamEvent]:
    choice = ModelChoice(provider_id, "scripted")
    async with here.providers.reply(choice, asking("Hello"), {}) as events:
        return [event async for event in events]


def can_answer(here: Answerers, provider_id: ProviderId) -> bool:
    profile = here.providers.profile(provider_id)
    return profile is not None and here.providers.can_answer(profile)


async def test_a_server_of_ones_own_needs_no_key(here: Answerers, server: ScriptedServer) -> None:
    assert can_answer(here, OWN)

    events = await asked(here, OWN)

    assert "".join(e.text for e in events if isinstance(e, TextDelta)) == "Hello"
    assert "authorization" not in server.posts[0].headers


async def test_without_a_key_nothing_leaves(here: Answerers, server: ScriptedServer) -> None:
    assert not can_answer(here, PAID)

    with pytest.raises(ProviderFailed) as failed:
        await asked(here, PAID)

    failure = failed.value.failure
    assert (failure.kind, failure.remedy) == (FailureKind.KEY_MISSING, Remedy.OPEN_KEY_SETTINGS)
    assert "Paid" in failure.title
    assert server.requests == []


async def test_only_a_message_is_said_to_be_kept_where_a_key_is_missing(here: Answerers) -> None:
    profile = here.providers.profile(PAID)
    assert profile is not None
    await here.keys.save(profile, KEY)
    here.change(providers=(replace(profile, base_url="http://127.0.0.1:9/v1"),))
    elsewhere = here.providers.profile(PAID)
    assert elsewhere is not None

    with pytest.raises(ProviderFailed) as of_message:
        await asked(here, PAID)
    with pytest.raises(ProviderFailed) as of_check:
        await anext(here.providers.check(elsewhere, None))

    why = here.keys.status(elsewhere).explanation
    assert why
    assert of_check.value.failure.explanation == "Add a key, then try again."
    assert of_message.value.failure.explanation == (
        f"{why} Your message is kept. Add a key, then try again."
    )


async def test_with_a_key_it_is_sent_to_its_own_origin(
    here: Answerers, server: ScriptedServer
) -> None:
    profile = here.providers.profile(PAID)
    assert profile is not None
    await here.keys.save(profile, KEY)
    assert can_answer(here, PAID)

    await asked(here, PAID)

    assert server.posts[0].headers["authorization"] == f"Bearer {KEY.reveal()}"


async def test_a_key_does_not_follow_to_another_origin(here: Answerers) -> None:
    profile = here.providers.profile(PAID)
    assert profile is not None
    await here.keys.save(profile, KEY)
    elsewhere = replace(profile, base_url="http://127.0.0.1:9/v1")
    here.change(providers=(elsewhere,))

    assert not can_answer(here, PAID)
    with pytest.raises(ProviderFailed) as failed:
        await asked(here, PAID)
    assert failed.value.failure.kind is FailureKind.KEY_MISSING


@pytest.mark.parametrize("address", ["", "nonsense", "ftp://example.org", "http://example.org/v1"])
async def test_an_address_that_must_not_be_used_is_said_to_be_so(
    here: Answerers, server: ScriptedServer, address: str
) -> None:
    own = here.providers.profiles[0]
    here.change(providers=(replace(own, base_url=address),))

    with pytest.raises(ProviderFailed) as failed:
        await asked(here, OWN)

    failure = failed.value.failure
    assert failure.remedy is Remedy.OPEN_PROVIDER_SETTINGS
    assert "Own server" in failure.title


async def test_a_provider_that_is_gone_asks_for_another_model(here: Answerers) -> None:
    with pytest.raises(ProviderFailed) as failed:
        await asked(here, ProviderId("gone"))

    assert failed.value.failure.remedy is Remedy.CHOOSE_MODEL


async def test_without_weights_this_computer_offers_to_fetch_them(here: Answerers) -> None:
    assert not can_answer(here, LOCAL)

    with pytest.raises(ProviderFailed) as failed:
        await asked(here, LOCAL)

    assert failed.value.failure.remedy is Remedy.FETCH_MODEL


async def test_the_model_here_is_started_by_the_first_request_and_told_how_to_be(
    here: Answerers, server: ScriptedServer
) -> None:
    put(here.stage.folder, BIG)
    here.local_model.look()
    here.stage.script = here.stage.script.replace("http://127.0.0.1:9", server.origin)

    first = await asked(here, LOCAL)
    second = await asked(here, LOCAL)

    assert [isinstance(event, ModelStarting) for event in (first[0], second[0])] == [True, False]
    assert server.posts[0].json["instructions"] == "Be brief."
    assert len(here.stage.servers) == 1
