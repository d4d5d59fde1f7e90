"""Testing a connection step by step, for a person who waits for it."""

import asyncio
import socket
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import urlsplit

from whinchat.domain.conversation import Message, Role
from whinchat.domain.errors import Failure, FailureKind, ProviderFailed
from whinchat.domain.events import Finished, PartDone, ReasoningDelta, RefusalDelta, TextDelta
from whinchat.domain.outgoing import ReplyRequest
from whinchat.domain.parameters import Parameters
from whinchat.domain.parts import TextPart
from whinchat.domain.provider import ProviderKind
from whinchat.domain.values import MessageId, new_id
from whinchat.provider.catalogue import sister_url
from whinchat.provider.client import ResponsesClient
from whinchat.provider.endpoint import DEADLINES, Deadlines, Endpoint
from whinchat.provider.failures import Failures
from whinchat.provider.fetch import fetch_document
from whinchat.provider.retry import AttemptFailed, BackOff
from whinchat.provider.transport import Transport
from whinchat.provider.wire.account import remaining_credit
from whinchat.provider.wordings import WRONG_ADDRESS

_SHORTEST_REPLY_TOKENS = 16
"""OpenAI accepts no smaller limit."""
_WORDS = (TextDelta, ReasoningDelta, RefusalDelta, PartDone)
_NO_CATALOGUE = frozenset({404, 405, 501})


class CheckKind(StrEnum):
    """What a step finds out, in the order in which it is done."""

    HOST = "host"
    SECURITY = "security"
    KEY = "key"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One step that is over: “Found openrouter.ai”, 12 ms."""

    kind: CheckKind
    label: str
    milliseconds: float
    failure: Failure | None = None
    """Why it did not go well; no step follows then."""


async def check_connection(
    transport: Transport,
    endpoint: Endpoint,
    model: str | None = None,
    deadlines: Deadlines = DEADLINES,
) -> AsyncIterator[CheckStep]:
    """Yield each step as it is done, up to the first that fails; raises nothing of its own."""
    check = _Check(transport, endpoint, deadlines)
    steps: list[tuple[CheckKind, Callable[[], Awaitable[str]]]] = [
        (CheckKind.HOST, check.find_host),
        (CheckKind.SECURITY, check.connect),
        (CheckKind.KEY, check.ask_about_key),
    ]
    if model:
        steps.append((CheckKind.MODEL, lambda: check.ask(model)))
    for kind, take in steps:
        start = time.monotonic()
        failure = None
        try:
            label = await take()
        except _CannotTell:
            if model:
                continue
            failure = check.no_catalogue()
            label = failure.title
        except (AttemptFailed, ProviderFailed) as failed:
            failure = failed.failure
            label = failure.title
        yield CheckStep(kind, label, (time.monotonic() - start) * 1000, failure)
        if failure is not None:
            return


class _CannotTell(Exception):  # not an error: the server has no such page
    """The server has nothing that would tell whether the key is good."""


class _Check:
    """The steps: each returns what it found, or raises what went wrong."""

    def __init__(self, transport: Transport, endpoint: Endpoint, deadlines: Deadlines) -> None:
        self._transport = transport
        self._endpoint = endpoint
        self._deadlines = deadlines
        self._failures = Failures(endpoint)
        proxy = transport.proxies.proxy_for(endpoint.base_url)
        target = urlsplit(proxy or endpoint.base_url.origin)
        self._host = target.hostname or ""
        self._port = target.port or (443 if target.scheme == "https" else 80)
        self._is_direct = proxy is None

    async def find_host(self) -> str:
        """Look the host's address up, or the proxy's, which finds the host itself."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._deadlines.connect_seconds):
                await loop.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        except (OSError, TimeoutError, UnicodeError) as error:
            raise self._failed(FailureKind.NAME_NOT_FOUND, str(error)) from None
        return f"Found {self._host}" if self._is_direct else f"Found the proxy {self._host}"

    async def connect(self) -> str:
        """Open a connection, with TLS where it goes directly to a server elsewhere."""
        is_secure = self._is_direct and self._endpoint.base_url.is_secure
        context = self._transport.tls_context() if is_secure else None
        try:
            async with asyncio.timeout(self._deadlines.connect_seconds):
                _, writer = await asyncio.open_connection(self._host, self._port, ssl=context)
        except (OSError, TimeoutError) as error:
            raise self._unconnected(error) from None
        version = _tls_version(writer)
        writer.transport.abort()
        if version:
            return f"Secure connection ({version})"
        return "Connected" if self._is_direct else "Connected to the proxy"

    async def ask_about_key(self) -> str:
        """Ask what the key may do, at OpenRouter; elsewhere for the models that it may use."""
        is_openrouter = self._endpoint.kind is ProviderKind.OPENROUTER
        url = sister_url(self._endpoint, "key" if is_openrouter else "models")
        try:
            answer = await fetch_document(self._transport, self._endpoint, url, self._deadlines)
        except AttemptFailed as failed:
            if not is_openrouter and failed.failure.http_status in _NO_CATALOGUE:
                raise _CannotTell from None
            raise
        if not is_openrouter:
            return "Key accepted" if self._endpoint.key is not None else "Server answers"
        left = remaining_credit(answer)
        if left is not None and left <= 0:
            raise self._failed(FailureKind.NO_CREDIT)
        return "Key accepted" if left is None else f"Key accepted, ${left:,.2f} left"

    async def ask(self, model: str) -> str:
        """Ask for a word, and wait until it comes."""
        client = ResponsesClient(
            self._transport, self._endpoint, self._deadlines, back_off=BackOff(attempts=1)
        )
        async with client.reply(_small_request(model)) as events:
            async for event in events:
                if isinstance(event, Finished) and event.failure is not None and not event.reason:
                    raise ProviderFailed(event.failure)
                if isinstance(event, _WORDS):
                    break
        return "Model answers, first word"

    def no_catalogue(self) -> Failure:
        """Return the failure of a server that has neither replies nor models at its address."""
        return self._failures.failure(
            FailureKind.NOT_FOUND,
            cause="There is no list of models at this address.",
            wording=WRONG_ADDRESS,
        )

    def _unconnected(self, error: OSError) -> AttemptFailed:
        if isinstance(error, ssl.SSLCertVerificationError):
            cause = f"The certificate was refused: {error.verify_message}."
            return self._failed(FailureKind.INSECURE, str(error), cause)
        if isinstance(error, ssl.SSLError):
            return self._failed(FailureKind.INSECURE, str(error))
        if isinstance(error, ConnectionRefusedError):
            return self._failed(FailureKind.REFUSED_CONNECTION, str(error))
        return self._failed(FailureKind.UNREACHABLE, str(error))

    def _failed(self, kind: FailureKind, details: str = "", cause: str = "") -> AttemptFailed:
        failure = self._failures.failure(kind, cause=cause, details=details)
        return AttemptFailed(failure, may_retry=False)


def _tls_version(writer: asyncio.StreamWriter) -> str:
    """Return “TLS 1.3”, or nothing for a plain connection."""
    connection = writer.get_extra_info("ssl_object")
    version = connection.version() if connection is not None else None
    return str(version).replace("TLSv", "TLS ") if version else ""


def _small_request(model: str) -> ReplyRequest:
    message = Message(
        id=MessageId(new_id()),
        parent_id=None,
        role=Role.USER,
        parts=(TextPart("Say OK."),),
        created_at=datetime.now(UTC),
    )
    parameters = Parameters(max_output_tokens=_SHORTEST_REPLY_TOKENS)
    return ReplyRequest(model=model, branch=(message,), parameters=parameters)
