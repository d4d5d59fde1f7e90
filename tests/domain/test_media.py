"""Files are known by their content."""

import pytest

from whinchat.domain.media import decode_text, media_type_of


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"GIF89a....", "image/gif"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt \x00", None),
        (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
        (b"\xef\xbb\xbf%PDF-1.4", "application/pdf"),
        (b"import os\n", "text/plain"),
        (b"<svg xmlns='x'/>", "text/plain"),
        ("Schöne Grüße, 你好".encode(), "text/plain"),
        ("Grüße".encode("cp1252"), "text/plain"),
        ("hello".encode("utf-16"), "text/plain"),
        (b"\x7fELF\x02\x01\x01\x00", None),
        (b"PK\x03\x04\x14\x00\x06\x00", None),
        (b"\x00\x00\x00\x18ftypheic", None),
    ],
)
def test_the_content_says_what_a_file_is(data: bytes, media_type: str | None) -> None:
    assert media_type_of(data) == media_type


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_its_own_encoding(encoding: str) -> None:
    assert decode_text("Grüße, naïve".encode(encoding)) == "Grüße, naïve"
