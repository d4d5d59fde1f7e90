"""What lies beside the conversations, changed at random: no error, and not a byte is lost."""

import asyncio
import os
import random
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.libraries import opened_library
from fakes.search_indexes import found, opened_index, updated, write_conversation
from faults.corruptions import WAYS
from whinchat.domain.conversation import Mark
from whinchat.domain.draft import Draft
from whinchat.domain.folders import FolderField, FolderId
from whinchat.domain.settings import Settings
from whinchat.domain.trash_clock import TrashClock
from whinchat.domain.values import ConversationId
from whinchat.paths import Paths, portable_paths
from whinchat.storage.conversation_file import document_of
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import Drafts
from whinchat.storage.folders import FolderFile
from whinchat.storage.search_index.database import NAME
from whinchat.storage.settings_file import load_settings, settings_bytes
from whinchat.storage.trash_clock import read_clock, write_clock

IS_LONG = os.environ.get("WHINCHAT_FAULT_RUNS") == "long"
CORRUPTIONS = 5000 if IS_LONG else 300
DATABASES = 500 if IS_LONG else 15
ID = ConversationId("01a2066a73ff701f85f9a973c64abf8c")
COPY = f"{ID}.sync-conflict-20261122-101112-ABCDEFG.json"

pytestmark = [pytest.mark.soak, pytest.mark.timeout(7200 if IS_LONG else 300)]
Read = Callable[[Paths, Disk], Awaitable[object]]


async def write_all(paths: Paths, disk: Disk) -> None:
    """Write one of each file."""
    names: dict[str, Mark] = {
        FolderField.NAME: fakes.a_mark("Birds"),
        FolderField.PARENT: fakes.a_mark(""),
    }
    await FolderFile(paths, disk).save({FolderId("a"): names, FolderId("b"): names})
    drafts = Drafts(paths, disk)
    drafts.save(ID, Draft("half a thought 👋"))
    drafts.save_waiting(ID, [Draft("first"), Draft("second")])
    paths.settings_file.write_bytes(settings_bytes(Settings()))
    write_clock(paths.cache, TrashClock().after_a_look(fakes.NOW))


async def read_drafts(paths: Paths, disk: Disk) -> object:
    drafts = Drafts(paths, disk)
    return await drafts.load(), await drafts.load_waiting()


async def read_settings(paths: Paths, _disk: Disk) -> object:
    settings, _ = load_settings(paths.settings_file)
    return settings_bytes(settings)


async def read_trash_clock(paths: Paths, _disk: Disk) -> object:
    return read_clock(paths.cache).goes_at(fakes.NOW, fakes.NOW)


READ: dict[str, Read] = {
    "folders.json": lambda paths, disk: FolderFile(paths, disk).load(),
    "drafts.json": read_drafts,
    "settings.json": read_settings,
    "cache/trash.json": read_trash_clock,
}


@pytest.mark.parametrize("name", READ)
def test_a_corrupted_file_is_read_or_kept_aside(name: str, tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - repeatable, not secret
    paths, disk = portable_paths(tmp_path), Disk()
    with asyncio.Runner() as runner:
        runner.run(write_all(paths, disk))
        assert disk.close(5)
        path, disk = tmp_path / name, Disk()
        good = path.read_bytes()
        for number in range(CORRUPTIONS):
            content = WAYS[number % len(WAYS)](chance, good)
            path.write_bytes(content)

            runner.run(read(READ[name], paths, disk))

            kept = [*tmp_path.glob(f"{name}*")]
            assert content in [one.read_bytes() for one in kept]
            for one in kept:
                one.unlink()
    assert disk.close(5)


async def read(how: Read, paths: Paths, disk: Disk) -> object:
    return await how(paths, disk)


def test_a_corrupted_copy_is_merged_or_stays_and_takes_nothing_away(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - repeatable, not secret
    question = fakes.a_message("What is a whinchat?")
    here = fakes.a_conversation(question, fakes.a_message("A bird.", question))
    here.id = ID
    file = b"".join(document_of(here).pieces())
    here.put(fakes.a_message("Why?", question))
    copy = b"".join(document_of(here).pieces())
    with asyncio.Runner() as runner:
        for number in range(CORRUPTIONS):
            folder = tmp_path / str(number)
            (folder / "conversations").mkdir(parents=True)
            (folder / "conversations" / f"{ID}.json").write_bytes(file)
            content = WAYS[number % len(WAYS)](chance, copy)
            (folder / "conversations" / COPY).write_bytes(content)

            texts = runner.run(texts_in(folder))

            assert {"What is a whinchat?", "A bird."} <= texts
            assert content in [one.read_bytes() for one in folder.rglob(COPY)]
            shutil.rmtree(folder)


async def texts_in(folder: Path) -> set[str]:
    async with opened_library(folder) as library:
        assert await library.listing.summaries()
        conversation = await library.load(ID)
        return {message.text for message in conversation.messages.values()}


def test_a_corrupted_list_in_the_cache_changes_nothing(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - repeatable, not secret
    path = tmp_path / "cache" / "list.json"

    async def list_all(*, remembers: bool) -> object:
        async with opened_library(tmp_path) as library:
            if remembers:
                await library.add(fakes.a_conversation(fakes.a_message("One")))
                await library.add(fakes.a_conversation(fakes.a_message("Two")))
                await library.listing.remember()
            return await library.listing.summaries()

    with asyncio.Runner() as runner:
        listed = runner.run(list_all(remembers=True))
        good = path.read_bytes()
        for number in range(CORRUPTIONS):
            path.write_bytes(WAYS[number % (len(WAYS) - 1)](chance, good))
            assert runner.run(list_all(remembers=False)) == listed


def test_a_corrupted_search_index_raises_nothing(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - repeatable, not secret
    paths = portable_paths(tmp_path)
    paths.conversations.mkdir()
    for number in range(5):
        talk = fakes.a_conversation(fakes.a_message(f"bird {number} " + "word " * 100))
        write_conversation(paths.conversations, talk)
    before = {path: path.read_bytes() for path in paths.conversations.iterdir()}

    async def search() -> None:
        async with opened_index(paths) as index:
            await updated(index)
            await found(index, "bird 3")

    with asyncio.Runner() as runner:
        runner.run(search())
        good = (paths.cache / NAME).read_bytes()
        for number in range(DATABASES):
            shutil.rmtree(paths.cache)
            paths.cache.mkdir()
            (paths.cache / NAME).write_bytes(WAYS[number % (len(WAYS) - 1)](chance, good))
            runner.run(search())
    assert {path: path.read_bytes() for path in paths.conversations.iterdir()} == before
