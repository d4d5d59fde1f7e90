"""The model on this computer: what it says of itself, one start for all, and its bad days."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from fakes.local_models import BIG, TINY, Stage, put
from fakes.waiting import until
from whinchat.domain.errors import Failure, FailureKind, ProviderFailed, Remedy
from whinchat.provider.endpoint import Endpoint
from whinchat.provider.local import LocalServer
from whinchat.services import local_model
from whinchat.services.local_model import LocalModelState, LocalModelStatus
from whinchat.storage.disk import Disk

State = LocalModelState
BROKEN = Failure(FailureKind.CUT, "The answer broke off", "Continue it.", Remedy.CONTINUE)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    disk = Disk()
    made = Stage(tmp_path / "models", disk)
    made.folder.mkdir()
    yield made
    for server in made.servers:
        await server.close()
    assert disk.close(10)


def test_without_weights_it_says_what_could_be_fetched(stage: Stage) -> None:
    model = stage.model()

    assert model.status == LocalModelStatus(
        State.NO_WEIGHTS,
        "Big",
        "often wrong",
        None,
        "8 MB, fetched once, licence MIT.",
    )
    assert not model.can_answer
    assert model.models == ()


def test_the_first_of_the_known_files_answers(stage: Stage) -> None:
    put(stage.folder, TINY)
    tiny = stage.model()
    put(stage.folder, BIG)
    big = stage.model()

    assert (tiny.model_id, tiny.status.label) == ("tiny", "Tiny")
    assert (big.model_id, big.instructions) == ("big", "Be brief.")
    assert big.status == LocalModelStatus(State.READY, "Big", "often wrong")
    assert [entry.id for entry in big.models] == ["big"]
    assert big.models[0].is_free


def test_a_file_of_another_size_is_not_taken_for_the_known_one(stage: Stage) -> None:
    put(stage.folder, replace(BIG, size=7))

    assert stage.model().status.state is State.NO_WEIGHTS


def test_without_an_engine_only_a_key_helps(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    put(stage.folder, BIG)
    monkeypatch.setattr(local_model, "has_runtime", lambda: False)
    model = stage.model()

    assert model.status.state is State.NO_RUNTIME
    assert not model.can_answer


async def test_a_request_without_weights_is_told_to_fetch_them(stage: Stage) -> None:
    with pytest.raises(ProviderFailed) as caught:
        await stage.model().endpoint()

    assert caught.value.failure.remedy is Remedy.FETCH_MODEL


async def test_weights_that_came_meanwhile_are_seen_at_the_next_request(stage: Stage) -> None:
    model = stage.model()
    put(stage.folder, BIG)

    await model.endpoint()

    assert model.is_running


async def test_two_callers_share_one_start(stage: Stage) -> None:
    put(stage.folder, BIG)
    model = stage.model()

    first, second = await asyncio.gather(model.endpoint(), model.endpoint())

    assert first is second
    assert await model.endpoint() is first
    assert len(stage.servers) == 1
    assert stage.states == [State.STARTING, State.RUNNING]


async def test_a_caller_that_leaves_does_not_end_the_start_of_another(stage: Stage) -> None:
    put(stage.folder, BIG)
    model = stage.model()
    leaving, staying = (asyncio.ensure_future(model.endpoint()) for _ in range(2))
    await asyncio.sleep(0)

    leaving.cancel()

    assert (await staying).base_url.is_loopback
    assert leaving.cancelled()
    assert len(stage.servers) == 1


async def test_a_failed_start_is_told_to_every_caller_and_tried_again_by_the_next(
    stage: Stage,
) -> None:
    put(stage.folder, BIG)
    good, stage.script = stage.script, """print('{"failed": "bad_weights"}')"""
    model = stage.model()

    outcomes = await asyncio.gather(model.endpoint(), model.endpoint(), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes] == [ProviderFailed, ProviderFailed]
    assert model.status.state is State.FAILED
    assert "damaged" in model.status.detail
    stage.script = good
    await model.endpoint()
    assert model.status == LocalModelStatus(State.RUNNING, "Big", "often wrong")


async def test_a_start_that_breaks_is_tried_again_by_the_next(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(stage.folder, BIG)
    model = stage.model()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, _context: None)

    async def start(_server: LocalServer) -> Endpoint:
        raise RuntimeError("nobody thought of this")

    with monkeypatch.context() as patch:
        patch.setattr(LocalServer, "start", start)
        with pytest.raises(RuntimeError):
            await model.endpoint()
    loop.set_exception_handler(None)
    await model.endpoint()

    assert model.is_running


async def test_a_crash_is_said_and_the_next_request_starts_anew(stage: Stage) -> None:
    put(stage.folder, BIG)
    model = stage.model()
    await model.endpoint()
    pid = stage.servers[0].pid
    assert pid is not None

    psutil.Process(pid).kill()
    why = await model.explain(BROKEN)

    assert why.kind is FailureKind.LOCAL_MODEL
    await until(lambda: model.status.state is State.FAILED)
    assert await model.endpoint() is not None
    assert len(stage.servers) == 2


async def test_another_failure_stays_what_it_is(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_model, "_GRACE_SECONDS", 0.05)
    put(stage.folder, BIG)
    model = stage.model()
    assert await model.explain(BROKEN) is BROKEN
    await model.endpoint()
    assert await model.explain(BROKEN) is BROKEN

    await stage.servers[0].close()

    too_long = replace(BROKEN, kind=FailureKind.TOO_LONG)
    assert await model.explain(too_long) is too_long


async def test_closing_ends_the_child_and_says_ready(stage: Stage) -> None:
    put(stage.folder, BIG)
    model = stage.model()
    await model.endpoint()

    await model.close()
    await model.close()

    assert not stage.servers[0].is_running
    assert model.status.state is State.READY


async def test_closing_while_it_starts_ends_the_child(stage: Stage) -> None:
    put(stage.folder, BIG)
    stage.script = "import time; time.sleep(600)"
    model = stage.model()
    caller = asyncio.ensure_future(model.endpoint())
    await until(lambda: stage.servers and stage.servers[0].is_running)

    await model.close()
    await asyncio.wait({caller})

    await stage.servers[0].wait_until_ended()
    assert not stage.servers[0].is_running


async def test_a_fetch_shows_its_progress_and_ends_ready(stage: Stage) -> None:
    model = stage.model()
    fetching = asyncio.ensure_future(model.fetch())
    await asyncio.sleep(0)
    await model.fetch()
    with pytest.raises(ProviderFailed, match="still being fetched"):
        await model.endpoint()

    stage.fetch.go_on.set()
    await fetching

    assert stage.fetch.calls == 1
    assert [status.progress for status in stage.seen] == [0.0, 0.1, 0.5, None]
    assert model.status == LocalModelStatus(State.READY, "Big", "often wrong")


async def test_a_fetch_that_is_stopped_can_be_gone_on_with(stage: Stage) -> None:
    model = stage.model()
    fetching = asyncio.ensure_future(model.fetch())
    await asyncio.sleep(0)

    fetching.cancel()
    await asyncio.wait({fetching})

    stopped = model.status
    stage.fetch.go_on.set()
    await model.fetch()
    assert (stopped.state, model.status.state) == (State.NO_WEIGHTS, State.READY)
    assert "goes on from there" in stopped.detail


async def test_a_model_that_starts_meanwhile_does_not_let_a_second_fetch_begin(
    stage: Stage, tmp_path: Path
) -> None:
    model = stage.model()
    fetching = asyncio.ensure_future(model.fetch())
    await asyncio.sleep(0)
    await model.choose_file(put(tmp_path, replace(TINY, file_name="My model.gguf")))

    await asyncio.wait_for(model.fetch(), 1)
    stage.fetch.go_on.set()
    await fetching

    assert stage.fetch.calls == 1


async def test_a_fetch_that_fails_says_why(stage: Stage) -> None:
    model = stage.model()
    stage.fetch.failure = Failure(FailureKind.LOCAL_MODEL, "Not fetched", "The disk is full.")
    stage.fetch.go_on.set()

    with pytest.raises(ProviderFailed, match="Not fetched"):
        await model.fetch()

    assert (model.status.state, model.status.detail) == (State.FAILED, "The disk is full.")


async def test_a_file_of_ones_own_comes_first_and_replaces_the_running_one(
    stage: Stage, tmp_path: Path
) -> None:
    put(stage.folder, BIG)
    own = put(tmp_path, replace(TINY, file_name="My model.gguf"))
    model = stage.model()
    await model.endpoint()

    await model.choose_file(own)

    assert not stage.servers[0].is_running
    assert (model.model_id, model.status.state) == ("My model", State.READY)
    assert stage.model(own).model_id == "My model"
    assert stage.model(tmp_path / "gone.gguf").model_id == "big"


async def test_a_file_that_is_no_model_is_refused_and_nothing_changes(
    stage: Stage, tmp_path: Path
) -> None:
    put(stage.folder, BIG)
    (tmp_path / "letter.gguf").write_text("Dear Sir")
    model = stage.model()

    with pytest.raises(ProviderFailed, match=r"letter\.gguf is not a model"):
        await model.choose_file(tmp_path / "letter.gguf")

    assert model.model_id == "big"
