"""Laws of adding a whole conversation, as imports and forks do."""

import errno
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.libraries import names_in, opened_library
from whinchat.domain.errors import NotSaved
from whinchat.domain.parts import Attachment, ImagePart
from whinchat.storage import disk


async def test_a_whole_conversation_is_added_in_one_file_with_what_it_attaches(
    tmp_path: Path,
) -> None:
    data = b"a picture"
    attachment = Attachment(hashlib.sha256(data).hexdigest(), "image/png", "bird.png", len(data))
    question = fakes.a_message("What is this?", parts=(ImagePart(attachment),))
    whole = fakes.a_conversation(question, fakes.a_message("A bird.", question), title="Birds")
    async with opened_library(tmp_path) as library:
        await library.add(whole, [(attachment, data)])
        assert names_in(tmp_path / "conversations") == ["json"]
        (summary,) = await library.listing.summaries()
        loaded = await library.load(whole.id)
        assert await library.attachment(attachment) == data
    assert summary.title == "Birds"
    assert loaded.branch() == whole.branch()


async def test_adding_never_replaces_a_conversation(tmp_path: Path) -> None:
    question = fakes.a_message("What is a whinchat?")
    reply = fakes.a_message("A bird.", question)
    first = fakes.a_conversation(question)
    async with opened_library(tmp_path) as library:
        await library.add(first)
        with pytest.raises(NotSaved):
            await library.add(replace(first, messages=fakes.a_conversation(reply).messages))
        assert (await library.load(first.id)).branch() == (question,)


async def test_what_could_not_be_made_to_last_is_not_there_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = fakes.a_conversation(fakes.a_message("What is a whinchat?"))

    def fail(_folder: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    async with opened_library(tmp_path) as library:
        with monkeypatch.context() as patch:
            patch.setattr(disk, "sync_folder", fail)
            with pytest.raises(NotSaved):
                await library.add(whole)
        assert await library.listing.summaries() == ()
        await library.add(whole)
