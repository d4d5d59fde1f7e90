"""All branches: every message once, in an order that a person can follow."""

from hypothesis import given, settings

from fakes.conversations import a_conversation, a_mark, a_message, conversations
from fakes.exporting import exported
from fakes.nasty_talk import the_nasty_talk
from whinchat.domain.conversation import Conversation, Role
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.options import ExportOptions
from whinchat.storage.exchange.versions import versions_of

ALL = ExportOptions(all_branches=True, times=False, cost=False)


@given(conversation=conversations())
@settings(max_examples=200, deadline=None)
def test_every_message_that_is_not_deleted_is_there_once(conversation: Conversation) -> None:
    written = [each for version in versions_of(conversation) for each in version.ids]
    living = [each.id for each in conversation.messages.values() if not each.is_deleted]

    assert sorted(written) == sorted(living)
    assert next(iter(versions_of(conversation))).ids == tuple(conversation.branch_ids())


def test_what_is_shown_comes_first_and_each_version_says_from_where_it_branches() -> None:
    text = exported(the_nasty_talk(), Format.MARKDOWN, ALL).decode()
    heads = [line for line in text.split("\n") if line.startswith(("# ", "*It", "## "))]

    assert heads == [
        r"# Nasty \<i\>talk\</i\>",
        "## Instructions",
        "## You",
        "## small-model",
        "## Steps",
        "## You",
        "## Assistant",
        "# Version 2, from message 2 on",
        "*It branches from version 1 after message 1.*",
        "## Assistant",
        "## You",
    ]


def test_a_version_within_a_version_comes_right_after_it() -> None:
    first = a_message("1")
    shown = a_message("2 shown", first)
    other = a_message("2 other", first)
    deep = a_message("3 deep", other)
    deeper = a_message("3 deeper", other, role=Role.USER)
    talk = a_conversation(first, other, deep, deeper, shown)
    again = a_message("1 anew")
    talk.put(again)
    talk.marks["leaf_id"] = a_mark(shown.id)

    found = [(v.number, v.parent_number, v.depth, len(v.ids)) for v in versions_of(talk)]

    assert found == [(1, 0, 0, 2), (2, 0, 0, 1), (3, 1, 1, 2), (4, 3, 2, 1)]


def test_what_follows_a_deleted_message_moves_up() -> None:
    first = a_message("1")
    gone = a_message("gone", first, marks={"deleted": a_mark(value=True)})
    after = a_message("after", gone, role=Role.USER)
    shown = a_message("shown", first)
    talk = a_conversation(first, gone, after, shown)

    second = [*versions_of(talk)][1]

    assert (second.parent_number, second.depth, second.ids) == (1, 1, (after.id,))
