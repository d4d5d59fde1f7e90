"""Requests for replies, over the Responses API."""

import asyncio
import itertools
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, aclosing
from types import MappingProxyType

from whinchat.domain.errors import ProviderFailed
from whinchat.domain.events import Retrying, StreamEvent
from whinchat.domain.model import Model
from whinchat.domain.outgoing import ReplyRequest
from whinchat.provider.catalogue import fetch_models
from whinchat.provider.endpoint import DEADLINES, Deadlines, Endpoint
from whinchat.provider.exchange import Outgoing
from whinchat.provider.failures import Failures
from whinchat.provider.headers import headers_for
from whinchat.provider.reception import Reception
from whinchat.provider.retry import BACK_OFF, AttemptFailed, BackOff
from whinchat.provider.transport import Transport
from whinchat.provider.wire.request_body import encode_body, request_body

NO_MODELS: Mapping[str, Model] = MappingProxyType({})


class ResponsesClient:
    """One provider's replies and catalogue."""

    def __init__(
        self,
        transport: Transport,
        endpoint: Endpoint,
        deadlines: Deadlines = DEADLINES,
        catalogue: Mapping[str, Model] = NO_MODELS,
        back_off: BackOff = BACK_OFF,
    ) -> None:
        self._transport = transport
        self._endpoint = endpoint
        self._deadlines = deadlines
        self._catalogue = catalogue
        self._back_off = back_off
        self._failures = Failures(endpoint)

    def reply(
        self, request: ReplyRequest
    ) -> AbstractAsyncContextManager[AsyncIterator[StreamEvent]]:
        """Ask for a reply: ``async with client.reply(request) as events``, then iterate.

        The last event is ``Finished``, exactly once; a stream that breaks ends with it as well.
        Raises ``ProviderFailed`` where no reply began. Leaving the block or cancelling closes the
        connection.
        """
        return aclosing(self._events(request))

    async def list_models(self) -> tuple[Model, ...]:
        """Return the provider's catalogue. Raises ``ProviderFailed``."""
        try:
            return await fetch_models(self._transport, self._endpoint, self._deadlines)
        except AttemptFailed as failed:
            raise ProviderFailed(failed.failure) from None

    async def _events(self, request: ReplyRequest) -> AsyncGenerator[StreamEvent, None]:
        streams = request.streams and self._endpoint.streams
        outgoing = await self._outgoing(request, streams=streams)
        for attempt in itertools.count(2):
            try:
                async with self._transport.exchange(outgoing) as exchange:
                    reception = Reception(
                        exchange, self._failures, self._deadlines, streams=streams
                    )
                    while not reception.is_over:
                        for event in await reception.next_batch():
                            yield event
            except AttemptFailed as failed:
                failure = failed.failure
                delay = self._back_off.delay(attempt, failed)
            else:
                return
            if delay is None:
                raise ProviderFailed(failure)
            yield Retrying(attempt, delay, failure)
            await asyncio.sleep(delay)

    async def _outgoing(self, request: ReplyRequest, *, streams: bool) -> Outgoing:
        def encode() -> bytes:
            kind, catalogue = self._endpoint.kind, self._catalogue
            return encode_body(request_body(request, kind, catalogue, streams=streams))

        # Pictures and files take a while to write out; a frame must not wait for them.
        body = await asyncio.to_thread(encode) if request.contents else encode()
        return Outgoing(
            "POST",
            self._endpoint.base_url.endpoint("responses"),
            headers_for(self._endpoint, streams=streams),
            body,
            self._deadlines.connect_seconds,
        )
