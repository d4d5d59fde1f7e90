"""Asking a provider for a document."""

from whinchat.domain.errors import FailureKind
from whinchat.domain.values import JsonObject
from whinchat.provider.awake_clock import AwakeClock
from whinchat.provider.endpoint import Deadlines, Endpoint
from whinchat.provider.exchange import Exchange, Head, NetworkFault, Outgoing
from whinchat.provider.failures import Failures
from whinchat.provider.headers import headers_for
from whinchat.provider.json_text import parse_object
from whinchat.provider.refusal import failed_by, is_page, is_success, refusal_in
from whinchat.provider.retry import AttemptFailed
from whinchat.provider.transport import Transport

_LIMIT = 64 << 20
_TICK_SECONDS = 1.0


async def fetch_document(
    transport: Transport, endpoint: Endpoint, url: str, deadlines: Deadlines
) -> JsonObject:
    """Return the JSON object at ``url``, asked for once. Raises ``AttemptFailed``."""
    failures = Failures(endpoint)
    headers = headers_for(endpoint, streams=False)
    outgoing = Outgoing("GET", url, headers, connect_seconds=deadlines.connect_seconds)
    try:
        async with transport.exchange(outgoing) as exchange:
            head, body = await _receive(exchange, deadlines.first_byte_seconds)
    except NetworkFault as fault:
        raise failed_by(fault, failures) from None
    if not is_success(head) or is_page(head, body):
        raise refusal_in(head, body, failures)
    document = parse_object(body)
    if document is None:
        raise AttemptFailed(failures.failure(FailureKind.NOT_AN_API), may_retry=False)
    return document


async def _receive(exchange: Exchange, patience_seconds: float) -> tuple[Head, bytes]:
    head = Head(0, {})
    body = bytearray()
    clock = AwakeClock()
    while True:
        try:
            piece = await exchange.take(_TICK_SECONDS)
        except TimeoutError:
            if clock.seconds() >= patience_seconds:
                raise NetworkFault(FailureKind.TIMED_OUT) from None
            continue
        if piece is None:
            return head, bytes(body)
        if isinstance(piece, Head):
            head = piece
        else:
            body += piece
            if len(body) > _LIMIT:
                raise NetworkFault(FailureKind.TOO_MUCH)
