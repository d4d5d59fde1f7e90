"""What goes out, and about how much of the window it takes."""

from dataclasses import replace
from datetime import UTC, datetime

from fakes.replies import said
from whinchat.domain.context import context_of, oldest_to_leave_out, tokens_of
from whinchat.domain.conversation import Conversation, Mark, MarkName, Role
from whinchat.domain.draft import Draft
from whinchat.domain.media import PDF
from whinchat.domain.parts import Attachment
from whinchat.domain.usage import Usage
from whinchat.domain.values import ConversationId, MessageId

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SET = Mark(True, NOW, "me")


def talk(*texts: str, **marks: MarkName) -> Conversation:
    """Return a conversation of these texts; ``m1=MarkName.LEFT_OUT`` marks the second message."""
    conversation = Conversation(id=ConversationId("c"), created_at=NOW)
    before = None
    for number, text in enumerate(texts):
        role = Role.ASSISTANT if number % 2 else Role.USER
        message_id = MessageId(f"m{number}")
        name = marks.get(message_id)
        conversation.put(
            replace(
                said(role, text),
                id=message_id,
                parent_id=before,
                marks={name: SET} if name else {},
            )
        )
        before = message_id
    return conversation


def test_words_are_counted_by_their_length() -> None:
    context = context_of(talk("x" * 400, "y" * 800), window=1000)

    assert list(context.tokens) == [104, 204]
    assert (context.used, context.share) == (308, 0.308)


def test_what_is_left_out_does_not_count() -> None:
    context = context_of(talk("x" * 400, "y" * 800, m1=MarkName.LEFT_OUT), window=1000)

    assert (context.used, context.left_out, context.always_kept) == (104, 1, 0)


def test_nobody_knows_the_share_of_an_unknown_window() -> None:
    context = context_of(talk("x"), window=None)

    assert context.share is None
    assert context.share_with(Draft("y" * 10_000)) is None


def test_the_servers_count_corrects_the_guess() -> None:
    conversation = talk("中" * 100, "Yes", "more")
    reply = conversation.messages[MessageId("m1")]
    conversation.put(replace(reply, usage=Usage(input_tokens=100, output_tokens=1)))

    assert context_of(conversation, None).tokens[0] == 104


def test_a_draft_counts_with_its_files() -> None:
    picture = Attachment("a" * 64, "image/png", "hills.png", 9_000_000)
    notes = Attachment("b" * 64, "text/plain", "notes.py", 4_000)

    assert tokens_of(Draft("x" * 400)) == 104
    assert tokens_of(Draft("", (picture, notes))) == 2_004


def test_a_pdf_counts_by_its_size() -> None:
    assert tokens_of(Draft("", (Attachment("a" * 64, PDF, "paper.pdf", 800_000),))) == 8_004


def test_scripts_without_spaces_take_more_tokens_also_where_something_is_marked() -> None:
    conversation = talk("中文" * 200, "漢字かな" * 100, m0=MarkName.ALWAYS_KEPT)

    assert list(context_of(conversation, None).tokens) == [404, 404]
    assert tokens_of(Draft("한국어" * 100)) == 304


def test_what_comes_after_a_message_does_not_count_in_its_place() -> None:
    conversation = talk("x" * 400, "y" * 800, "z" * 400)

    assert context_of(conversation, 1000, MessageId("m2")).used == 308
    assert context_of(conversation, 1000, MessageId("m0")).used == 0


def test_the_oldest_go_first_but_neither_what_is_kept_nor_the_last_turn() -> None:
    texts = ["x" * 400] * 8
    conversation = talk(*texts, m0=MarkName.ALWAYS_KEPT, m2=MarkName.LEFT_OUT)
    context = context_of(conversation, window=1000)

    assert oldest_to_leave_out(conversation, context, 200) == ["m1", "m3", "m4", "m5"]
    assert oldest_to_leave_out(conversation, context, 10_000) == ["m1", "m3", "m4", "m5"]
    assert oldest_to_leave_out(conversation, context, 0) == ["m1"]


def test_an_empty_conversation_has_an_empty_context() -> None:
    context = context_of(talk(), window=1000)

    assert (context.used, list(context.ends())) == (0, [])
