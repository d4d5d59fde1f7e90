"""Answers that are no replies: error statuses, redirects, pages of somebody else."""

import html
import re
from dataclasses import replace
from urllib.parse import urlsplit

from whinchat.domain.errors import Failure, FailureKind
from whinchat.provider.exchange import Head, NetworkFault
from whinchat.provider.failures import Failures
from whinchat.provider.fault import Fault
from whinchat.provider.json_text import parse_object
from whinchat.provider.retry import AttemptFailed, is_worth_retrying, retry_after_seconds
from whinchat.provider.wire.faults import fault_in, kind_of
from whinchat.provider.wordings import NOTHING_CAME

_SUCCESS = range(200, 300)
_REDIRECTS = range(300, 400)
_PROXY_WANTS_SIGN_IN = 407
_WRONG_PLACES = frozenset({403, 404, 405})
_SHOWN = 200
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)


def is_success(head: Head) -> bool:
    """Tell whether the status promises a reply."""
    return head.status in _SUCCESS


def is_page(head: Head, body: bytes) -> bool:
    """Tell whether a page for people came instead of an answer for programs."""
    return "html" in head.headers.get("content-type", "") or body.lstrip()[:1] == b"<"


def refusal_in(head: Head, body: bytes, failures: Failures) -> AttemptFailed:
    """Return what an answer means that is no reply."""
    if head.status in _REDIRECTS:
        return AttemptFailed(_redirected(head, failures), may_retry=False)
    if head.status == _PROXY_WANTS_SIGN_IN:
        return AttemptFailed(failures.failure(FailureKind.PROXY), may_retry=False)
    if is_page(head, body) and (is_success(head) or head.status in _WRONG_PLACES):
        failure = failures.failure(FailureKind.NOT_AN_API, server_words=_plain_words(body))
        failure = replace(failure, http_status=head.status)
        return AttemptFailed(failure, may_retry=False)
    fault = _fault(head, body)
    if (hint := retry_after_seconds(head.headers)) is not None:
        fault = replace(fault, retry_after_seconds=hint)
    may_retry = (
        is_worth_retrying(head.status)
        and not fault.forbids_retry
        and head.headers.get("x-should-retry") != "false"
    )
    details = body[: 4 * _SHOWN].decode("utf-8", "replace")
    return AttemptFailed(failures.of_fault(fault, details), may_retry=may_retry)


def failed_by(fault: NetworkFault, failures: Failures) -> AttemptFailed:
    """Return the end of an attempt that the network put an end to."""
    wording = NOTHING_CAME if fault.kind is FailureKind.CUT else None
    failure = failures.failure(
        fault.kind, cause=fault.reason, details=fault.details, wording=wording
    )
    return AttemptFailed(failure, may_retry=fault.is_connecting)


def _fault(head: Head, body: bytes) -> Fault:
    document = parse_object(body)
    if document is not None:
        return fault_in(document, head.status)
    return Fault(kind_of([], head.status), _plain_words(body), status=head.status)


def _redirected(head: Head, failures: Failures) -> Failure:
    target = urlsplit(head.headers.get("location", "")).hostname
    cause = f"It points to {target}." if target else ""
    return failures.failure(FailureKind.REDIRECTED, cause=cause)


def _plain_words(body: bytes) -> str:
    """Return the title of a page, or the beginning of its words."""
    text = body[: 100 * _SHOWN].decode("utf-8", "replace")
    title = _TITLE.search(text)
    words = title[1] if title else _TAG.sub(" ", text)
    return " ".join(html.unescape(words).split())[:_SHOWN]
