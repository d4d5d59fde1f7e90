"""Base URLs: where a key may be sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whinchat.domain.address import parse_base_url
from whinchat.domain.errors import BadAddress

GOOD = {
    "https://openrouter.ai/api/v1": "https://openrouter.ai/api/v1",
    "https://openrouter.ai/api/v1/": "https://openrouter.ai/api/v1",
    "https://openrouter.ai/api/v1///": "https://openrouter.ai/api/v1",
    "  https://openrouter.ai/api/v1\n": "https://openrouter.ai/api/v1",
    "https://openrouter.ai/api/v1/responses": "https://openrouter.ai/api/v1",
    "https://openrouter.ai/api/v1/responses/": "https://openrouter.ai/api/v1",
    "https://openrouter.ai/api/v1/chat/completions": "https://openrouter.ai/api/v1",
    "https://openrouter.ai/api/v1/models": "https://openrouter.ai/api/v1",
    "https://openrouter.ai/api/alpha/responses": "https://openrouter.ai/api/alpha",
    "HTTPS://OpenRouter.AI/Api/V1": "https://openrouter.ai/Api/V1",
    "https://openrouter.ai:443/api": "https://openrouter.ai/api",
    "https://openrouter.ai:8443/api": "https://openrouter.ai:8443/api",
    "https://openrouter.ai:/api": "https://openrouter.ai/api",
    "https://openrouter.ai.": "https://openrouter.ai",
    "https://openrouter.ai": "https://openrouter.ai",
    "https://a-b.c_d.example.org/v1": "https://a-b.c_d.example.org/v1",
    "https://192.168.1.5:8000/v1": "https://192.168.1.5:8000/v1",
    "https://[2001:DB8::7]:8000/v1": "https://[2001:db8::7]:8000/v1",
    "https://[2001:0db8:0:0:0:0:0:7]/v1": "https://[2001:db8::7]/v1",
    "https://bücher.de/v1": "https://xn--bcher-kva.de/v1",
    "https://xn--bcher-kva.de/v1": "https://xn--bcher-kva.de/v1",
    "https://\u0430pple.com": "https://xn--pple-43d.com",
    "https://例え.テスト/v1": "https://xn--r8jz45g.xn--zckzah/v1",
    "https://host/a b".replace(" ", "%20"): "https://host/a%20b",
    "https://host/päth": "https://host/p%C3%A4th",
    "https://host/v1;x=1": "https://host/v1;x=1",
    "https://res.openai.azure.com/openai/v1": "https://res.openai.azure.com/openai/v1",
    "http://localhost:1234/v1": "http://localhost:1234/v1",
    "http://LOCALHOST:1234/v1": "http://localhost:1234/v1",
    "http://localhost./v1": "http://localhost/v1",
    "http://localhost:80": "http://localhost",
    "http://127.0.0.1:11434/v1": "http://127.0.0.1:11434/v1",
    "http://127.255.255.254": "http://127.255.255.254",
    "http://[::1]:8080/v1": "http://[::1]:8080/v1",
    "http://[0:0:0:0:0:0:0:1]": "http://[::1]",
    "https://localhost:8443": "https://localhost:8443",
    "https://\uff11\uff12\uff17.0.0.1/v1": "https://127.0.0.1/v1",
    "https://host:65535": "https://host:65535",
}
BAD = [
    *("", "   ", "openrouter.ai/api/v1", "localhost:8080", "//host/v1", "https", "https:"),
    *("https:/host", "https:host", "https://", "https:///v1", "https://:443", "://host", "?", "#"),
    # Other schemes.
    *("ftp://host", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "ws://host"),
    *(
        "httpss://host",
        "https+unix://host",
        "HTTP:\\\\evil",
        "https:\\\\host",
        "https://host\\@evil",
    ),
    # No encryption.
    *("http://openrouter.ai/api/v1", "http://127.0.0.1.evil.com", "http://localhost.evil.com"),
    *("http://evil.com/127.0.0.1", "http://128.0.0.1", "http://10.0.0.1", "http://192.168.1.5/v1"),
    *("http://[::2]", "http://[::]", "http://0.0.0.0", "http://localhost2", "http://notlocalhost"),
    # A user name or a password.
    *("https://user@host", "https://user:pass@host", "https://@host", "http://localhost@evil"),
    *("https://openrouter.ai@evil.com/v1", "http://127.0.0.1@evil.com", "https://a:b@c:1/v1"),
    *("https://sk-secret@host/v1", "https://host:80@evil/", "https://ho%40st"),
    # A query or a fragment.
    *("https://host/v1?key=x", "https://host?", "https://host/v1#x", "https://host#"),
    *("https://evil.com#@openrouter.ai", "https://evil.com?@openrouter.ai", "https://host/v1?"),
    # Characters that do not belong.
    *("https://ho st", "https://host/a b", "https://host\t/v1", "https://ho\nst", "https://h\x00"),
    *("https://host/\x7f", "https://host/\u200b", "https://\u202eevil", "https://host/\ufeffx"),
    *("https://host/<x>", 'https://host/"', "https://host/`", "https://host/{x}", "https://h|x"),
    *("https://ho\u2028st", "https://host/^", "https://ho\u00a0st", "https://ho\u00adst\u2060"),
    # Hosts that are none, or that different libraries read differently.
    *(
        "https://2130706433",
        "https://0x7f000001",
        "https://0x7f.1",
        "https://127.1",
        "https://1.2.3",
    ),
    *("http://2130706433", "http://0177.0.0.1", "http://127.0.0.01", "https://256.1.1.1"),
    *("https://1.2.3.4.5", "https://999", "https://host.123", "https://0", "https://1.2.3.4x.0x1"),
    *("https://[::ffff:1.2.3.4]", "http://[::ffff:127.0.0.1]", "https://[fe80::1%25eth0]"),
    *(
        "https://[::1",
        "https://::1",
        "https://[x]",
        "https://[]",
        "https://[127.0.0.1]",
        "https://][",
    ),
    *(
        "https://a..b",
        "https://.host",
        "https://-host",
        "https://host-",
        "https://host..",
        "https://.",
    ),
    *("https://ex%61mple.com", "https://" + "a" * 64 + ".com", "https://" + "a." * 150 + "com"),
    *("https://host,evil", "https://host;x", "https://host!", "https://*", "https://ho'st"),
    *("https://host/../x", "https://host/a/../../b", "https://host/.."),
    # Ports.
    *(
        "https://host:0",
        "https://host:65536",
        "https://host:-1",
        "https://host:x",
        "https://host:1:2",
    ),
    "https://host/" + "a" * 2048,
]


@pytest.mark.parametrize(("typed", "text"), GOOD.items())
def test_an_address_has_one_spelling(typed: str, text: str) -> None:
    assert parse_base_url(typed).text == text
    assert parse_base_url(text).text == text


@pytest.mark.parametrize("typed", BAD)
def test_an_address_that_could_lead_astray_is_refused_in_words(typed: str) -> None:
    with pytest.raises(BadAddress, match=r"\w+ \w+"):
        parse_base_url(typed)


@given(st.text() | st.text().map(lambda text: f"https://{text}"))
def test_nothing_typed_raises_anything_else(typed: str) -> None:
    try:
        url = parse_base_url(typed)
    except BadAddress:
        return
    assert url.text.isascii()
    assert url.is_secure or url.is_loopback


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://openrouter.ai/api/v1", "https://openrouter.ai:443"),
        ("https://openrouter.ai:8443/api/v1", "https://openrouter.ai:8443"),
        ("http://localhost/v1", "http://localhost:80"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_a_key_is_bound_to_scheme_host_and_port(typed: str, origin: str) -> None:
    assert parse_base_url(typed).origin == origin


@pytest.mark.parametrize(
    ("typed", "is_loopback"),
    [
        ("http://localhost", True),
        ("http://127.0.0.2", True),
        ("http://[::1]", True),
        ("https://localhost.example.org", False),
        ("https://128.0.0.1", False),
        ("https://[2001:db8::1]", False),
    ],
)
def test_this_computer_is_told_from_others(typed: str, *, is_loopback: bool) -> None:
    assert parse_base_url(typed).is_loopback is is_loopback


@pytest.mark.parametrize("path", ["responses", "/responses"])
def test_an_endpoint_lies_under_the_address(path: str) -> None:
    url = parse_base_url("https://openrouter.ai/api/v1/")
    assert url.endpoint(path) == "https://openrouter.ai/api/v1/responses"


def test_a_refusal_does_not_quote_a_password() -> None:
    with pytest.raises(BadAddress) as raised:
        parse_base_url("https://me:hunter2hunter2@host/v1")
    assert "hunter2" not in str(raised.value)
