"""Fetching the models of a provider."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from fakes.answers import Answer, Ending, Framing, in_json
from fakes.replies import client_of, endpoint_of
from fakes.server import ScriptedServer
from whinchat.domain.address import parse_base_url
from whinchat.domain.errors import FailureKind, ProviderFailed
from whinchat.domain.model import Model
from whinchat.provider.catalogue import sister_url
from whinchat.provider.client import ResponsesClient
from whinchat.provider.endpoint import Deadlines
from whinchat.provider.transport import Transport


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture
async def client(server: ScriptedServer) -> AsyncIterator[ResponsesClient]:
    transport = Transport(proxies={})
    deadlines = Deadlines(connect_seconds=2, first_byte_seconds=2)
    yield client_of(transport, endpoint_of(server), deadlines)
    await transport.close()


async def test_models_are_listed(server: ScriptedServer, client: ResponsesClient) -> None:
    assert await client.list_models() == (Model("scripted"),)
    [request] = server.requests
    assert (request.method, request.path) == ("GET", "/v1/models")


async def test_a_large_catalogue_in_many_pieces_is_listed(
    server: ScriptedServer, client: ResponsesClient
) -> None:
    body = in_json({"data": [{"id": f"m{number}"} for number in range(5000)]}).body
    pieces = tuple(body[at : at + 1000] for at in range(0, len(body), 1000))
    server.documents["/v1/models"] = Answer(pieces, content_type="application/json")
    assert len(await client.list_models()) == 5000


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (in_json({"error": "no"}, 404), "NOT_FOUND"),
        (in_json({"error": {"message": "no"}}, 401), "KEY_REJECTED"),
        (in_json({"error": {"message": "no"}}, 503), "OVERLOADED"),
        (Answer((b"<html>",), content_type="text/html"), "NOT_AN_API"),
        (Answer((b"[1]",), content_type="application/json"), "NOT_AN_API"),
        (Answer((b'{"data"',), framing=Framing.CHUNKED, ending=Ending.CUT), "CUT"),
        (Answer((b"{",), ending=Ending.STALL), "TIMED_OUT"),
    ],
)
async def test_what_goes_wrong_is_said(
    server: ScriptedServer, client: ResponsesClient, answer: Answer, kind: str
) -> None:
    server.documents["/v1/models"] = answer
    with pytest.raises(ProviderFailed) as raised:
        await client.list_models()
    assert raised.value.failure.kind is FailureKind[kind]
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        ("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1/key"),
        ("https://openrouter.ai/api/alpha", "https://openrouter.ai/api/v1/key"),
        ("https://api.openai.com/v1", "https://api.openai.com/v1/key"),
    ],
)
def test_openrouters_alpha_path_has_replies_only(base_url: str, url: str) -> None:
    with ScriptedServer() as server:
        endpoint = replace(endpoint_of(server), base_url=parse_base_url(base_url))
    assert sister_url(endpoint, "key") == url
