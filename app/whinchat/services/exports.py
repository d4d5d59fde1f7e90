"""Conversations, and code out of them, leaving the library as files of the user's."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from whinchat.domain.conversation import Conversation
from whinchat.domain.errors import WhinchatError
from whinchat.domain.parts import Attachment
from whinchat.domain.values import ConversationId
from whinchat.storage.attachments import read_attachment
from whinchat.storage.disk import Disk, write_atomically
from whinchat.storage.exchange.finding import WantedFormula, formulas_of
from whinchat.storage.exchange.formats import export
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.options import ExportPlan
from whinchat.storage.exchange.record import record_of
from whinchat.storage.exchange.targets import Target, names_in

ReadConversation = Callable[[ConversationId], Awaitable[Conversation]]
"""Returns a conversation as it is now. Raises ``Damaged``."""


class Press(Protocol):
    """What sets formulas and prints pages."""

    async def materials(self, formulas: frozenset[WantedFormula]) -> Materials:
        """Return what draws these formulas, and what prints."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A conversation that could not be exported."""

    conversation_id: ConversationId
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of several conversations."""

    files: tuple[str, ...] = ()
    """Their names, as far as they were written."""
    failed: tuple[Failed, ...] = ()
    lacking: tuple[str, ...] = ()
    """The names of attachments that could not be read; what they belong to was written."""


class _Unwanted(Exception):
    """Nobody wants the file any more."""


class Exports:
    """Writes conversations, and code out of them, where the user wants them.

    A long one takes seconds to write out. Its ``Disk`` is not the library's, which must not wait.
    Who cancels leaves no file that is half written.
    """

    def __init__(self, disk: Disk, read: ReadConversation, attachments: Path, press: Press) -> None:
        self._disk = disk
        self._read = read
        self._attachments = attachments
        self._press = press

    async def write(self, conversation: Conversation, plan: ExportPlan, path: Path) -> Outcome:
        """Write a conversation as it is now to ``path``. Raises ``NotSaved``."""
        now = _frozen(conversation)
        lacking: list[str] = []
        materials = await self._materials(now, plan, lacking)

        await self._run(materials, lambda wanted: write_atomically(path, export(now, plan, wanted)))
        return Outcome((path.name,), lacking=_each_once(lacking))

    async def write_all(
        self,
        ids: Iterable[ConversationId],
        plan: ExportPlan,
        target: Target,
        progress: Callable[[int], None] = lambda _done: None,
    ) -> Outcome:
        """Write conversations to a target; what fails is named and the others go on.

        ``progress`` is told how many are done. Raises ``NotSaved`` where the target as a whole
        cannot be made. Who cancels keeps the files that are whole.
        """
        files: list[str] = []
        failed: list[Failed] = []
        lacking: list[str] = []
        try:
            for done, conversation_id in enumerate(ids, start=1):
                try:
                    files.append(await self._add(conversation_id, plan, target, lacking))
                except WhinchatError as error:
                    failed.append(Failed(conversation_id, str(error)))
                progress(done)
            if files:
                await self._disk.run(target.finish)
        finally:
            # After what is being written, which ends by itself; of a finished one nothing is left.
            self._disk.post(target.abandon)
        return Outcome(tuple(files), tuple(failed), _each_once(lacking))

    async def formulas(
        self, conversation: Conversation, plan: ExportPlan
    ) -> frozenset[WantedFormula]:
        """Return the formulas in what is exported."""
        found: set[WantedFormula] = set()
        record = record_of(_frozen(conversation), plan.options)

        def find(wanted: Materials) -> None:
            for formula in formulas_of(record):
                wanted.check()
                found.add(formula)

        await self._run(self.plain_materials(), find)
        return frozenset(found)

    def plain_materials(self) -> Materials:
        """Return the contents of attachments, and nothing that is drawn."""
        return self._reading([])

    async def names_in(self, folder: Path) -> tuple[str, ...] | None:
        """Return what is in a folder of the user's; ``None`` where no folder is to be read."""
        return await self._disk.run(lambda: names_in(folder))

    async def write_bytes(self, data: bytes, path: Path) -> None:
        """Write a file as it is to ``path``. Raises ``NotSaved``."""
        await self._disk.run(lambda: write_atomically(path, data))

    async def write_text(self, text: str, path: Path) -> None:
        """Write a text to ``path`` in UTF-8, with a line end at its end. Raises ``NotSaved``."""
        whole = text if text.endswith("\n") else f"{text}\n"
        await self._disk.run(lambda: write_atomically(path, whole.encode(errors="replace")))

    async def _add(
        self, conversation_id: ConversationId, plan: ExportPlan, target: Target, lacking: list[str]
    ) -> str:
        conversation = await self._read(conversation_id)
        materials = await self._materials(conversation, plan, lacking)
        names: list[str] = []

        def add(wanted: Materials) -> None:
            names.append(target.add(conversation, wanted))

        await self._run(materials, add)
        return names[0]

    async def _materials(
        self, conversation: Conversation, plan: ExportPlan, lacking: list[str]
    ) -> Materials:
        """Return what the export needs besides the words; formulas are drawn for it first."""
        if not plan.file_format.draws_formulas:
            return self._reading(lacking)
        drawn = await self._press.materials(await self.formulas(conversation, plan))
        return replace(drawn, content=self._reading(lacking).content)

    async def _run(self, materials: Materials, work: Callable[[Materials], object]) -> None:
        """Do work off this thread. Where the caller is cancelled it ends soon by itself."""
        stop = threading.Event()

        def check() -> None:
            if stop.is_set():
                raise _Unwanted

        def do() -> None:
            with suppress(_Unwanted):
                work(replace(materials, check=check))

        try:
            await self._disk.run(do)
        except asyncio.CancelledError:
            stop.set()
            raise

    def _reading(self, lacking: list[str]) -> Materials:
        """Return the contents of attachments; of those that cannot be read, note the names."""

        def content(attachment: Attachment) -> bytes:
            try:
                return read_attachment(self._attachments, attachment)
            except WhinchatError:
                lacking.append(attachment.name or attachment.sha256)
                raise

        return Materials(content=content)


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _frozen(conversation: Conversation) -> Conversation:
    """Return a conversation as it is now, for another thread."""
    messages, marks = conversation.messages.copy(), dict(conversation.marks)
    return replace(conversation, messages=messages, marks=marks)
