"""Requests for replies, over the Responses API."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager

from whinchat.domain.events import StreamEvent
from whinchat.domain.model import Model
from whinchat.domain.outgoing import ReplyRequest
from whinchat.provider.endpoint import DEADLINES, Deadlines, Endpoint
from whinchat.provider.transport import Transport

NO_MODELS: Mapping[str, Model] = {}


class ResponsesClient:
    """One provider's replies and catalogue."""

    def __init__(
        self,
        transport: Transport,
        endpoint: Endpoint,
        deadlines: Deadlines = DEADLINES,
        catalogue: Mapping[str, Model] = NO_MODELS,
    ) -> None:
        self._transport = transport
        self._endpoint = endpoint
        self._deadlines = deadlines
        self._catalogue = catalogue

    def reply(
        self, request: ReplyRequest
    ) -> AbstractAsyncContextManager[AsyncIterator[StreamEvent]]:
        """Ask for a reply: ``async with client.reply(request) as events``, then iterate.

        The last event is ``Finished``, exactly once; a stream that breaks ends with it as well.
        Raises ``ProviderFailed`` where no stream began. Leaving the block or cancelling closes the
        connection.
        """
        raise NotImplementedError

    async def list_models(self) -> tuple[Model, ...]:
        """Return the provider's catalogue. Raises ``ProviderFailed``."""
        raise NotImplementedError
