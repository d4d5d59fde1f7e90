"""A fork is the branch up to a message, and nothing of it is the same message."""

from dataclasses import replace

from fakes.conversations import NOW, a_conversation, a_mark, a_message
from whinchat.domain.conversation import Conversation, Field, Status
from whinchat.domain.fork import fork
from whinchat.domain.values import JsonObject

QUESTION = a_message("Which bird is this?")
PARTIAL = a_message("A whin", QUESTION, status=Status.STOPPED)
REPLY = a_message("A whinchat.", QUESTION, continues=PARTIAL.id)
MORE = a_message("Where does it live?", REPLY)


def forked_at_reply(**marks: str) -> Conversation:
    source = a_conversation(QUESTION, PARTIAL, REPLY, MORE, title="Birds")
    source.marks.update({name: a_mark(value) for name, value in marks.items()})
    return fork(source, REPLY.id, "here", NOW)


def test_a_fork_has_the_branch_up_to_the_message_and_no_other_version() -> None:
    forked = forked_at_reply()

    assert [message.text for message in forked.branch()] == [QUESTION.text, REPLY.text]
    assert len(forked.messages) == 2


def test_messages_of_a_fork_have_ids_of_their_own() -> None:
    forked = forked_at_reply()

    assert not {QUESTION.id, REPLY.id} & set(forked.messages)
    assert forked.branch()[1].continues is None


def test_a_fork_says_where_it_comes_from() -> None:
    source = a_conversation(QUESTION, REPLY)
    forked = fork(source, REPLY.id, "here", NOW)

    origin: JsonObject = {"conversation": source.id, "message": REPLY.id}
    assert forked.marks[Field.SOURCE].value == origin


def test_a_fork_talks_to_the_same_model_under_the_same_instructions() -> None:
    forked = forked_at_reply(provider="p", model="vendor/model", instructions="Be brief.")

    assert forked.field_text(Field.MODEL) == "vendor/model"
    assert forked.field_text(Field.INSTRUCTIONS) == "Be brief."


def test_the_title_says_once_that_it_is_a_fork() -> None:
    forked = forked_at_reply()
    again = fork(forked, forked.branch_ids()[-1], "here", NOW)

    assert (forked.title, again.title) == ("Birds (fork)", "Birds (fork)")


def test_a_reply_that_grows_is_a_partial_one_in_the_fork() -> None:
    growing = replace(REPLY, status=Status.STREAMING)

    forked = fork(a_conversation(QUESTION, growing), growing.id, "here", NOW)

    assert forked.branch()[1].status is Status.INTERRUPTED
