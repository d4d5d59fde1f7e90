"""The models that a provider has."""

from whinchat.domain.model import Model
from whinchat.provider.endpoint import Deadlines, Endpoint
from whinchat.provider.fetch import fetch_document
from whinchat.provider.transport import Transport
from whinchat.provider.wire.models import parse_models

_ALPHA_ENDING = "/api/alpha"


async def fetch_models(
    transport: Transport, endpoint: Endpoint, deadlines: Deadlines
) -> tuple[Model, ...]:
    """Return a provider's catalogue. Raises ``AttemptFailed``."""
    url = sister_url(endpoint, "models")
    return parse_models(await fetch_document(transport, endpoint, url, deadlines))


def sister_url(endpoint: Endpoint, path: str) -> str:
    """Return the URL of what lies beside the replies.

    OpenRouter's alpha path has replies only; the rest is under ``/api/v1``.
    """
    url = endpoint.base_url.endpoint(path)
    return url.replace(f"{_ALPHA_ENDING}/", "/api/v1/", 1)
