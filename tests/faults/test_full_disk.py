"""A disk that is really full, and one that is really read-only."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.libraries import Told, opened_library
from fakes.waiting import until
from whinchat.domain.errors import NotSaved

QUESTION = fakes.a_message("What is a whinchat?")


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if not sys.platform.startswith("linux"):
        pytest.skip("a small disk of one's own needs Linux")
    try:
        run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder))
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"a small disk needs the right to mount a tmpfs: {error}")
    yield folder
    run("umount", str(folder))


async def test_a_full_disk_loses_nothing_and_is_used_again_once_there_is_space(
    small_disk: Path,
) -> None:
    told: list[Told] = []
    conversation = fakes.a_conversation()
    async with opened_library(small_disk, told, retry_seconds=0.05) as library:
        library.begin(conversation)
        await library.save_message(conversation.id, QUESTION)
        filler = small_disk / "filler"
        filler.write_bytes(b"x" * free_bytes(small_disk))
        long = fakes.a_message("long " * 8000, QUESTION)
        with pytest.raises(NotSaved, match="the disk is full"):
            await library.save_message(conversation.id, long)
        with pytest.raises(NotSaved, match="the disk is full"):
            await library.close_conversation(conversation.id)

        filler.unlink()
        await until(lambda: told and told[-1] == (conversation.id, None))
        await library.close_conversation(conversation.id)
    async with opened_library(small_disk) as library:
        assert (await library.load(conversation.id)).branch() == (QUESTION, long)


async def test_a_disk_that_turns_read_only_can_still_be_read(small_disk: Path) -> None:
    conversation = fakes.a_conversation()
    async with opened_library(small_disk, retry_seconds=3600) as library:
        library.begin(conversation)
        await library.save_message(conversation.id, QUESTION)
        await library.close_conversation(conversation.id)
        run("mount", "-o", "remount,ro", str(small_disk))

        (summary,) = await library.listing.summaries()
        assert (await library.load(summary.id)).branch() == (QUESTION,)
        with pytest.raises(NotSaved, match="read-only"):
            await library.save_message(conversation.id, fakes.a_message("more", QUESTION))
        with pytest.raises(NotSaved, match="read-only"):
            await library.listing.move_to_trash([conversation.id])
        with pytest.raises(NotSaved, match="read-only"):
            await library.open()
        run("mount", "-o", "remount,rw", str(small_disk))
        await library.settle(conversation.id)
    async with opened_library(small_disk) as library:
        assert len((await library.load(conversation.id)).messages) == 2


def free_bytes(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize
