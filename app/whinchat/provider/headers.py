"""The headers of requests."""

from whinchat.domain.provider import ProviderKind
from whinchat.provider.endpoint import Endpoint

_APP_NAME = "Whinchat"


def headers_for(endpoint: Endpoint, *, streams: bool) -> dict[str, str]:
    """Return the headers of a request, the key among them.

    OpenRouter is told the program's name for its rankings; nobody is told anything of the user.
    """
    headers = {
        "Accept": "text/event-stream" if streams else "application/json",
        "Content-Type": "application/json",
    }
    if endpoint.key is not None:
        headers["Authorization"] = f"Bearer {endpoint.key.reveal()}"
    if endpoint.kind is ProviderKind.OPENROUTER:
        headers["X-OpenRouter-Title"] = _APP_NAME
    return headers
