"""Addresses that may be pressed, and those that may not."""

import pytest

from whinchat.ui.transcript.writing.links import destination, followable


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c", "HTTP://example.org", "mailto:ada@example.org"]
)
def test_web_and_mail_may_be_followed(address: str) -> None:
    assert followable(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "foo.md",
        "//example.org",
        "https://",
        "http://[broken",
        "",
    ],
)
def test_everything_else_may_not(address: str) -> None:
    assert followable(address) == ""


def test_the_host_that_is_really_meant_is_told() -> None:
    assert destination("https://good.example@evil.example/x").startswith("evil.example")
