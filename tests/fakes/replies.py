"""Asking the real client for replies in tests, and gathering what comes."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from fakes.server import ScriptedServer
from whinchat.domain.address import parse_base_url
from whinchat.domain.conversation import Message, Role, Status
from whinchat.domain.errors import Failure
from whinchat.domain.events import Finished, StreamEvent
from whinchat.domain.model import Model
from whinchat.domain.outgoing import ReplyRequest
from whinchat.domain.parts import Part, TextPart
from whinchat.domain.provider import ProviderKind
from whinchat.domain.reply import ReplyBuilder
from whinchat.domain.secret import Secret
from whinchat.domain.values import MessageId, ProviderId, new_id
from whinchat.provider.client import NO_MODELS, ResponsesClient
from whinchat.provider.endpoint import Deadlines, Endpoint
from whinchat.provider.failures import Failures
from whinchat.provider.retry import BackOff
from whinchat.provider.sse import SSEDecoder
from whinchat.provider.transport import Transport
from whinchat.provider.wire.reader import ReplyReader

KEY = Secret("sk-test-0123456789abcdef")
QUICK = Deadlines(connect_seconds=5, first_byte_seconds=20, silence_seconds=20)
AT_ONCE = BackOff(first_seconds=0.01)
ONCE = BackOff(attempts=1)
NOWHERE = Endpoint(
    ProviderId("test"), "Testing", ProviderKind.COMPATIBLE, parse_base_url("https://a.test/v1"), KEY
)


@dataclass
class Reply:
    """What came of one request."""

    events: list[StreamEvent] = field(default_factory=list)
    builder: ReplyBuilder = field(default_factory=ReplyBuilder)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts."""
        return self.builder.parts()

    @property
    def text(self) -> str:
        """Return the words of the text parts."""
        return "".join(part.text for part in self.parts if isinstance(part, TextPart))

    @property
    def end(self) -> Finished:
        """Return the last event, which is the only one of its kind."""
        [end] = [event for event in self.events if isinstance(event, Finished)]
        assert self.events[-1] is end
        return end

    @property
    def status(self) -> Status:
        """Return how it ended."""
        return self.end.status

    @property
    def failure(self) -> Failure:
        """Return why it ended so."""
        assert self.end.failure is not None
        return self.end.failure

    def feed(self, event: StreamEvent) -> None:
        """Take one event."""
        self.events.append(event)
        self.builder.feed(event)


def said(role: Role, text: str) -> Message:
    """Return a message with these words."""
    return Message(
        id=MessageId(new_id()),
        parent_id=None,
        role=role,
        parts=(TextPart(text),),
        created_at=datetime.now(UTC),
    )


def asking(*texts: str, model: str = "scripted") -> ReplyRequest:
    """Return a request whose branch is these texts, the user's first and then in turns."""
    roles = (Role.USER, Role.ASSISTANT)
    branch = tuple(said(roles[turn % 2], text) for turn, text in enumerate(texts))
    return ReplyRequest(model=model, branch=branch)


def endpoint_of(
    server: ScriptedServer,
    kind: ProviderKind = ProviderKind.COMPATIBLE,
    key: Secret | None = KEY,
    *,
    streams: bool = True,
) -> Endpoint:
    """Return the server as a provider."""
    return Endpoint(ProviderId("test"), "Testing", kind, server.base_url, key, streams)


def client_of(
    transport: Transport,
    endpoint: Endpoint,
    deadlines: Deadlines = QUICK,
    catalogue: Mapping[str, Model] = NO_MODELS,
    back_off: BackOff = AT_ONCE,
) -> ResponsesClient:
    """Return a client that is as patient as a test."""
    return ResponsesClient(transport, endpoint, deadlines, catalogue, back_off)


async def reply_from(
    server: ScriptedServer,
    request: ReplyRequest,
    deadlines: Deadlines = QUICK,
    back_off: BackOff = AT_ONCE,
) -> Reply:
    """Ask the server through a transport of its own and gather the whole reply."""
    transport = Transport(proxies={})
    try:
        client = client_of(transport, endpoint_of(server), deadlines, back_off=back_off)
        return await gathered(client, request)
    finally:
        await transport.close()


async def gathered(
    client: ResponsesClient, request: ReplyRequest, into: Reply | None = None
) -> Reply:
    """Ask and gather the whole reply, in a place that outlives an error where one is given."""
    reply = into or Reply()
    async with client.reply(request) as events:
        async for event in events:
            reply.feed(event)
    return reply


def read_reply(body: bytes) -> Reply:
    """Return what the bytes of a stream come to, without a network."""
    decoder, reader, reply = SSEDecoder(), ReplyReader(Failures(NOWHERE)), Reply()
    for event in itertools.chain(decoder.feed(body), decoder.close()):
        for told in reader.read(event):
            reply.feed(told)
    for told in reader.end():
        reply.feed(told)
    return reply
