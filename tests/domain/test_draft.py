"""Drafts: words and attachments on their way to become a message."""

from whinchat.domain.draft import (
    MOST_ATTACHMENTS,
    MOST_BYTES,
    Draft,
    draft_of,
    joined,
    refusal_of,
)
from whinchat.domain.parts import Attachment, FilePart, ImagePart, ReasoningPart, TextPart

PICTURE = Attachment("a" * 64, "image/png", "hills.png", 1000)
PAPER = Attachment("b" * 64, "application/pdf", "paper.pdf", 2000)


def test_an_attachment_alone_is_something_to_send() -> None:
    assert Draft(" \n").is_empty
    assert not Draft("", (PICTURE,)).is_empty


def test_a_message_has_what_it_is_about_before_the_words() -> None:
    draft = Draft("\nWhat is this?\n", (PICTURE, PAPER))

    assert draft.parts() == (ImagePart(PICTURE), FilePart(PAPER), TextPart("What is this?"))
    assert Draft("", (PAPER,)).parts() == (FilePart(PAPER),)


def test_a_message_becomes_the_draft_it_was() -> None:
    draft = Draft("What is this?", (PICTURE, PAPER))

    assert draft_of((*draft.parts(), ReasoningPart("Hm."))) == draft


def test_joined_drafts_keep_every_word_and_each_attachment_once() -> None:
    drafts = (Draft("One", (PICTURE,)), Draft(), Draft("", (PAPER,)), Draft("Two", (PICTURE,)))

    assert joined(drafts) == Draft("One\n\nTwo", (PICTURE, PAPER))


def test_what_has_no_room_is_refused_in_a_sentence_that_names_it() -> None:
    many = Draft("", (PICTURE,) * MOST_ATTACHMENTS)
    large = Attachment("c" * 64, "image/png", "poster.png", MOST_BYTES)

    assert refusal_of(Draft("", (PAPER,)), PICTURE) == ""
    assert "hills.png" in refusal_of(many, PICTURE)
    assert "poster.png" in refusal_of(Draft("", (PAPER,)), large)
