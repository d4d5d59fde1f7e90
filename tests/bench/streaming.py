"""A reply that comes in pieces, into the program."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figures, Watch
from bench.heartbeat import Heartbeat
from bench.program import run_program
from bench.stream_server import serving
from fakes.texts import DELTA, mixed_markdown
from fakes.waiting import until
from whinchat.assembly.program import Program
from whinchat.domain.conversation import Role, Status
from whinchat.domain.draft import Draft
from whinchat.domain.parts import TextPart
from whinchat.domain.values import MessageId
from whinchat.services.chat import Chat

TRICKLE_SECONDS = 10
TRICKLE_PAUSE = 0.01
RUSH_PAUSE = 0.001
SHORT, LONG = 10_000, 1_000_000
"""Characters of a reply that goes on."""
_LONGEST_SECONDS = 600.0
_WARM_UP_SECONDS = 2.0
_FEW = 1_000
"""Characters of a reply that only shows that the benchmark runs."""


@dataclass(frozen=True, slots=True)
class _Reply:
    deltas: int
    pause_seconds: float = 0.0
    begun: int = 0
    """Characters that come before, in one piece, and are not measured."""

    @property
    def text(self) -> str:
        return mixed_markdown(self.begun + self.deltas * DELTA)


def ours(deltas: int, folder: Path) -> Figures:
    """Receive, keep and show it with the real window, as fast as it comes."""
    return _through_the_program(_Reply(deltas), folder)


def trickle(deltas: int, folder: Path) -> Figures:
    """The same at 100 deltas a second."""
    return _through_the_program(_Reply(trickling(deltas), TRICKLE_PAUSE), folder)


def rush(deltas: int, folder: Path) -> Figures:
    """The same at 1,000 deltas a second."""
    return _through_the_program(_Reply(deltas, RUSH_PAUSE), folder)


def into_short(deltas: int, folder: Path) -> Figures:
    """100 deltas a second more in a reply of 10 kB."""
    return _through_the_program(_Reply(trickling(deltas), TRICKLE_PAUSE, SHORT), folder)


def into_long(deltas: int, folder: Path) -> Figures:
    """100 deltas a second more in a reply of 1 MB."""
    return _through_the_program(_Reply(trickling(deltas), TRICKLE_PAUSE, LONG), folder)


def trickling(deltas: int) -> int:
    """Return how many deltas trickle: no more than ten seconds' worth."""
    return min(deltas, int(TRICKLE_SECONDS / TRICKLE_PAUSE))


def _through_the_program(reply: _Reply, folder: Path) -> Figures:
    with serving(reply.deltas, reply.pause_seconds, reply.begun) as address:
        environ = {**os.environ, "WHINCHAT_BASE_URL": address, "WHINCHAT_MODEL": "scripted"}
        return run_program(folder, environ, lambda program: _ask(program, reply, folder))


async def _ask(program: Program, reply: _Reply, folder: Path) -> Figures:
    page = program.window.views.page
    await until(lambda: page.can_answer)
    # What the program loads after its first paint is no part of this.
    await asyncio.sleep(_WARM_UP_SECONDS if len(reply.text) > _FEW else 0.3)
    chat = page.chat
    assert chat is not None
    begun, answered = _begun(chat, reply.begun), _answered(chat)
    heartbeat, watch = Heartbeat(), Watch()
    page.send(Draft("Tell me"))
    if reply.begun:
        await asyncio.wait_for(begun, _LONGEST_SECONDS)
        heartbeat, watch = Heartbeat(), Watch()
    await asyncio.wait_for(answered, _LONGEST_SECONDS)
    await program.services.library.settle(chat.id)
    await asyncio.sleep(0.05)  # The last paint.
    figures = watch.read(gap_ms=heartbeat.longest_gap_ms, work_ms=heartbeat.longest_work_ms)
    answer = chat.conversation.branch()[-1]
    assert (answer.text, answer.status) == (reply.text, Status.COMPLETE)
    assert _is_on_disk(folder / "conversations", chat.id)
    return figures


def _is_on_disk(conversations: Path, conversation_id: str) -> bool:
    files = conversations.glob(f"{conversation_id}.*")
    return any('"complete"' in path.read_text("utf-8") for path in files)


def _begun(chat: Chat, characters: int) -> asyncio.Future[None]:
    """Return what is done when so much of the reply has been shown."""
    return _when(chat, lambda _, length: length >= characters)


def _answered(chat: Chat) -> asyncio.Future[None]:
    """Return what is done when the reply has ended."""
    return _when(chat, lambda status, _: status is not Status.STREAMING)


def _when(chat: Chat, is_so: Callable[[Status, int], bool]) -> asyncio.Future[None]:
    """Wait by being told: to look again and again would be measured."""
    done = asyncio.get_running_loop().create_future()

    def follow(message_id: MessageId) -> None:
        message = chat.conversation.messages[message_id]
        if message.role is Role.ASSISTANT and not done.done():
            length = sum(len(part.text) for part in message.parts if isinstance(part, TextPart))
            if is_so(message.status, length):
                done.set_result(None)

    chat.changed.add(follow)
    return done
