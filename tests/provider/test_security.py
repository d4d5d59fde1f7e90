"""Where a key goes and where it does not; and servers that mean harm."""

import gzip
import logging
import os
import resource
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import trustme

from fakes.answers import Answer, Ending, Framing
from fakes.replies import KEY, ONCE, asking, client_of, endpoint_of, gathered, reply_from
from fakes.server import ScriptedServer
from whinchat.domain.address import parse_base_url
from whinchat.domain.conversation import Status
from whinchat.domain.errors import Failure, FailureKind, ProviderFailed
from whinchat.domain.provider import ProviderKind
from whinchat.domain.values import ProviderId
from whinchat.provider.endpoint import Deadlines, Endpoint
from whinchat.provider.transport import Transport

MEBIBYTE = 1 << 20


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    made = Transport(proxies={})
    yield made
    await made.close()


async def failure_from(transport: Transport, endpoint: Endpoint) -> Failure:
    client = client_of(transport, endpoint, Deadlines(connect_seconds=2), back_off=ONCE)
    with pytest.raises(ProviderFailed) as raised:
        await gathered(client, asking("Hi"))
    return raised.value.failure


async def test_the_key_goes_into_one_header_and_nowhere_else(server: ScriptedServer) -> None:
    await reply_from(server, asking("Hi"))
    [post] = server.posts
    assert post.headers["authorization"] == f"Bearer {KEY.reveal()}"
    others = {name: value for name, value in post.headers.items() if name != "authorization"}
    assert KEY.reveal() not in f"{post.path}{others}{post.body!r}"


async def test_nothing_of_a_request_is_logged(
    server: ScriptedServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await reply_from(server, asking("Secret words"))
    assert not any(word in caplog.text for word in (KEY.reveal(), KEY.tail, "Secret words"))


async def test_no_key_is_no_header(server: ScriptedServer, transport: Transport) -> None:
    await gathered(client_of(transport, endpoint_of(server, key=None)), asking("Hi"))
    assert "authorization" not in server.posts[0].headers


async def test_openrouter_alone_learns_the_programs_name(
    server: ScriptedServer, transport: Transport
) -> None:
    for kind in ProviderKind:
        await gathered(client_of(transport, endpoint_of(server, kind)), asking("Hi"))
    titles = [post.headers.get("x-openrouter-title") for post in server.posts]
    assert titles == ["Whinchat", None, None, None]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_never_followed(
    server: ScriptedServer, transport: Transport, status: int
) -> None:
    with ScriptedServer() as elsewhere:
        server.answer_error(status, {}, {"Location": f"{elsewhere.origin}/v1/responses"})
        failure = await failure_from(transport, endpoint_of(server))
        assert elsewhere.requests == []
    assert failure.kind is FailureKind.REDIRECTED
    assert "127.0.0.1" in failure.explanation


async def test_a_compressed_answer_is_refused_unread(
    server: ScriptedServer, transport: Transport
) -> None:
    bomb = gzip.compress(b"\0" * (64 * MEBIBYTE))
    server.answer_with(Answer((bomb,), headers={"Content-Encoding": "gzip"}))
    failure = await failure_from(transport, endpoint_of(server))
    assert failure.kind is FailureKind.NOT_AN_API
    assert server.posts[0].headers["accept-encoding"] == "identity"


async def test_a_line_without_an_end_stays_small(server: ScriptedServer) -> None:
    server.answer_with(Answer((b"data: ", *([b"x" * MEBIBYTE] * 200))))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reply = await reply_from(server, asking("Hi"))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert reply.failure.kind is FailureKind.TOO_MUCH
    assert grown < 200, f"{grown} MiB"


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param((b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 200_000,), id="a flood of headers"),
        pytest.param((b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 2_000_000,), id="a long header"),
        pytest.param((b"\x16\x03\x01nonsense\r\n\r\n",), id="no HTTP at all"),
        pytest.param((b"HTTP/1.1 999 What\r\n\r\n",), id="a status that does not exist"),
    ],
)
async def test_answers_that_are_no_http_end_in_a_sentence(
    server: ScriptedServer, transport: Transport, steps: tuple[bytes, ...]
) -> None:
    server.answer_with(Answer(steps, framing=Framing.RAW, ending=Ending.CUT))
    failure = await failure_from(transport, endpoint_of(server))
    assert failure.title
    assert failure.explanation


@pytest.mark.parametrize("status", [400, 401, 403, 429, 500])
async def test_a_key_that_a_server_echoes_is_masked(
    server: ScriptedServer, transport: Transport, status: int
) -> None:
    words = f"Incorrect API key provided: {KEY.reveal()}. Bearer {KEY.reveal()}"
    server.answer_error(status, {"error": {"message": words, "code": KEY.reveal()}})
    failure = await failure_from(transport, endpoint_of(server))
    assert KEY.reveal() not in repr(failure)
    assert KEY.tail not in repr(failure)
    assert "Incorrect API key provided" in failure.server_words


async def test_a_key_echoed_in_the_stream_is_masked(server: ScriptedServer) -> None:
    server.answer_event(type="error", message=f"Bad key {KEY.reveal()}")
    reply = await reply_from(server, asking("Hi"))
    assert reply.status is Status.FAILED
    assert KEY.reveal() not in repr(reply.end)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def secure_server(issuer: trustme.CA, *names: str) -> ScriptedServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issuer.issue_cert(*names).configure_cert(context)
    return ScriptedServer(tls=context, host="localhost")


def trusting(authority: trustme.CA, folder: Path) -> Transport:
    path = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return Transport(proxies={}, ca_file=path)


async def test_a_trusted_certificate_is_trusted(authority: trustme.CA, tmp_path: Path) -> None:
    transport = trusting(authority, tmp_path)
    with secure_server(authority, "localhost") as server:
        reply = await gathered(client_of(transport, endpoint_of(server)), asking("Hi"))
    await transport.close()
    assert reply.text == "Hi"


@pytest.mark.parametrize("name", ["elsewhere.test", "unknown authority"])
@pytest.mark.complains
async def test_a_certificate_that_is_not_good_gets_nothing(
    authority: trustme.CA, tmp_path: Path, name: str
) -> None:
    issuer = trustme.CA() if name == "unknown authority" else authority
    names = ("localhost",) if name == "unknown authority" else (name,)
    transport = trusting(authority, tmp_path)
    with secure_server(issuer, *names) as server:
        failure = await failure_from(transport, endpoint_of(server))
        assert server.requests == []
    await transport.close()
    assert failure.kind is FailureKind.INSECURE
    assert failure.explanation.startswith("The certificate was refused: ")


async def test_a_server_without_tls_gets_nothing(server: ScriptedServer) -> None:
    address = parse_base_url(f"https://localhost:{server.port}/v1")
    endpoint = Endpoint(ProviderId("x"), "Testing", ProviderKind.COMPATIBLE, address, KEY)
    transport = Transport(proxies={})
    failure = await failure_from(transport, endpoint)
    await transport.close()
    assert failure.kind is FailureKind.INSECURE
    assert server.requests == []


def test_a_key_log_in_the_environment_is_not_written(tmp_path: Path) -> None:
    log = tmp_path / "keys.log"
    code = (
        "from whinchat.provider.transport import Transport;"
        "print(Transport(proxies={}).tls_context().keylog_filename)"
    )
    environment = {**os.environ, "SSLKEYLOGFILE": str(log), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "None"
    assert not log.exists()


BROKEN = {
    "socks5": {"ALL_PROXY": "socks5://127.0.0.1:9", "SSL_CERT_FILE": "/nonexistent"},
    "socks": {"ALL_PROXY": "socks://127.0.0.1:9", "NO_PROXY": "[::1],*.x,,"},
    "ftp": {"HTTPS_PROXY": "ftp://x", "SSL_CERT_DIR": "/nonexistent"},
    "bracket": {"HTTPS_PROXY": "http://[oops", "SSLKEYLOGFILE": "/nonexistent/keys"},
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_environment_does_not_stop_the_transport(name: str) -> None:
    code = (
        "from whinchat.provider.transport import Transport;"
        "from whinchat.domain.address import parse_base_url;"
        "Transport().client_for(parse_base_url('https://openrouter.ai/api/v1'))"
    )
    environment = {**os.environ, **BROKEN[name], "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_httpx_is_not_imported_before_the_first_request() -> None:
    code = (
        "import sys, whinchat.provider.check, whinchat.provider.client;"
        "print({'httpx', 'truststore', 'ssl'} & {*sys.modules})"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert "httpx" not in done.stdout
