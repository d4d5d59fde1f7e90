"""Three hundred addresses: those that must never be opened, and those that lead to a known host."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple


class Address(NamedTuple):
    """An address, and the host that a reader must be told; empty where it may not be opened."""

    text: str
    host: str


_BAD_SCHEMES = (
    "javascript:alert(1)", "JavaScript:alert(1)", "javascript://example.org/%0aalert(1)",
    "vbscript:x", "data:text/html,<script>", "data:image/svg+xml;base64,AAAA", "DATA:,x",
    "file:///etc/passwd", "file://host/share", "FILE:/etc/passwd", "file:relative",
    "smb://host/share", "nfs://host/x", "ftp://example.org/x", "sftp://example.org/x",
    "ms-msdt:/id", "ms-officecmd:x", "ms-settings:", "ms-word:ofe|u|https://example.org/x.doc",
    "search-ms:query=x&crumb=location:\\\\host", "shell:startup", "vscode://file/etc/passwd",
    "vscode:extension/a.b", "steam://run/1", "slack://open", "tel:+123", "sms:123", "callto:x",
    "skype:x?call", "magnet:?xt=x", "ssh://example.org", "telnet://example.org", "ldap://x/",
    "gopher://x/", "jar:https://example.org/x!/", "view-source:https://example.org",
    "about:blank", "chrome://settings", "resource://x", "blob:https://example.org/x",
    "filesystem:https://example.org/x", "intent://x#Intent;end", "itms-services://?x",
    "x-apple.systempreferences:", "help:x", "man:ls", "ghelp:x", "trash:///", "recent:///",
    "apt:nano", "appstream://x", "mailto-x:a@b.org", "httpx://example.org", "h ttp://example.org",
    "java\tscript:alert(1)", "\x01javascript:alert(1)", " https://example.org", "//example.org",
    "\\\\host\\share", "/etc/passwd", "./x", "x.md", "#top", "?q", "", "C:\\x", "C:/x", "about:",
    "ht\u200btps://example.org", "\u202ehttps://example.org", "https\u003a//", "wss://example.org",
    "git+ssh://x/y", "cid:x", "mid:x", "urn:isbn:1",
    "mk:@MSITStore:x", "hcp://x", "ms-help:x", "res://x", "irc://x", "news:x",
    "nntp://x", "rtsp://x", "mms://x", "webcal://x", "market://x", "zoommtg://x", "tg://x",
    "obsidian://x", "bitcoin:x", "teams:x", "git://x/y", "svn://x", "rdp://x", "vnc://x", "cmd:x",
    "wscript:x", "livescript:x", "mocha:x", "feed:https://example.org", "dict://x/y",
)  # fmt: skip
_BAD_HOSTS = (
    "", ":80", "@", "user@", "exa mple.org", "exa\tmple.org", "exa\nmple.org", "exa\0mple.org",
    "exa%00mple.org", "exa%0ample.org", "exa%20mple.org", "exa%2emple.org", "%65xample.org",
    "good.example%2eevil.example", "good.example\\@evil.example", "good.example\\.evil.example",
    "evil.example\\..\\x", "a..b", ".example.org", "-a.org", "a,b.org", "a;b.org", "a|b.org",
    "a b", "example.org:99999", "example.org:-1", "example.org:x", "[::1", "[::g]", "[]",
    "[fe80::1%25eth0]", "exa\u200bmple.org", "exa\u00admple.org", "exa\u2060mple.org",
    "\u202egro.elpmaxe", "exa\ufeffmple.org", "exa\U000e0041mple.org", "exa\u3164mple.org",
    "exa\u2028mple.org", "exa\u0085mple.org", "exa%E2%80%8Bmple.org", "exa<mple.org",
    'exa"mple.org', "exa^mple.org", "exa`mple.org", "exa{mple}.org", "\ud83d.org",
)  # fmt: skip
_BAD_MAIL = (
    "", "?subject=x", "a", "@b.org", "a@", "a@b.org,c@d.org", "a@b.org?attach=/etc/passwd",
    "a@b.org?attachment=/etc/passwd", "a@b.org?bcc=c@d.org", "a@b.org?subject=x%0d%0aBcc:c@d.org",
    "a%0d%0aBcc:c@d.org", "a@b.org%0aCc:x@y.org", "a b@c.org", "a@b.org\n", "\\\\host\\x",
)  # fmt: skip
_PLAIN = ("example.org", "www.example.org", "docs.python.org", "a.b.c.d.example.co.uk", "localhost")
_REST = (
    "",
    "/",
    "/a/b?c=d&e=f#g",
    "/%0d%0aSet-Cookie:x",
    "/a%00b",
    "?x",
    "#x",
    "/(a)/b,c;d",
    "/~u",
)
_TRICKY = (
    ("good.example@evil.example", "evil.example"),
    ("good.example:x@evil.example", "evil.example"),
    ("good.example%2F@evil.example", "evil.example"),
    ("www.good.example%40x@evil.example", "evil.example"),
    ("https%3A%2F%2Fgood.example@evil.example", "evil.example"),
    ("good.example.evil.example", "good.example.evil.example"),
    ("good-example.evil.example", "good-example.evil.example"),
    ("evil.example.", "evil.example."),
    ("EVIL.Example", "evil.example"),
    ("evil.example:8443", "evil.example:8443"),
    ("evil\u3002example", "evil.example"),
    ("\uff45\uff56\uff49\uff4c.example", "evil.example"),
    ("\u24d4vil.example", "evil.example"),
    ("p\u0430ypal.example", "xn--pypal-4ve.example"),
    ("\u0430\u0440\u0440\u04cf\u0435.example", "xn--80ak6aa92e.example"),
    ("xn--80ak6aa92e.example", "xn--80ak6aa92e.example"),
    ("g\u03bf\u03bfd.example", "xn--gd-jbca.example"),
    ("m\u00fcnchen.example", "xn--mnchen-3ya.example"),
    ("3232235777", "192.168.1.1"),
    ("0x7f.1", "127.0.0.1"),
    ("0177.0.0.1", "127.0.0.1"),
    ("[::1]", "::1"),
    ("[2001:DB8::1]:8080", "2001:db8::1:8080"),
)
_MAIL = (
    ("ada@example.org", "ada@example.org"),
    ("ada@example.org?subject=Hello&body=a%0Ab", "ada@example.org"),
    ("ada+x@example.org?cc=b@example.org", "ada+x@example.org"),
    ("a%2Eb@example.org", "a.b@example.org"),
)


def addresses() -> Iterator[Address]:
    """Give the addresses."""
    yield from (Address(text, "") for text in _BAD_SCHEMES)
    for scheme, host in product(("https", "http"), _BAD_HOSTS):
        yield Address(f"{scheme}://{host}/x", "")
    yield from (Address(f"mailto:{text}", "") for text in _BAD_MAIL)
    for host, rest in product(_PLAIN, _REST):
        yield Address(f"https://{host}{rest}", host)
    for scheme, (text, host) in product(("https", "HTTP"), _TRICKY):
        yield Address(f"{scheme}://{text}/a", host)
    yield from (Address(f"mailto:{text}", receiver) for text, receiver in _MAIL)
