"""What a model may not read is said before it is sent."""

import pytest

from whinchat.domain.model import Model
from whinchat.domain.parts import Attachment
from whinchat.ui.composer.unread import unread_words

PICTURE = Attachment("a" * 64, "image/png", "hills.png", 1)
PAPER = Attachment("b" * 64, "application/pdf", "paper.pdf", 1)
NOTES = Attachment("c" * 64, "text/plain", "notes.py", 1)


@pytest.mark.parametrize(
    ("kinds", "attachments", "words"),
    [
        ({"text"}, (NOTES,), ""),
        ({"text", "image"}, (PICTURE, NOTES), ""),
        ({"text"}, (PICTURE,), "Wren does not read pictures."),
        ({"text", "image"}, (PICTURE, PAPER), "Wren does not read PDFs."),
        ({"text"}, (PICTURE, PAPER), "Wren does not read pictures and PDFs."),
        (set(), (PAPER,), "It is not known whether Wren reads PDFs."),
    ],
)
def test_only_what_is_not_read_is_said(
    kinds: set[str], attachments: tuple[Attachment, ...], words: str
) -> None:
    model = Model("vendor/wren", "Wren", input_kinds=frozenset(kinds))

    assert unread_words(model, attachments).startswith(words)
    assert bool(unread_words(model, attachments)) is bool(words)
