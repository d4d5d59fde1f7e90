"""Complaints of servers in every shape, and what they are taken for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whinchat.domain.errors import FailureKind
from whinchat.provider.wire.faults import fault_in, kind_of

UNAVAILABLE: dict[str, Any] = {
    "message": "All providers busy",
    "error_type": "rate_limit_exceeded",
    "http_status": 429,
    "availability": {"code": "capacity_exhausted", "retryable": True, "retry_after": 40},
}
GONE: dict[str, Any] = {
    "message": "Gone",
    "availability": {"code": "model_deprecated", "retryable": False},
}
RAW = '[{"path":["input"],"message":"Invalid input"}]'


@pytest.mark.parametrize(
    ("body", "status", "kind", "message"),
    [
        (
            {"error": {"code": 401, "message": "User not found."}, "user_id": None},
            401,
            "KEY_REJECTED",
            "User not found.",
        ),
        (
            {"error": {"code": "invalid_prompt", "message": "Bad"}, "metadata": {"raw": RAW}},
            400,
            "BAD_REQUEST",
            "Bad",
        ),
        ({"error": UNAVAILABLE}, 429, "RATE_LIMITED", "All providers busy"),
        ({"error": GONE}, 404, "NOT_FOUND", "Gone"),
        (
            {
                "error": {
                    "message": "No",
                    "type": "invalid_request_error",
                    "code": "model_not_found",
                }
            },
            404,
            "NOT_FOUND",
            "No",
        ),
        ({"error": "string"}, 500, "SERVER", "string"),
        ({"success": False, "error": "Unauthorized"}, 401, "KEY_REJECTED", "Unauthorized"),
        ({"detail": "Not Found"}, 404, "NOT_FOUND", "Not Found"),
        (
            {"detail": [{"loc": ["body", "input"], "msg": "field required"}]},
            422,
            "BAD_REQUEST",
            "field required",
        ),
        (
            {"status": "failed", "error": {"code": "server_error"}, "error_type": "authentication"},
            200,
            "KEY_REJECTED",
            "",
        ),
        ({"error": {"code": "context_length_exceeded"}}, 400, "TOO_LONG", ""),
        ({"error": {"code": 402, "message": "Pay"}}, 402, "NO_CREDIT", "Pay"),
        ({"error": {"code": "insufficient_quota", "message": "Pay"}}, 429, "NO_CREDIT", "Pay"),
        ({"error": {"message": "Blocked"}}, 403, "FORBIDDEN", "Blocked"),
        ({"error": {"message": "Too big"}}, 413, "TOO_LARGE", "Too big"),
        ({}, 418, "BAD_REQUEST", ""),
    ],
)
def test_each_shape_is_read(body: dict[str, Any], status: int, kind: str, message: str) -> None:
    fault = fault_in(body, status)
    assert (fault.kind, fault.message) == (FailureKind[kind], message)


def test_a_general_message_is_followed_by_the_upstreams_own() -> None:
    metadata = {"provider_name": "Xyz", "raw": '{"error":{"message":"busy"}}'}
    error: dict[str, Any] = {
        "code": 429,
        "message": "Provider returned error",
        "metadata": metadata,
    }
    assert fault_in({"error": error}).message == "Provider returned error: busy (via Xyz)"


def test_a_server_says_whether_asking_again_helps() -> None:
    assert fault_in({"error": GONE}).forbids_retry
    assert not fault_in({"error": UNAVAILABLE}).forbids_retry
    assert fault_in({"error": UNAVAILABLE}).retry_after_seconds == 40
    assert fault_in(
        {"error": {"message": "Rate limit exceeded: free-models-per-day"}}
    ).forbids_retry


def test_a_message_is_kept_short_and_on_one_line() -> None:
    message = fault_in({"error": {"message": "a\n\n b" + "x" * 10_000}}).message
    assert message.startswith("a bxxx")
    assert len(message) == 500


@pytest.mark.parametrize("status", range(400, 600))
def test_every_error_status_is_some_kind(status: int) -> None:
    assert kind_of([], status) is not FailureKind.UNKNOWN


NAMES = st.sampled_from(
    [
        *("error", "message", "code", "type", "detail", "metadata", "raw", "error_type", "msg"),
        *("http_status", "availability", "retry_after", "response", "limit_source", "status"),
    ]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, ANYTHING), st.none() | st.integers(100, 599))
def test_no_complaint_raises(body: dict[str, Any], status: int | None) -> None:
    assert isinstance(fault_in(body, status).message, str)
