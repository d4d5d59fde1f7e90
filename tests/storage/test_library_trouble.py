"""Laws of saving when the disk will not: nothing is lost, it is told and tried again."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.libraries import Told, names_in, opened_library
from fakes.waiting import until
from whinchat.domain.conversation import Status
from whinchat.domain.errors import NotSaved
from whinchat.domain.parts import Attachment, TextPart
from whinchat.domain.values import ConversationId
from whinchat.storage import files, journal

QUESTION = fakes.a_message("What is a whinchat?")
SECOND = fakes.a_message("And where?", QUESTION)
REPLY = fakes.a_message("", QUESTION, status=Status.STREAMING)


class Switch:
    """Makes writing fail while it is on."""

    def __init__(self) -> None:
        self.errno = 0

    def __call__(self, file: int, data: bytes) -> int:
        if self.errno:
            # Half a line reaches the file, as when a disk fills up.
            os.write(file, bytes(data)[: len(data) // 2])
            raise OSError(self.errno, os.strerror(self.errno))
        return os.write(file, data)


@pytest.fixture
def disk_full(monkeypatch: pytest.MonkeyPatch) -> Switch:
    switch = Switch()

    class Calls:
        def __getattr__(self, name: str) -> object:
            return switch if name == "write" else getattr(os, name)

    monkeypatch.setattr(files, "os", Calls())
    return switch


async def texts_after_restart(folder: Path, conversation_id: ConversationId) -> list[str]:
    async with opened_library(folder) as library:
        conversation = await library.load(conversation_id)
    return [message.text for message in conversation.messages.values()]


async def test_a_full_disk_is_told_and_tried_again_until_it_works(
    tmp_path: Path, disk_full: Switch
) -> None:
    told: list[Told] = []
    conversation = fakes.a_conversation()
    async with opened_library(tmp_path, told, retry_seconds=0.05) as library:
        library.begin(conversation)
        await library.save_message(conversation.id, QUESTION)

        disk_full.errno = 28
        with pytest.raises(NotSaved, match=r"disk is full\. Free some space"):
            await library.save_message(conversation.id, SECOND)
        with pytest.raises(NotSaved):
            await library.settle(conversation.id)
        await until(lambda: len(told) >= 3)
        assert all(trouble is not None for _, trouble in told)

        disk_full.errno = 0
        count = len(told)
        await until(lambda: len(told) >= count + 1)
        assert told[-1] == (conversation.id, None)
        await library.settle(conversation.id)
    assert await texts_after_restart(tmp_path, conversation.id) == [QUESTION.text, SECOND.text]


async def test_a_reply_goes_on_in_memory_while_the_disk_is_full(
    tmp_path: Path, disk_full: Switch
) -> None:
    conversation = fakes.a_conversation()
    async with opened_library(tmp_path, retry_seconds=0.05) as library:
        library.begin(conversation)
        await library.save_message(conversation.id, QUESTION)
        disk_full.errno = 122
        library.save_growth(conversation.id, replace(REPLY, parts=(TextPart("A"),)))
        with pytest.raises(NotSaved, match="quota"):
            await library.settle(conversation.id)
        library.save_end(
            conversation.id, replace(REPLY, parts=(TextPart("A bird"),), status=Status.COMPLETE)
        )
        with pytest.raises(NotSaved):
            await library.close_conversation(conversation.id)
        disk_full.errno = 0
        await library.close_conversation(conversation.id)
    assert await texts_after_restart(tmp_path, conversation.id) == [QUESTION.text, "A bird"]


async def test_what_could_not_be_saved_is_tried_once_more_at_quitting(
    tmp_path: Path, disk_full: Switch
) -> None:
    conversation = fakes.a_conversation()
    async with opened_library(tmp_path, retry_seconds=3600) as library:
        library.begin(conversation)
        disk_full.errno = 28
        with pytest.raises(NotSaved):
            await library.save_message(conversation.id, QUESTION)
        disk_full.errno = 0
    assert await texts_after_restart(tmp_path, conversation.id) == [QUESTION.text]


async def test_a_failed_sync_is_never_trusted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = fakes.a_conversation()
    async with opened_library(tmp_path) as library:
        library.begin(conversation)
        await library.save_message(conversation.id, QUESTION)
        path = tmp_path / "conversations" / f"{conversation.id}.journal"
        before = path.stat().st_ino
        with monkeypatch.context() as patch:
            patch.setattr(journal, "sync_file", failing_sync)
            with pytest.raises(NotSaved, match="disk reported an error"):
                await library.save_message(conversation.id, SECOND)

        await library.settle(conversation.id)

        assert path.stat().st_ino != before
    assert await texts_after_restart(tmp_path, conversation.id) == [QUESTION.text, SECOND.text]


def failing_sync(_file: int) -> None:
    raise OSError(5, os.strerror(5))


async def test_a_folder_that_vanishes_is_noticed_and_written_anew(tmp_path: Path) -> None:
    told: list[Told] = []
    conversation = fakes.a_conversation()
    folder = tmp_path / "conversations"
    async with opened_library(tmp_path, told, retry_seconds=0.05) as library:
        library.begin(conversation)
        await library.save_message(conversation.id, QUESTION)
        await library.fold(conversation.id)
        await library.save_message(conversation.id, SECOND)
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()

        with pytest.raises(NotSaved, match=r"folder is gone\. Put it back"):
            await library.save_message(conversation.id, fakes.a_message("third"))
        await until(lambda: len(told) >= 2)

        assert told[-1] == (conversation.id, None)
        assert names_in(folder) == ["json"]
    texts = await texts_after_restart(tmp_path, conversation.id)
    assert texts == [QUESTION.text, SECOND.text, "third"]


async def test_a_file_that_somebody_else_changed_is_merged_with_ours(tmp_path: Path) -> None:
    conversation = fakes.a_conversation()
    async with opened_library(tmp_path) as library:
        library.begin(conversation)
        await library.save_message(conversation.id, QUESTION)
        await library.fold(conversation.id)
        path = tmp_path / "conversations" / f"{conversation.id}.json"
        path.write_bytes(path.read_bytes().replace(b"whinchat?", b"stonechat?"))

        await library.save_message(conversation.id, SECOND)
        await library.fold(conversation.id)
        assert names_in(tmp_path / "conversations") == ["bak", "json"]
    texts = await texts_after_restart(tmp_path, conversation.id)
    assert sorted(texts) == sorted([QUESTION.text, "What is a stonechat?", SECOND.text])


async def test_a_file_that_somebody_else_spoiled_is_kept_beside_ours(tmp_path: Path) -> None:
    conversation = fakes.a_conversation()
    async with opened_library(tmp_path) as library:
        library.begin(conversation)
        await library.save_message(conversation.id, QUESTION)
        await library.fold(conversation.id)
        path = tmp_path / "conversations" / f"{conversation.id}.json"
        path.write_bytes(b"{<<<<<<< mine")

        await library.save_message(conversation.id, SECOND)
        await library.fold(conversation.id)
        (kept,) = (tmp_path / "conversations").glob("*.conflict-*.json")
        assert kept.read_bytes() == b"{<<<<<<< mine"
    assert await texts_after_restart(tmp_path, conversation.id) == [QUESTION.text, SECOND.text]


async def test_an_attachment_that_is_not_kept_keeps_its_message_unsaved(
    tmp_path: Path, disk_full: Switch
) -> None:
    data = b"picture"
    attachment = attachment_of(data)
    conversation = fakes.a_conversation()
    async with opened_library(tmp_path, retry_seconds=3600) as library:
        library.begin(conversation)
        disk_full.errno = 28
        library.keep_attachment(attachment, data)
        with pytest.raises(NotSaved, match="full"):
            await library.save_message(conversation.id, QUESTION)
        disk_full.errno = 0
        await library.settle(conversation.id)
        assert await library.attachment(attachment) == data


def attachment_of(data: bytes) -> Attachment:
    return Attachment(hashlib.sha256(data).hexdigest(), "image/png", "a.png", len(data))
