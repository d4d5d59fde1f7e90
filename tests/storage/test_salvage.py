"""Laws of what is read of damaged conversations."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import conversations as fakes
from whinchat.domain.conversation import Conversation, Field, Status
from whinchat.domain.values import ConversationId
from whinchat.storage.conversation_file import Document, document_of
from whinchat.storage.journal_lines import message_line
from whinchat.storage.message_codec import message_to_json
from whinchat.storage.salvage import salvage

LONG = 'He said "yes" and \\ went, 👋 ' * 20


def a_talk(turns: int = 10) -> Conversation:
    messages = [fakes.a_message(f"Question 0. {LONG}")]
    for number in range(1, 2 * turns):
        later = fakes.NOW.replace(minute=number)
        text = f"Words {number}. {LONG}"
        messages.append(fakes.a_message(text, messages[-1], created_at=later))
    return fakes.a_conversation(*messages, title="Birds")


TALK = a_talk()
FILE = b"".join(document_of(TALK).pieces())
TEXTS = [message.text for message in TALK.messages.values()]


def texts_in(document: Document | None) -> list[str]:
    if document is None:
        return []
    conversation = document.conversation(ConversationId("x"))
    return [message.text for message in conversation.messages.values()]


def assert_nothing_is_made_up(document: Document | None) -> int:
    """Return how many messages are whole; what is not is marked, and begins one that was."""
    whole = 0
    messages = document.conversation(ConversationId("x")).messages if document else {}
    for message_id, message in messages.items():
        said = TALK.messages[message_id].text
        if message.text == said:
            whole += 1
        else:
            assert message.status is Status.INTERRUPTED
            assert said.startswith(message.text)
    return whole


@given(st.integers(0, len(FILE)))
def test_of_a_file_that_breaks_off_all_before_the_end_is_read(end: int) -> None:
    document = salvage(FILE[:end], b"")

    whole = assert_nothing_is_made_up(document)
    assert whole >= FILE[:end].count(b"\n    }")


@given(st.integers(0, len(FILE)), st.integers(1, 5000))
def test_zeros_cost_what_they_cover_and_the_message_around(start: int, length: int) -> None:
    end = min(len(FILE), start + length)
    damaged = FILE[:start] + b"\0" * (end - start) + FILE[end:]

    document = salvage(damaged, b"")

    whole = assert_nothing_is_made_up(document)
    touched = FILE[start:end].count(b"\n    {") + 2
    assert whole >= len(TEXTS) - touched


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_whatever_lies_there_raises_nothing(file: bytes, journal: bytes) -> None:
    salvage(file, journal, file)
    salvage(FILE + file, journal)
    salvage(b'{"messages": [{"id": "a", "role": "user", ' + file, journal)


def test_both_sides_of_a_conflict_are_read() -> None:
    mine, theirs = fakes.a_message("Mine"), fakes.a_message("Theirs")
    base = fakes.a_conversation(fakes.a_message("Before"), title="Old")
    ours = replace(base, messages=base.messages.copy())
    ours.put(mine)
    others = replace(base, messages=base.messages.copy())
    others.put(theirs)
    lines = [b"".join(document_of(one).pieces()).split(b"\n") for one in (ours, others)]
    same = next(n for n, pair in enumerate(zip(*lines, strict=True)) if pair[0] != pair[1])
    tails = [b"\n".join(side[same:-3]) for side in lines]
    head, end = b"\n".join(lines[0][:same]), b"\n".join(lines[0][-3:])
    pieces = [head, b"<<<<<<< HEAD", tails[0], b"=======", tails[1], b">>>>>>> other", end]

    document = salvage(b"\n".join(pieces), b"")

    assert sorted(texts_in(document)) == ["Before", "Mine", "Theirs"]


def test_what_only_the_journal_or_the_previous_copy_has_is_read() -> None:
    first, *others = TALK.messages.values()
    more = fakes.a_message("New", others[-1])
    journal = message_line(message_to_json(more))

    document = salvage(b"\0" * 50, journal, FILE)

    assert texts_in(document) == [*TEXTS, "New"]
    assert first.text in texts_in(salvage(FILE[:3000], b"", b""))


def test_what_lost_its_parent_follows_the_message_before_it() -> None:
    messages = [*TALK.messages.values()]
    slots = document_of(TALK).slots
    without = FILE.replace(slots[4], b"    garbage")

    document = salvage(without, b"")

    assert document is not None
    recovered = document.conversation(ConversationId("x"))
    assert recovered.messages[messages[5].id].parent_id == messages[3].id
    assert [one.id for one in recovered.branch()] == [
        message.id for message in messages if message is not messages[4]
    ]


def test_the_title_is_kept_where_it_can_be_read() -> None:
    document = salvage(FILE.replace(b'"version"', b'"ver\0sion"')[:9000], b"")

    assert document is not None
    assert document.conversation(ConversationId("x")).marks[Field.TITLE].value == "Birds"


def test_files_laid_out_by_others_are_read() -> None:
    compact = b'{"format":"whinchat-conversation","messages":[' + b",".join(
        b'{"id":"m%d","role":"user","parts":[{"type":"text","text":"Words %d"}]}' % (n, n)
        for n in range(5)
    )

    assert texts_in(salvage(compact + b',{"id":', b"")) == [f"Words {n}" for n in range(5)]


def test_nothing_is_nothing() -> None:
    assert salvage(b"", b"") is None
    assert salvage(b"\0" * 4096, b"{}\n") is None
    assert salvage(b'{"messages": []}', b"") is None


def _flipped(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 20))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def _zeroed(chance: random.Random, data: bytes) -> bytes:
    return data[: (start := chance.randrange(len(data)))] + b"\0" * (len(data) - start)


def _holed(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice((1, 64, 4096)) :]


@pytest.mark.parametrize(
    ("damage", "share"), [(_flipped, 0.7), (_cut, 0.4), (_zeroed, 0.4), (_holed, 0.8)]
)
def test_much_is_saved(damage: Callable[[random.Random, bytes], bytes], share: float) -> None:
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret
    runs, words = 300, 0
    for _ in range(runs):
        said = {*texts_in(salvage(damage(chance, FILE), b""))}
        words += sum(text in said for text in TEXTS)

    saved = words / runs / len(TEXTS)
    print(f"{damage.__name__}: {saved:.0%} of the messages, word for word")  # noqa: T201 - the figure is what a run is for
    assert saved > share


def test_whatever_was_cut_out_every_message_can_be_reached() -> None:
    chance = random.Random(3)  # noqa: S311 - repeatable, not secret
    for _ in range(300):
        document = salvage(_holed(chance, FILE), b"")
        messages = document.conversation(ConversationId("x")).messages if document else {}
        for message_id in messages:
            above, steps = messages[message_id].parent_id, 0
            while above is not None:
                above, steps = messages[above].parent_id, steps + 1
                assert steps <= len(messages)


def test_a_message_that_follows_itself_follows_the_one_before() -> None:
    ids = [*TALK.messages]
    wrong = FILE.replace(
        b'"parent_id": "%b"' % ids[3].encode(), b'"parent_id": "%b"' % ids[4].encode()
    )

    document = salvage(wrong[:-20], b"")

    assert document is not None
    recovered = document.conversation(ConversationId("x"))
    assert [message.id for message in recovered.branch()] == ids
