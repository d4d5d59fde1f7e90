"""Complaints of servers, in all the shapes they come in."""

from collections.abc import Iterator, Mapping

from whinchat.domain.errors import FailureKind
from whinchat.domain.values import NOTHING, Json, JsonObject
from whinchat.provider.fault import Fault
from whinchat.provider.json_text import (
    list_of,
    number_of,
    object_of,
    parse_object,
    text_of,
    whole_of,
)

_LONGEST = 500
_FIRST_ERROR = 400
_FIRST_SERVER_ERROR = 500
_NO_STATUS = 600
_GENERIC = frozenset({"", "Provider returned error", "Internal Server Error", "Upstream error"})
_DAILY_LIMITS = frozenset({"openrouter_free_tier_daily"})

_BY_NAME: Mapping[str, FailureKind] = {
    "context_length_exceeded": FailureKind.TOO_LONG,
    "token_limit_exceeded": FailureKind.TOO_LONG,
    "string_too_long": FailureKind.TOO_LONG,
    "exceed_context_size_error": FailureKind.TOO_LONG,
    "authentication": FailureKind.KEY_REJECTED,
    "authentication_error": FailureKind.KEY_REJECTED,
    "invalid_api_key": FailureKind.KEY_REJECTED,
    "payment_required": FailureKind.NO_CREDIT,
    "insufficient_quota": FailureKind.NO_CREDIT,
    "permission_denied": FailureKind.FORBIDDEN,
    "rate_limit_exceeded": FailureKind.RATE_LIMITED,
    "rate_limit_error": FailureKind.RATE_LIMITED,
    "too_many_requests": FailureKind.RATE_LIMITED,
    "provider_overloaded": FailureKind.OVERLOADED,
    "provider_unavailable": FailureKind.SERVER,
    "timeout": FailureKind.TIMED_OUT,
    "server": FailureKind.SERVER,
    "server_error": FailureKind.SERVER,
    "unmapped": FailureKind.SERVER,
    "model_error": FailureKind.SERVER,
    "invalid_request": FailureKind.BAD_REQUEST,
    "invalid_request_error": FailureKind.BAD_REQUEST,
    "invalid_prompt": FailureKind.BAD_REQUEST,
    "unprocessable": FailureKind.BAD_REQUEST,
    "not_found": FailureKind.NOT_FOUND,
    "not_found_error": FailureKind.NOT_FOUND,
    "model_not_found": FailureKind.NOT_FOUND,
    "payload_too_large": FailureKind.TOO_LARGE,
    "content_policy_violation": FailureKind.FILTERED,
    "image_content_policy_violation": FailureKind.FILTERED,
    "refusal": FailureKind.FILTERED,
}
_BY_STATUS: Mapping[int, FailureKind] = {
    401: FailureKind.KEY_REJECTED,
    402: FailureKind.NO_CREDIT,
    403: FailureKind.FORBIDDEN,
    404: FailureKind.NOT_FOUND,
    405: FailureKind.NOT_FOUND,
    408: FailureKind.TIMED_OUT,
    410: FailureKind.NOT_FOUND,
    413: FailureKind.TOO_LARGE,
    429: FailureKind.RATE_LIMITED,
    503: FailureKind.OVERLOADED,
    504: FailureKind.TIMED_OUT,
    524: FailureKind.TIMED_OUT,
    529: FailureKind.OVERLOADED,
}


def fault_in(document: JsonObject, status: int | None = None) -> Fault:
    """Return what an error body, an error event or a failed response says."""
    holders = list(_holders(document))
    names = [name for holder in holders for name in _names(holder)]
    code_as_status = next(filter(None, map(_status_in, holders)), None)
    status = status if status is not None else code_as_status
    if status is not None and status < _FIRST_ERROR and code_as_status:
        status = code_as_status
    return Fault(
        kind=kind_of(names, status),
        message=_message(document, holders),
        code=next((name for name in names if name), ""),
        status=status,
        retry_after_seconds=_retry_after(holders),
        forbids_retry=_forbids_retry(document, holders),
    )


def has_fault(document: JsonObject) -> bool:
    """Tell whether an object that is no event of a known type complains about something."""
    return bool(document.get("error")) or (
        "detail" in document and not document.keys() & {"output", "choices", "type"}
    )


def kind_of(names: list[str], status: int | None) -> FailureKind:
    """Classify by the canonical error type first, the HTTP status second, the rest last.

    OpenRouter's own ``code`` says ``server_error`` even for bad credentials.
    """
    kinds = [_BY_NAME[name] for name in names if name in _BY_NAME]
    vague = {FailureKind.SERVER, FailureKind.BAD_REQUEST}
    if sharp := next((kind for kind in kinds if kind not in vague), None):
        return sharp
    if status is not None and status in _BY_STATUS:
        return _BY_STATUS[status]
    if kinds:
        return kinds[0]
    if status is None or status < _FIRST_ERROR:
        return FailureKind.UNKNOWN
    return FailureKind.SERVER if status >= _FIRST_SERVER_ERROR else FailureKind.BAD_REQUEST


def _holders(document: JsonObject) -> Iterator[JsonObject]:
    """Yield the objects that may hold the complaint's fields, the innermost first."""
    response = object_of(document.get("response"))
    for outer in (response, document):
        error = object_of(outer.get("error"))
        metadata = error.get("metadata") or outer.get("metadata")
        yield from filter(None, (object_of(metadata), object_of(error.get("availability")), error))
    yield from filter(None, (response, document))


def _names(holder: JsonObject) -> Iterator[str]:
    yield text_of(holder.get("error_type"))
    yield text_of(holder.get("code"))
    if holder.get("message"):
        yield text_of(holder.get("type"))


def _status_in(holder: JsonObject) -> int | None:
    for name in ("http_status", "code", "status"):
        number = whole_of(holder.get(name))
        if number is not None and _FIRST_ERROR <= number < _NO_STATUS:
            return number
    return None


def _message(document: JsonObject, holders: list[JsonObject]) -> str:
    candidates = [
        *(text_of(holder.get("message")) for holder in holders),
        text_of(document.get("error")),
        _detail(document.get("detail")),
    ]
    message = next(filter(None, candidates), "")
    metadata = next((holder for holder in holders if "raw" in holder), NOTHING)
    dug_out = _dug_out(metadata.get("raw"))
    if dug_out and (message in _GENERIC or message.startswith("Invalid Responses API")):
        message = f"{message}: {dug_out}" if message else dug_out
    hint = next(filter(None, (text_of(holder.get("remedy_hint")) for holder in holders)), "")
    via = next(filter(None, (text_of(holder.get("provider_name")) for holder in holders)), "")
    message = " ".join(filter(None, [message, f"(via {via})" if via else "", hint]))
    return " ".join(message.split())[:_LONGEST]


def _detail(detail: Json) -> str:
    complaints = (text_of(object_of(entry).get("msg")) for entry in list_of(detail))
    return text_of(detail) or "; ".join(filter(None, complaints))


def _dug_out(raw: Json) -> str:
    """Return the words in an upstream's own error: an object, or JSON as text, or text."""
    if isinstance(raw, str):
        parsed = parse_object(raw.encode("utf-8", "replace"))
        if parsed is None:
            return raw if len(raw) <= _LONGEST else ""
        raw = parsed
    holder = object_of(raw)
    for name in ("message", "error", "detail", "msg"):
        inner = holder.get(name)
        if words := text_of(inner) or (_dug_out(inner) if isinstance(inner, dict) else ""):
            return words
    return ""


def _retry_after(holders: list[JsonObject]) -> float | None:
    for holder in holders:
        seconds = number_of(holder.get("retry_after"))
        if seconds is not None and seconds >= 0:
            return seconds
    return None


def _forbids_retry(document: JsonObject, holders: list[JsonObject]) -> bool:
    if any(holder.get("retryable") is False for holder in holders):
        return True
    if any(text_of(holder.get("limit_source")) in _DAILY_LIMITS for holder in holders):
        return True
    return "free-models-per-day" in _message(document, holders)
