"""The index follows the files: what is new, changed, deleted, moved or growing in a journal."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from fakes.conversations import NOW, a_conversation, a_mark, a_message
from fakes.libraries import opened_library
from fakes.search_indexes import found, opened_index, updated, write_conversation
from whinchat.domain.conversation import Field, MarkName, Status
from whinchat.paths import Paths, portable_paths
from whinchat.storage import trash
from whinchat.storage.library import Library
from whinchat.storage.search_index import sources, updating
from whinchat.storage.search_index.database import NAME, Database
from whinchat.storage.search_index.entries import entry_of
from whinchat.storage.search_index.index import SearchIndex
from whinchat.storage.search_index.updating import Updating


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return portable_paths(tmp_path)


@asynccontextmanager
async def _both(paths: Paths) -> AsyncIterator[tuple[Library, SearchIndex]]:
    async with opened_library(paths.data) as library, opened_index(paths) as index:
        yield library, index


async def test_what_is_saved_is_found_before_and_after_the_journal_is_folded(paths: Paths) -> None:
    first = a_message("whinchats sing")
    talk = a_conversation(first)
    async with _both(paths) as (library, index):
        library.begin(talk)
        await library.save_message(talk.id, first)
        await updated(index)
        assert [hit.message_id for hit in await found(index, "sing")][1:] == [first.id]

        await library.fold(talk.id)
        more = a_message("wheatears too", first)
        await library.save_message(talk.id, more)
        await updated(index)
        assert [hit.message_id for hit in await found(index, "wheat")] == [more.id]


async def test_a_reply_that_grows_is_found_by_its_newest_words(paths: Paths) -> None:
    first = a_message("hello")
    talk = a_conversation(first)
    reply = a_message("once", first, status=Status.STREAMING)
    longer = a_message("once upon a time", first, id=reply.id, status=Status.STREAMING)
    async with _both(paths) as (library, index):
        library.begin(talk)
        await library.save_message(talk.id, first)
        await library.fold(talk.id)
        library.save_growth(talk.id, reply)
        await library.settle(talk.id)
        await updated(index)
        library.save_growth(talk.id, longer)
        await library.settle(talk.id)
        await updated(index)

        assert [hit.message_id for hit in await found(index, "upon")] == [reply.id]


async def test_a_long_conversation_is_not_read_again_for_a_line_more(paths: Paths) -> None:
    talk = a_conversation(first := a_message("the first"))
    async with _both(paths) as (library, index):
        library.begin(talk)
        await library.save_message(talk.id, first)
        await library.fold(talk.id)
        await updated(index)
        more = a_message("the second", first)
        await library.save_message(talk.id, more)
        library.save_field(talk.id, Field.TITLE, a_mark("A new title"))
        await library.settle(talk.id)

        with patch.object(sources, "read_conversation", side_effect=AssertionError):
            await updated(index)

        assert [hit.message_id for hit in await found(index, "second")] == [more.id]
        assert [hit.title for hit in await found(index, "first")] == ["A new title"]
        assert [hit.message_id for hit in await found(index, "new title")] == [None]


async def test_a_deleted_message_is_found_in_the_trash_only(paths: Paths) -> None:
    talk = a_conversation(first := a_message("a secret"), title="Talk")
    async with _both(paths) as (library, index):
        library.begin(talk)
        await library.save_message(talk.id, first)
        await library.fold(talk.id)
        await updated(index)
        library.save_mark(talk.id, first.id, MarkName.DELETED, a_mark(value=True))
        await library.settle(talk.id)
        await updated(index)

        assert await found(index, "secret") == []
        (hit,) = await found(index, "secret in:trash")
        assert (hit.message_id, hit.is_deleted) == (first.id, True)


async def test_a_conversation_in_the_trash_is_found_there_until_it_is_purged(paths: Paths) -> None:
    talk = a_conversation(first := a_message("a secret"), title="Talk")
    async with _both(paths) as (library, index):
        library.begin(talk)
        await library.save_message(talk.id, first)
        await library.close_conversation(talk.id)
        trash.move(talk.id, paths.conversations, paths.trash)
        await updated(index)
        assert await found(index, "secret") == []
        assert [hit.is_trashed for hit in await found(index, "in:trash secret")] == [True]

        trash.move(talk.id, paths.trash, paths.conversations)
        await updated(index)
        assert [hit.is_trashed for hit in await found(index, "secret")] == [False]

        trash.move(talk.id, paths.conversations, paths.trash)
        for path in paths.trash.iterdir():
            path.unlink()
        await updated(index)
        assert await found(index, "secret in:trash") == []


async def test_only_messages_that_changed_are_indexed_again(paths: Paths) -> None:
    paths.conversations.mkdir()
    messages = [a_message(f"number {n}") for n in range(50)]
    talk = a_conversation(*messages)
    write_conversation(paths.conversations, talk)
    async with opened_index(paths) as index:
        await updated(index)
        talk.put(a_message("number changed", id=messages[7].id))
        write_conversation(paths.conversations, talk)
        with patch.object(updating, "entry_of", wraps=entry_of) as made:
            await updated(index)

        assert made.call_count == 1
        assert [hit.message_id for hit in await found(index, '"number changed"')] == [
            messages[7].id
        ]
        assert await found(index, '"number 7"') == []


async def test_hits_off_the_branch_that_is_shown_are_marked(paths: Paths) -> None:
    paths.conversations.mkdir()
    question = a_message("which bird")
    answers = [a_message(f"bird {n}", question) for n in range(2)]
    talk = a_conversation(question, *answers)
    talk.marks[Field.LEAF] = a_mark(answers[0].id)
    write_conversation(paths.conversations, talk)
    async with opened_index(paths) as index:
        await updated(index)
        hits = await found(index, "bird")

    assert {hit.message_id: hit.is_on_branch for hit in hits if hit.message_id} == {
        question.id: True,
        answers[0].id: True,
        answers[1].id: False,
    }


async def test_the_newest_come_first_and_whole_words_before_parts(paths: Paths) -> None:
    paths.conversations.mkdir()
    days = [NOW.replace(day=day) for day in (5, 3, 4, 2)]
    texts = ["restart", "art", "artist", "arts"]
    messages = [a_message(t, created_at=d) for t, d in zip(texts, days, strict=True)]
    write_conversation(paths.conversations, a_conversation(*messages, title="Words"))
    async with opened_index(paths) as index:
        await updated(index)
        hits = await found(index, "art")

    assert [hit.snippet.text for hit in hits] == ["artist", "art", "arts", "restart"]


async def test_folders_are_found_by_the_ids_of_their_name(paths: Paths) -> None:
    paths.conversations.mkdir()
    talk = a_conversation(a_message("a bird"), title="Talk")
    talk.marks[Field.FOLDER] = a_mark("f1")
    write_conversation(paths.conversations, talk)
    async with opened_index(paths) as index:
        await updated(index)

        assert await found(index, 'bird folder:"My Trips"', {"my trips": frozenset({"f1", "f2"})})
        assert not await found(index, "bird folder:other", {"other": frozenset({"f2"})})
        assert not await found(index, "bird folder:unknown")


def test_an_update_that_is_given_up_leaves_nothing_half_done(paths: Paths) -> None:
    paths.conversations.mkdir()
    write_conversation(paths.conversations, a_conversation(a_message("bird")))
    connection = Database(paths.cache).open()
    assert connection is not None
    steps = Updating(connection, paths).steps()
    next(steps)
    next(steps, None)
    steps.close()  # type: ignore[attr-defined]  # it is a generator

    assert not connection.in_transaction
    connection.close()


async def test_what_is_purged_leaves_no_trace_in_the_file(paths: Paths) -> None:
    paths.conversations.mkdir()
    kept = [a_conversation(a_message(f"kept {n} songbird")) for n in range(30)]
    for talk in kept:
        write_conversation(paths.conversations, talk)
    secret = a_conversation(a_message("my zugzwang is #hush"), title="Xylophone")
    other = a_message("quagmire stays")
    talk = a_conversation(other, a_message("and follows", other))
    gone = write_conversation(paths.conversations, secret)
    async with opened_index(paths) as index:
        write_conversation(paths.conversations, talk)
        await updated(index)
        file = paths.cache / NAME
        assert b"zugzwang" in file.read_bytes() + file.with_name(f"{NAME}-wal").read_bytes()

        gone.unlink()
        talk.put(replace(other, parts=()))
        write_conversation(paths.conversations, talk)
        await updated(index)

        left = b"".join(path.read_bytes() for path in paths.cache.iterdir()).lower()
        for word in (b"zugzwang", b"hush", b"xylophone", b"quagmire"):
            assert word not in left
        assert b"songbird" in left
        assert len(await found(index, "songbird role:user")) == 30
        assert len(await found(index, "ongbi role:user")) == 30
        assert not await found(index, "ugzwan")


async def test_closing_does_not_wait_for_the_index(paths: Paths) -> None:
    paths.conversations.mkdir()
    for n in range(300):
        write_conversation(paths.conversations, a_conversation(a_message(f"{n} " * 5000)))
    async with opened_index(paths) as index:
        update = asyncio.ensure_future(index.update())
        await asyncio.sleep(0.02)
        began = time.perf_counter()
        await index.close()
        assert time.perf_counter() - began < 1
        await asyncio.wait({update}, timeout=5)
