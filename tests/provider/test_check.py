"""“Test connection” tells a bad key, no credit, no network, TLS trouble and a wrong URL apart."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fakes.answers import Answer, in_json
from fakes.replies import KEY, endpoint_of
from fakes.server import ScriptedServer
from whinchat.domain.address import parse_base_url
from whinchat.domain.errors import FailureKind
from whinchat.domain.provider import ProviderKind
from whinchat.domain.values import ProviderId
from whinchat.provider.check import CheckKind, CheckStep, check_connection
from whinchat.provider.endpoint import DEADLINES, Deadlines, Endpoint
from whinchat.provider.transport import Transport


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


async def steps_of(
    endpoint: Endpoint, model: str | None = None, deadlines: Deadlines = DEADLINES
) -> list[CheckStep]:
    transport = Transport(proxies={})
    steps = [step async for step in check_connection(transport, endpoint, model, deadlines)]
    await transport.close()
    return steps


def openrouter(server: ScriptedServer, **account: object) -> Endpoint:
    server.documents["/v1/key"] = in_json({"data": {"label": "sk-or-v1-abc...xyz", **account}})
    return endpoint_of(server, ProviderKind.OPENROUTER)


async def test_every_step_of_a_good_connection_is_told(server: ScriptedServer) -> None:
    steps = await steps_of(openrouter(server, limit_remaining=4.12), "scripted")
    assert [(step.kind, step.label) for step in steps] == [
        (CheckKind.HOST, "Found 127.0.0.1"),
        (CheckKind.SECURITY, "Connected"),
        (CheckKind.KEY, "Key accepted, $4.12 left"),
        (CheckKind.MODEL, "Model answers, first word"),
    ]
    assert all(step.failure is None and step.milliseconds >= 0 for step in steps)


async def test_a_key_without_a_limit_is_just_accepted(server: ScriptedServer) -> None:
    steps = await steps_of(openrouter(server, limit_remaining=None))
    assert steps[-1].label == "Key accepted"


async def test_the_question_to_the_model_is_small_and_asked_once(server: ScriptedServer) -> None:
    await steps_of(openrouter(server), "scripted")
    [post] = server.posts
    assert post.json["max_output_tokens"] == 16


async def test_elsewhere_the_models_are_asked_for(server: ScriptedServer) -> None:
    steps = await steps_of(endpoint_of(server))
    assert [request.path for request in server.requests if request.method] == ["/v1/models"]
    assert steps[-1].label == "Key accepted"


async def test_a_server_without_a_catalogue_can_still_answer(server: ScriptedServer) -> None:
    del server.documents["/v1/models"]
    steps = await steps_of(endpoint_of(server), "scripted")
    assert [step.kind for step in steps][-1] is CheckKind.MODEL
    assert steps[-1].failure is None


def failing(server: ScriptedServer, answer: Answer) -> Endpoint:
    server.documents["/v1/key"] = answer
    return endpoint_of(server, ProviderKind.OPENROUTER)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (in_json({"error": {"message": "User not found.", "code": 401}}, 401), "KEY_REJECTED"),
        (in_json({"data": {"limit_remaining": 0}}), "NO_CREDIT"),
        (in_json({"data": {"limit_remaining": -0.5}}), "NO_CREDIT"),
        (in_json({}, 308, {"Location": "https://elsewhere.test/"}), "REDIRECTED"),
        (in_json({"error": "Not Found"}, 404), "NOT_FOUND"),
        (Answer((b"<html><title>Sign in</title>",), content_type="text/html"), "NOT_AN_API"),
        (Answer((b"nothing",), content_type="text/plain"), "NOT_AN_API"),
    ],
)
async def test_the_key_step_says_what_is_wrong(
    server: ScriptedServer, answer: Answer, kind: str
) -> None:
    steps = await steps_of(failing(server, answer), "scripted")
    failure = steps[-1].failure
    assert failure is not None
    assert (steps[-1].kind, failure.kind) == (CheckKind.KEY, FailureKind[kind])
    assert steps[-1].label == failure.title
    assert server.posts == []


async def test_a_wrong_url_of_a_server_is_named(server: ScriptedServer) -> None:
    endpoint = replace(endpoint_of(server), base_url=parse_base_url(f"{server.origin}/wrong/place"))
    steps = await steps_of(endpoint)
    failure = steps[-1].failure
    assert failure is not None
    assert failure.kind is FailureKind.NOT_FOUND


async def test_nothing_there_is_refused() -> None:
    with ScriptedServer() as gone:
        endpoint = endpoint_of(gone)
    steps = await steps_of(endpoint)
    failure = steps[-1].failure
    assert failure is not None
    assert (steps[-1].kind, failure.kind) == (CheckKind.SECURITY, FailureKind.REFUSED_CONNECTION)


async def test_a_host_that_does_not_exist_is_not_found() -> None:
    address = parse_base_url("https://no-such-host.invalid/v1")
    endpoint = Endpoint(ProviderId("x"), "Testing", ProviderKind.COMPATIBLE, address, KEY)
    [step] = await steps_of(endpoint)
    assert step.failure is not None
    assert (step.kind, step.failure.kind) == (CheckKind.HOST, FailureKind.NAME_NOT_FOUND)


async def test_tls_trouble_is_told_before_anything_is_sent(server: ScriptedServer) -> None:
    address = parse_base_url(f"https://localhost:{server.port}/v1")
    endpoint = replace(endpoint_of(server), base_url=address)
    steps = await steps_of(endpoint, deadlines=Deadlines(connect_seconds=1))
    failure = steps[-1].failure
    assert failure is not None
    assert steps[-1].kind is CheckKind.SECURITY
    assert server.requests == []


async def test_a_model_that_fails_is_told(server: ScriptedServer) -> None:
    server.answer_error(404, {"error": {"message": "No such model", "code": "model_not_found"}})
    steps = await steps_of(openrouter(server), "x/y")
    failure = steps[-1].failure
    assert failure is not None
    assert (failure.kind, failure.server_words) == (FailureKind.NOT_FOUND, "No such model")
