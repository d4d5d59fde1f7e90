"""What the user attached, as servers take it."""

import base64

from whinchat.domain.parts import Attachment, FilePart, ImagePart, TextPart
from whinchat.provider.wire.user_content import user_content

PNG = b"\x89PNG\r\n\x1a\n...."
PDF = b"%PDF-1.7 ..."


def attachment(name: str, media_type: str = "text/plain") -> Attachment:
    return Attachment(name, media_type, name, 1)


def test_a_picture_goes_as_a_data_url_with_its_detail() -> None:
    part = ImagePart(attachment("a.png", "image/png"))

    assert user_content((part, TextPart("What?")), {"a.png": PNG}) == [
        {
            "type": "input_image",
            "detail": "auto",
            "image_url": f"data:image/png;base64,{base64.b64encode(PNG).decode()}",
        },
        {"type": "input_text", "text": "What?"},
    ]


def test_a_pdf_goes_as_a_file() -> None:
    [sent] = user_content((FilePart(attachment("a.pdf", "application/pdf")),), {"a.pdf": PDF})

    assert sent == {
        "type": "input_file",
        "filename": "a.pdf",
        "file_data": f"data:application/pdf;base64,{base64.b64encode(PDF).decode()}",
    }


def test_text_goes_as_text_in_a_fence_longer_than_its_own() -> None:
    [sent] = user_content((FilePart(attachment("a.md")),), {"a.md": b"````\ncode\n````\n"})

    assert sent == {
        "type": "input_text",
        "text": "a.md:\n\n`````\n````\ncode\n````\n`````",
    }


def test_what_is_lost_is_named_in_its_place() -> None:
    [sent] = user_content((ImagePart(attachment("a.png", "image/png")),), {})

    assert sent == {"type": "input_text", "text": "(The file a.png was attached here and is lost.)"}


def test_a_file_of_an_unknown_kind_sends_no_garbage() -> None:
    part = FilePart(attachment("a.docx", "application/msword"))

    [sent] = user_content((part,), {"a.docx": b"PK\x03\x04\x00"})

    assert sent == {
        "type": "input_text",
        "text": "(The file a.docx was attached here and cannot be read.)",
    }
