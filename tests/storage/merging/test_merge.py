"""What becomes of two copies of a conversation, case by case."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

from fakes.conversations import NOW, a_conversation, a_mark, a_message
from whinchat.domain.conversation import Field, Message, Status
from whinchat.domain.parts import TextPart
from whinchat.domain.values import MessageId
from whinchat.storage.conversation_file import Document, document_of
from whinchat.storage.merging.documents import merge
from whinchat.storage.message_codec import message_to_json

QUESTION = a_message("What is a whinchat?")
REPLY = a_message("A small bird.", QUESTION)


def a_file(*messages: Message) -> Document:
    return document_of(a_conversation(*messages))


def texts(document: Document) -> list[str]:
    return [message.text for message in document.messages()]


def saying(message: Message, text: str, status: Status = Status.COMPLETE) -> Message:
    return replace(message, parts=(TextPart(text),) if text else (), status=status)


def test_what_two_people_added_is_all_there_parents_first() -> None:
    here = a_message("And where does it live?", REPLY)
    there = a_message("And what does it eat?", REPLY, created_at=NOW + timedelta(seconds=1))
    merged = merge(a_file(QUESTION, REPLY, here), a_file(QUESTION, REPLY, there))
    assert texts(merged) == ["What is a whinchat?", "A small bird.", here.text, there.text]
    assert [*merged.places] == [QUESTION.id, REPLY.id, here.id, there.id]


def test_the_end_of_a_reply_holds_against_its_beginning() -> None:
    begun = saying(REPLY, "A sm", Status.STREAMING)
    cut = saying(REPLY, "A small", Status.INTERRUPTED)
    merged = merge(merge(a_file(begun), a_file(cut)), a_file(REPLY))
    assert [*merged.messages()] == [REPLY]


def test_words_that_were_purged_in_one_copy_stay_in_the_other_ones_trash() -> None:
    deleted = replace(REPLY, marks={"deleted": a_mark(value=True)})
    (merged,) = merge(a_file(deleted), a_file(saying(deleted, ""))).messages()
    assert merged == deleted


def test_two_really_different_versions_are_siblings() -> None:
    other = saying(REPLY, "A bird of meadows.")
    merged = merge(a_file(QUESTION, REPLY), a_file(QUESTION, other))
    assert sorted(texts(merged)) == ["A bird of meadows.", "A small bird.", QUESTION.text]
    question, *versions = merged.messages()
    assert {version.parent_id for version in versions} == {question.id}
    assert REPLY.id in {version.id for version in versions}


def test_a_sibling_made_by_a_merge_goes_when_its_whole_text_arrives() -> None:
    begun, other = saying(REPLY, "A sm"), saying(REPLY, "A bird of meadows.")
    merged = merge(merge(a_file(begun), a_file(other)), a_file(saying(REPLY, "A small bird.")))
    assert sorted(texts(merged)) == ["A bird of meadows.", "A small bird."]


def test_a_sibling_that_was_answered_stays_with_its_answer() -> None:
    begun, other = saying(REPLY, "A sm"), saying(REPLY, "A bird of meadows.")
    merged = merge(a_file(begun), a_file(other))
    (sibling,) = [message for message in merged.messages() if message.id != REPLY.id]
    answer = a_message("Which meadows?", sibling)
    answered = deepcopy(merged)
    answered.put(message_to_json(answer))
    whole = merge(answered, a_file(saying(REPLY, "A small bird.")))
    assert {sibling.id, answer.id} <= whole.places.keys()


def test_the_later_title_holds_and_at_the_same_moment_the_greater_writer() -> None:
    one, two, three = a_file(QUESTION), a_file(QUESTION), a_file(QUESTION)
    one.set_field(Field.TITLE, a_mark("Early", "z", NOW))
    two.set_field(Field.TITLE, a_mark("Late", "a", NOW + timedelta(seconds=1)))
    three.set_field(Field.TITLE, a_mark("As late", "b", NOW + timedelta(seconds=1)))
    merged = merge(merge(one, two), three)
    assert merged.conversation(a_conversation().id).title == "As late"


def test_fields_that_nobody_knows_survive_at_every_level() -> None:
    one, two = a_file(QUESTION), a_file(QUESTION)
    one.head["x"] = {"of one": 1, "both": [1]}
    two.head["x"] = {"of two": 2, "both": [1]}
    for document, name in ((one, "of one"), (two, "of two")):
        document.put({**message_to_json(QUESTION), name: True, "deep": {name: True}})
    merged = merge(one, two)
    message = merged.message(QUESTION.id)
    assert merged.head["x"] == {"of one": 1, "of two": 2, "both": [1]}
    assert message is not None
    assert message["of one"] is message["of two"] is True
    assert message["deep"] == {"of one": True, "of two": True}


def test_messages_without_an_id_are_all_kept() -> None:
    one, two = Document({}, [b'{"parts":["A"]}', b"7"]), Document({}, [b'{"parts":["B"]}'])
    assert {*merge(one, two).slots} == {b'{"parts":["A"]}', b"7", b'{"parts":["B"]}'}


def test_messages_that_follow_each_other_in_a_circle_are_all_kept() -> None:
    one = replace(QUESTION, parent_id=MessageId("b"), id=MessageId("a"))
    two = replace(QUESTION, parent_id=MessageId("a"), id=MessageId("b"))
    assert [*merge(a_file(one), a_file(two)).places] == ["a", "b"]
