"""Proxies from the environment: the right one, none where none is wanted, never an error."""

import pytest

from fakes.answers import Answer
from fakes.replies import KEY, NOWHERE, ONCE, asking, client_of, gathered
from fakes.server import ScriptedServer
from whinchat.domain.address import parse_base_url
from whinchat.domain.errors import FailureKind, ProviderFailed
from whinchat.provider.proxies import parse_proxies
from whinchat.provider.transport import Transport

OPENROUTER = parse_base_url("https://openrouter.ai/api/v1")
LOOPBACK = parse_base_url("http://127.0.0.1:8080/v1")


@pytest.mark.parametrize(
    ("values", "proxy"),
    [
        ({}, None),
        ({"https": "http://proxy:3128"}, "http://proxy:3128"),
        ({"https": "proxy:3128/"}, "http://proxy:3128"),
        ({"http": "http://proxy:3128"}, None),
        ({"all": "socks5://proxy:1080"}, "socks5://proxy:1080"),
        ({"all": "socks://proxy:1080/"}, "socks5://proxy:1080"),
        ({"all": "SOCKS5H://proxy"}, "socks5h://proxy"),
        ({"https": "http://me:pass@proxy:1", "all": "socks5://x"}, "http://me:pass@proxy:1"),
        ({"https": "http://proxy", "no": "openrouter.ai"}, None),
        ({"https": "http://proxy", "no": ".ai, example.org"}, None),
        ({"https": "http://proxy", "no": "*.openrouter.ai:443"}, None),
        ({"https": "http://proxy", "no": "router.ai"}, "http://proxy"),
        ({"https": "http://proxy", "no": "*"}, None),
        ({"https": "http://proxy", "no": "[::1],,10.0.0.0/8"}, "http://proxy"),
    ],
)
def test_the_environments_proxy_is_used_where_it_is_meant(
    values: dict[str, str], proxy: str | None
) -> None:
    assert parse_proxies(values).proxy_for(OPENROUTER) == proxy


@pytest.mark.parametrize(
    ("entry", "host"),
    [("10.0.0.0/8", "10.1.2.3"), ("[2001:db8::]/32", "[2001:db8::7]"), ("10.1.2.3", "10.1.2.3")],
)
def test_addresses_are_left_out_by_network(entry: str, host: str) -> None:
    url = parse_base_url(f"https://{host}/v1")
    assert parse_proxies({"https": "http://proxy", "no": entry}).proxy_for(url) is None


def test_this_computer_is_reached_without_a_proxy() -> None:
    assert parse_proxies({"all": "http://proxy", "http": "http://x"}).proxy_for(LOOPBACK) is None


@pytest.mark.parametrize("value", ["ftp://x", "http://[oops", "http://", "http://p:0", "x:y:z"])
def test_a_broken_value_is_a_complaint(value: str) -> None:
    proxies = parse_proxies({"https": value})
    assert proxies.proxy_for(OPENROUTER) is None
    assert len(proxies.complaints) == 1


def test_a_complaint_shows_no_password() -> None:
    [complaint] = parse_proxies({"https": "ftp://me:secret@proxy"}).complaints
    assert "secret" not in complaint


async def ask_through(proxy: ScriptedServer) -> ProviderFailed:
    transport = Transport(proxies={"https": f"http://me:hunter2hunter2@127.0.0.1:{proxy.port}"})
    client = client_of(transport, NOWHERE, back_off=ONCE)
    with pytest.raises(ProviderFailed) as raised:
        await gathered(client, asking("Hi"))
    await transport.close()
    return raised.value


@pytest.mark.parametrize("status", [403, 407, 502])
async def test_a_proxy_that_refuses_is_named_and_gets_no_key(status: int) -> None:
    with ScriptedServer() as proxy:
        proxy.answer_with(Answer((), status=status))
        failed = await ask_through(proxy)
        [request] = proxy.requests
    assert (request.method, request.path) == ("CONNECT", "a.test:443")
    assert failed.failure.kind is FailureKind.PROXY
    assert KEY.reveal() not in repr(request)
    assert "hunter2" not in repr(failed.failure)
