"""The tree of messages: branches, versions, and what broken trees read as."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from whinchat.domain.conversation import (
    Conversation,
    Field,
    Mark,
    Message,
    Role,
    first_words,
)
from whinchat.domain.parts import ReasoningPart, RefusalPart, TextPart
from whinchat.domain.values import ConversationId, MessageId

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def message(name: str, parent: str | None, text: str = "words", role: Role = Role.USER) -> Message:
    return Message(
        id=MessageId(name),
        parent_id=MessageId(parent) if parent else None,
        role=role,
        parts=(TextPart(text),),
        created_at=NOW,
    )


def conversation(*messages: Message, leaf: str = "") -> Conversation:
    made = Conversation(id=ConversationId("c"), created_at=NOW)
    for each in messages:
        made.put(each)
    if leaf:
        made.marks[Field.LEAF] = Mark(leaf, NOW, "w")
    return made


def ids(messages: tuple[Message, ...]) -> list[str]:
    return [each.id for each in messages]


def test_a_branch_leads_from_the_root_to_the_leaf() -> None:
    tree = conversation(
        message("a", None), message("b", "a"), message("c", "a"), message("d", "c"), leaf="c"
    )

    assert ids(tree.branch()) == ["a", "c"]


def test_without_a_chosen_leaf_the_last_message_is_it() -> None:
    assert ids(conversation(message("a", None), message("b", "a")).branch()) == ["a", "b"]


def test_a_leaf_that_does_not_exist_is_passed_over() -> None:
    assert ids(conversation(message("a", None), leaf="gone").branch()) == ["a"]


def test_a_broken_parent_ends_the_branch() -> None:
    assert ids(conversation(message("b", "lost"), message("c", "b")).branch()) == ["b", "c"]


def test_a_cycle_is_cut() -> None:
    assert ids(conversation(message("a", "b"), message("b", "a")).branch()) == ["a", "b"]


def test_deleted_messages_are_not_in_the_branch() -> None:
    gone = replace(message("b", "a"), marks={"deleted": Mark(value=True, at=NOW, by="w")})
    tree = conversation(message("a", None), gone, message("c", "b"))

    assert ids(tree.branch()) == ["a", "c"]


def deleted(one: Message) -> Message:
    return replace(one, marks={"deleted": Mark(value=True, at=NOW, by="w")})


def test_versions_are_all_that_follow_the_same_message() -> None:
    tree = conversation(
        message("q", None),
        message("r1", "q", role=Role.ASSISTANT),
        message("r2", "q", role=Role.ASSISTANT),
        message("again", "q"),
        message("end", "r2"),
    )

    assert tree.messages.siblings(MessageId("r2")) == ["r1", "r2", "again"]


def test_what_followed_a_deleted_message_is_a_version_of_what_stood_beside_it() -> None:
    tree = conversation(
        message("q", None),
        deleted(message("r1", "q", role=Role.ASSISTANT)),
        deleted(message("more", "r1")),
        message("even more", "more"),
        message("r2", "q", role=Role.ASSISTANT),
    )

    assert tree.messages.siblings(MessageId("r2")) == ["even more", "r2"]
    assert [*tree.messages.living.forks()] == ["q"]


def test_a_deleted_leaf_is_the_nearest_message_before_it() -> None:
    tree = conversation(message("a", None), deleted(message("b", "a")), deleted(message("c", "b")))

    assert tree.leaf_id == "a"
    tree.put(deleted(message("a", None)))
    assert [tree.leaf_id, *tree.branch_ids(), tree.title] == [None, ""]


def test_the_newest_leaf_follows_the_newest_child() -> None:
    tree = conversation(message("a", None), message("b", "a"), message("c", "a"), message("d", "c"))

    assert tree.newest_leaf(MessageId("a")) == "d"


def test_the_newest_leaf_of_a_cycle_is_found() -> None:
    assert conversation(message("a", "b"), message("b", "a")).newest_leaf(MessageId("a")) == "b"


def test_an_empty_conversation_has_no_branch_and_no_title() -> None:
    assert (conversation().branch(), conversation().title) == ((), "")


def test_a_title_given_by_hand_wins_over_first_words() -> None:
    tree = conversation(message("a", None, "Hello there"))
    assert tree.title == "Hello there"

    tree.marks[Field.TITLE] = Mark("Greeting", NOW, "w")

    assert tree.title == "Greeting"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("short", "short"),
        ("  many\n\n spaces ", "many spaces"),
        ("word " * 30, "word word word word word word word word word word word word…"),
        ("x" * 200, "x" * 60 + "…"),
    ],
)
def test_first_words_are_cut_at_a_word(text: str, title: str) -> None:
    assert first_words([message("a", None, text)]) == title


def test_the_words_of_a_message_are_text_and_refusals_without_reasoning() -> None:
    reply = replace(
        message("a", None),
        parts=(ReasoningPart("hm"), TextPart("Yes."), RefusalPart("But no.")),
    )

    assert reply.text == "Yes.\n\nBut no."
