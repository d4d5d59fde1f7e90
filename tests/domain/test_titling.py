"""What a model is asked for a title, and what of its answer can be one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fakes.replies import said
from whinchat.domain.conversation import Conversation, Field, Mark, Message, Role, Status
from whinchat.domain.titling import clean_title, title_request, wants_title
from whinchat.domain.values import ConversationId, MessageId

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def talk(*messages: Message) -> Conversation:
    conversation = Conversation(id=ConversationId("c"), created_at=NOW)
    before = None
    for number, message in enumerate(messages):
        placed = replace(message, id=MessageId(str(number)), parent_id=before)
        conversation.put(placed)
        before = placed.id
    return conversation


QUESTION, ANSWER = said(Role.USER, "Why is the sky blue?"), said(Role.ASSISTANT, "Scattering.")
FAILED = replace(ANSWER, parts=(), status=Status.FAILED)


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ("Why the sky is blue", "Why the sky is blue"),
        ('"Why the sky is blue."', "Why the sky is blue"),
        ("Title: **Why the sky is blue**\n\nBecause…", "Why the sky is blue"),
        ("„Warum der Himmel blau ist“", "Warum der Himmel blau ist"),
        ("「空が青い理由」。", "空が青い理由"),
        ("<think>Hm, sky.</think>\nBlue sky", "Blue sky"),
        ("<think>never ends", ""),
        ("[Blue sky](https://evil.example)", "Blue sky"),
        ("Blue\u202e sky\x07", "Blue sky"),
        ("  \n\n", ""),
        ("***", ""),
    ],
)
def test_a_title_is_one_plain_line(answer: str, title: str) -> None:
    assert clean_title(answer) == title


def test_a_title_is_cut_at_a_word() -> None:
    title = clean_title("A title of many words " * 10)

    assert len(title) <= 80
    assert title.endswith(" of…")


def test_the_first_complete_reply_is_the_moment() -> None:
    assert not wants_title(talk(QUESTION, FAILED))
    assert wants_title(talk(QUESTION, ANSWER))
    assert wants_title(talk(QUESTION, FAILED, QUESTION, ANSWER))
    assert not wants_title(talk(QUESTION, ANSWER, QUESTION, ANSWER))


@pytest.mark.parametrize("typed", ["My own", ""])
def test_what_was_typed_by_hand_counts_even_when_it_was_taken_away(typed: str) -> None:
    conversation = talk(QUESTION, ANSWER)
    conversation.marks[Field.TITLE] = Mark(typed, NOW, "me")

    assert not wants_title(conversation)


def test_the_request_holds_the_beginnings_and_asks_for_the_language() -> None:
    long = replace(ANSWER, parts=said(Role.ASSISTANT, "x" * 9_000).parts)
    request = title_request("m", (QUESTION, long))

    [asked] = request.branch
    assert "Why is the sky blue?" in asked.text
    assert len(asked.text) < 2_000
    assert "language" in request.instructions
    assert request.parameters.max_output_tokens is not None
