"""A question to the real model on this computer, through the real client and on to the disk."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest

from fakes.waiting import until
from whinchat.assembly.services import Services
from whinchat.domain.conversation import Message, Status
from whinchat.domain.draft import Draft
from whinchat.domain.errors import FailureKind
from whinchat.domain.events import ModelStarting
from whinchat.domain.provider import LOCAL
from whinchat.domain.settings import Settings
from whinchat.paths import portable_paths
from whinchat.services.chat import Chat
from whinchat.services.local_model import LocalModelState
from whinchat.storage.settings_file import settings_bytes

SMOLLM = Path(os.environ["WHINCHAT_MODELS"]) / "smollm2-135m-instruct-q4_1.gguf"
SHORT = "Hi!"
"""Answered with a greeting each time; some other questions make it ramble now and then."""
LONG = "Write a very long story about a bird. Do not stop."

pytestmark = pytest.mark.local_model


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Services]:
    """Run everything below the window, with the small model as the user's own file."""
    paths = portable_paths(folder)
    paths.settings_file.write_bytes(settings_bytes(Settings(local_model_file=str(SMOLLM))))
    services = Services(paths, {})
    try:
        await services.library.open()
        await services.shelf.open()
        yield services
    finally:
        await services.close()


def new_chat(services: Services) -> Chat:
    choice = services.models.choice_for_new()
    assert choice is not None
    assert choice.provider_id == LOCAL
    return services.shelf.new_chat(choice)


def last(chat: Chat) -> Message:
    return chat.conversation.branch()[-1]


async def words_of(chat: Chat) -> None:
    await until(lambda: len(chat.conversation.branch()) > 1 and len(last(chat).text) > 20, 60)


def child_of(services: Services) -> psutil.Process:
    assert services.local_model.is_running
    children = psutil.Process().children()
    (child,) = (child for child in children if "local_child" in " ".join(child.cmdline()))
    return child


async def until_resting(process: psutil.Process) -> None:
    async with asyncio.timeout(10):
        spent = -1.0
        while process.cpu_times().user != spent:
            spent = process.cpu_times().user
            await asyncio.sleep(0.3)


async def test_a_first_question_is_answered_kept_and_found_again(tmp_path: Path) -> None:
    async with running(tmp_path) as services:
        chat = new_chat(services)
        progress = []
        chat.changed.add(lambda _id: progress.append(chat.progress))

        await chat.send(Draft(SHORT))

        reply = last(chat)
        assert (reply.status, reply.provider_id) == (Status.COMPLETE, LOCAL)
        assert reply.text
        assert reply.usage is not None
        assert reply.usage.output_tokens
        assert ModelStarting() in progress
        child = child_of(services)

    assert not child.is_running()
    async with running(tmp_path) as services:
        (row,) = services.shelf.rows
        again = await services.shelf.chat(row.id)
        assert [message.text for message in again.conversation.branch()] == [
            SHORT,
            reply.text,
        ]
        assert services.local_model.status.state is LocalModelState.READY


async def test_a_model_that_is_killed_keeps_its_words_and_answers_the_next_question(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as services:
        chat = new_chat(services)
        sending = asyncio.ensure_future(chat.send(Draft(LONG)))
        await words_of(chat)

        child_of(services).kill()
        await sending

        broken = last(chat)
        assert broken.status in {Status.INTERRUPTED, Status.FAILED}
        assert len(broken.text) > 20
        assert broken.failure is not None
        assert broken.failure.kind is FailureKind.LOCAL_MODEL
        # A new conversation: small models that are asked on after a story may never end.
        another = new_chat(services)
        await another.send(Draft(SHORT))
        assert last(another).status is Status.COMPLETE


async def test_stopping_keeps_the_words_and_the_model_rests(tmp_path: Path) -> None:
    async with running(tmp_path) as services:
        chat = new_chat(services)
        sending = asyncio.ensure_future(chat.send(Draft(LONG)))
        await words_of(chat)
        child = child_of(services)

        chat.stop()
        await asyncio.wait({sending})

        stopped = last(chat)
        assert stopped.status is Status.STOPPED
        assert len(stopped.text) > 20
        await until_resting(child)
        assert services.local_model.is_running
