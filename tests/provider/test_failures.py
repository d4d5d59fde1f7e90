"""Every failure is a sentence with a cause and a next step, and none shows the key."""

import base64
import inspect
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

from fakes.replies import KEY, NOWHERE
from whinchat.domain.errors import Failure, FailureKind
from whinchat.provider.connections import fault_of
from whinchat.provider.failures import Failures
from whinchat.provider.fault import Fault
from whinchat.provider.refusal import failed_by

SECRET = KEY.reveal()
FORMS = (SECRET, quote(SECRET), base64.b64encode(SECRET.encode()).decode(), SECRET[4:14])
LEAKING = f"Illegal header value b'Bearer {SECRET}\\n' at https://u:{SECRET}@host/?key={SECRET}"


def httpx_errors() -> Iterator[type[Exception]]:
    for _, kind in inspect.getmembers(httpx, inspect.isclass):
        if issubclass(kind, Exception):
            yield kind


def made(kind: type[Exception], text: str) -> Exception:
    """Return an error of that class, however many things it wants."""
    request = httpx.Request("POST", f"https://host/?key={SECRET}", headers={"x-api-key": SECRET})
    if issubclass(kind, httpx.HTTPStatusError):
        return kind(text, request=request, response=httpx.Response(400, request=request))
    return kind() if kind in WITHOUT_TEXT else kind(text)


WITHOUT_TEXT = {
    httpx.StreamConsumed,
    httpx.StreamClosed,
    httpx.ResponseNotRead,
    httpx.RequestNotRead,
}
OTHERS = [OSError, ConnectionResetError, ssl.SSLError, socket.gaierror, ValueError, RuntimeError]


@pytest.mark.parametrize("kind", [*httpx_errors(), *OTHERS])
@pytest.mark.parametrize("text", [LEAKING, *FORMS, ""])
def test_no_error_of_the_network_shows_the_key(kind: type[Exception], text: str) -> None:
    error = made(kind, text)
    error.__cause__ = OSError(text)
    failure = failed_by(fault_of(error), Failures(NOWHERE)).failure
    require_sentences(failure)
    assert not any(form in repr(failure) for form in FORMS)


@pytest.mark.parametrize("kind", FailureKind)
def test_every_kind_of_failure_says_what_happened_and_what_to_do(kind: FailureKind) -> None:
    require_sentences(Failures(NOWHERE).failure(kind))


@pytest.mark.parametrize("form", FORMS)
def test_what_a_server_echoes_is_masked(form: str) -> None:
    fault = Fault(FailureKind.KEY_REJECTED, f"Bad key {form}!", status=401)
    failure = Failures(NOWHERE).of_fault(fault, details=f"body with {form}")
    assert form not in repr(failure)
    assert failure.server_words.startswith("Bad key ")


def require_sentences(failure: Failure) -> None:
    assert failure.title
    assert not failure.title.endswith(".")
    assert failure.explanation.endswith((".", "anew."))
    assert "{" not in failure.title + failure.explanation
    assert len(failure.title) <= 60
    assert "Traceback" not in repr(failure)


def chained(outer: Exception, inner: BaseException) -> Exception:
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (chained(httpx.ConnectError("x"), socket.gaierror(-3, "again")), "NAME_NOT_FOUND"),
        (chained(httpx.ConnectError("x"), ConnectionRefusedError(111, "no")), "REFUSED_CONNECTION"),
        (chained(httpx.ConnectError("x"), OSError(101, "unreachable")), "UNREACHABLE"),
        (
            chained(
                httpx.ConnectError("All connection attempts failed"),
                chained(
                    OSError("All connection attempts failed"),
                    ExceptionGroup("many", [OSError(101, "a"), ConnectionRefusedError(111, "b")]),
                ),
            ),
            "REFUSED_CONNECTION",
        ),
        (httpx.ConnectTimeout(""), "UNREACHABLE"),
        (chained(httpx.ConnectError("x"), ssl.SSLError(1, "WRONG_VERSION_NUMBER")), "INSECURE"),
        (httpx.ProxyError("407 Sign in"), "PROXY"),
        (httpx.ReadError(""), "CUT"),
        (httpx.RemoteProtocolError("peer closed connection"), "CUT"),
        (httpx.LocalProtocolError("Illegal header value"), "CUT"),
        (httpx.InvalidURL("x"), "UNKNOWN"),
    ],
)
def test_the_cause_is_found_in_whatever_it_is_wrapped_in(error: Exception, kind: str) -> None:
    assert fault_of(error).kind is FailureKind[kind]


def test_only_what_was_never_sent_may_be_sent_again() -> None:
    assert failed_by(fault_of(httpx.ConnectError("x")), Failures(NOWHERE)).may_retry
    assert not failed_by(fault_of(httpx.ReadError("x")), Failures(NOWHERE)).may_retry
    insecure = chained(httpx.ConnectError("x"), ssl.SSLError(1, "x"))
    assert not failed_by(fault_of(insecure), Failures(NOWHERE)).may_retry
