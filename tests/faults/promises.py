"""What killed processes were promised, compared with what the disk has."""

import os
import sys
from pathlib import Path

from fakes.libraries import opened_library
from faults.saver import PATTERN
from whinchat.domain.conversation import Conversation, Status
from whinchat.domain.values import ConversationId, MessageId
from whinchat.storage.failures import Damaged


class Promises:
    """What killed processes were promised, and whether the disk has it."""

    def __init__(self) -> None:
        self.saved: dict[tuple[ConversationId, MessageId], int] = {}
        self.set: dict[tuple[ConversationId, str], int] = {}
        self.acknowledged = 0
        self.unreadable = 0
        self.lost = 0
        self.wrong = 0
        self.most_behind_seconds = 0.0
        self._awake_at: float | None = None
        self._grown: list[tuple[ConversationId, MessageId, int, float]] = []

    def figures(self) -> dict[str, object]:
        """Return what was found in all checks."""
        return {
            "acknowledged": self.acknowledged,
            "unreadable": self.unreadable,
            "lost": self.lost,
            "wrong": self.wrong,
            "behind_seconds": round(self.most_behind_seconds, 3),
        }

    def read(self, pipe: int) -> None:
        """Take the reports of one process; its last line may be cut."""
        reports = b""
        while chunk := os.read(pipe, 1 << 16):
            reports += chunk
        os.close(pipe)
        self._grown.clear()
        self._awake_at = None
        for line in reports.decode().split("\n")[:-1]:
            if line.startswith("awake "):
                self._awake_at = float(line.removeprefix("awake "))
                continue
            kind, conversation, message, length, *at = line.split(" ")
            key = (ConversationId(conversation), MessageId(message))
            if kind == "set":
                self.set[key] = int(length)
                self.acknowledged += 1
            elif kind == "saved":
                self.saved[key] = int(length)
                self.acknowledged += 1
            else:
                self._grown.append((*key, int(length), float(at[0])))

    async def check(self, folder: Path, ended_at: float) -> None:
        """Compare with what the library in the folder has after a process ended so.

        The time that a process says it did not get from a busy machine is no lag of its own.
        """
        ended_at = min(ended_at, self._awake_at or ended_at)
        found: dict[tuple[ConversationId, MessageId], str] = {}
        numbers: dict[tuple[ConversationId, str], int] = {}
        async with opened_library(folder) as library:
            # A process may die between throwing away and restoring.
            for path in sorted((folder / "trash").glob("*.json")):
                await library.listing.restore([ConversationId(path.stem)])
            for summary in await library.listing.summaries():
                try:
                    conversation = await library.load(summary.id)
                except Damaged as damage:
                    self.unreadable += 1
                    print(damage, file=sys.stderr)  # noqa: T201 - says what to look at
                    continue
                numbers.update(_numbers_in(conversation))
                for message in conversation.messages.values():
                    found[summary.id, message.id] = message.text
                    self.wrong += message.status is Status.STREAMING
        self.wrong += sum(not PATTERN.startswith(text) for text in found.values())
        self.lost += sum(len(found.get(key, "")) < length for key, length in self.saved.items())
        self.lost += sum(numbers.get(key, 0) < number for key, number in self.set.items())
        for conversation_id, message_id, length, at in self._grown:
            if len(found.get((conversation_id, message_id), "")) < length:
                self.most_behind_seconds = max(self.most_behind_seconds, ended_at - at)
                break
        self._forget_closed(found)

    def _forget_closed(self, found: dict[tuple[ConversationId, MessageId], str]) -> None:
        # Old conversations are checked many times over; the newest ones are enough.
        newest = sorted({conversation_id for conversation_id, _ in found})[-3:]
        self.saved = {key: length for key, length in self.saved.items() if key[0] in newest}
        self.set = {key: number for key, number in self.set.items() if key[0] in newest}


def _numbers_in(conversation: Conversation) -> dict[tuple[ConversationId, str], int]:
    """Return what ``set`` says of fields and marks: each value is a number, or a list of one."""
    marks = dict(conversation.marks)
    for message in conversation.messages.values():
        marks |= {f"{message.id}/{name}": mark for name, mark in message.marks.items()}
    return {
        (conversation.id, name): int(text)
        for name, mark in marks.items()
        for text in (mark.value if isinstance(mark.value, list) else [mark.value])
        if isinstance(text, str) and text.isdigit()
    }
