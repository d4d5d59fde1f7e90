"""The library: everything on disk, by its verbs. All of it is done on the disk's thread."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace

from whinchat.domain.conversation import Conversation, Field, Mark, MarkName, Message
from whinchat.domain.errors import NotSaved
from whinchat.domain.parts import Attachment
from whinchat.domain.values import ConversationId, MessageId, new_id
from whinchat.paths import Paths
from whinchat.storage import trash
from whinchat.storage.attachments import keep_attachment, read_attachment
from whinchat.storage.backups.restoring import Restoring
from whinchat.storage.conversation_file import document_of
from whinchat.storage.disk import Disk, write_atomically
from whinchat.storage.listing import Listing
from whinchat.storage.open_conversation import OpenConversation, read_conversation
from whinchat.storage.outside import OutsideChanges, TakenIn
from whinchat.storage.reading import path_of, read_file
from whinchat.storage.rounds import Rounds
from whinchat.storage.tidying import prepare
from whinchat.storage.writer import RETRY_SECONDS, Change, Writer

_GROWTH_SECONDS = 0.2
"""Growth is gathered for so long; the promise for all of it is a second."""

Unsaved = Callable[[ConversationId, NotSaved | None], None]


class Library:
    """The conversations on disk. One process has it open at a time (``FolderLock``)."""

    def __init__(
        self,
        paths: Paths,
        disk: Disk,
        writer_id: str,
        unsaved: Unsaved = lambda _conversation_id, _trouble: None,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        """Join the parts; nothing is read yet.

        ``unsaved`` is told, on the loop that ``open`` ran on, when something of a conversation
        could not be saved, and with ``None`` when all of it is on disk again.
        """
        self.writer_id = writer_id
        self._paths = paths
        self._disk = disk
        self._unsaved = unsaved
        self._loop: asyncio.AbstractEventLoop | None = None
        self._take_in: Callable[[TakenIn], None] = lambda _: None
        self._writer = Writer(paths, disk, self._tell, retry_seconds, self._tell_news)
        self._rounds = Rounds(paths, disk, self._writer)
        self.listing = Listing(paths, disk, self._writer, self._rounds.two_places)
        """What the list and the trash do to conversations, open or not, several at once."""
        self.restoring = Restoring(paths, disk, self._writer)
        """What backups bring back."""
        self._growing_lock = threading.Lock()
        self._growing: dict[tuple[ConversationId, MessageId], Message] = {}

    def follow(self, take_in: Callable[[TakenIn], None]) -> None:
        """Have somebody told, on the loop, what others write into conversations that are open."""
        self._take_in = take_in

    async def open(self) -> None:
        """Make the folders, tidy up after a crash, merge what lies there twice.

        Raises ``NotSaved``.
        """
        self._loop = asyncio.get_running_loop()

        def open_() -> None:
            prepare(self._paths)
            self._rounds.begin()

        await self._disk.run(open_)

    async def look_again(self, *, in_each: bool = True) -> OutsideChanges:
        """Return what others changed in the folders since this was asked last.

        What they changed in an open conversation is merged with what is there; their copies are
        merged and go. Our own writing is no change. Without ``in_each`` only folders in which a
        name came or went are looked at, which costs nothing where there is none.
        """
        return await self._disk.run(lambda: self._rounds.look(in_each=in_each))

    async def load(
        self, conversation_id: ConversationId, *, even_if_large: bool = False
    ) -> Conversation:
        """Return a conversation; a reply without an end is ``INTERRUPTED``.

        Raises ``Damaged`` where it cannot be read, ``TooLarge`` above 64 MB unless confirmed.
        """

        def load() -> Conversation:
            held = self._writer.find(conversation_id)
            path = path_of(self._paths.conversations, conversation_id)
            found = held or read_conversation(path, even_if_large=even_if_large)
            conversation = found.conversation(conversation_id)
            if held is None:
                self._writer.adopt(conversation_id, found)
                # What a crash left in the journal goes into the file, while nobody waits for it.
                self._disk.post(lambda: self._writer.fold_if_possible(conversation_id))
            return conversation

        return await self._disk.run(load)

    async def read(self, conversation_id: ConversationId, spare: Disk) -> Conversation:
        """Return a conversation as it is now, large or not, without opening it.

        What is not open is read on ``spare``: reading changes nothing, and may take long. Raises
        ``Damaged``.
        """

        def read_open() -> Conversation | None:
            held = self._writer.find(conversation_id)
            return held.conversation(conversation_id) if held is not None else None

        def read() -> Conversation:
            path = path_of(self._paths.conversations, conversation_id)
            return read_conversation(path, even_if_large=True).conversation(conversation_id)

        held = await self._disk.run(read_open)
        return await spare.run(read) if held is None else held

    async def load_previous_copy(self, conversation_id: ConversationId) -> Conversation:
        """Return the previous good copy as a conversation of its own, with a new id.

        The damaged file stays as it is; the copy is on disk once something is saved in it.
        """

        def load() -> Conversation:
            path = path_of(self._paths.conversations, conversation_id).with_suffix(".bak")
            document = read_file(path)
            document.end_replies()
            copy = replace(document.conversation(ConversationId(new_id())), is_read_only=False)
            self._writer.adopt(copy.id, self._new(copy))
            return copy

        return await self._disk.run(load)

    def begin(self, conversation: Conversation) -> None:
        """Take a new conversation. Nothing is on disk until its first message is saved."""
        new = self._new(conversation)
        self._disk.post(lambda: self._writer.adopt(conversation.id, new))

    async def add(
        self,
        conversation: Conversation,
        attachments: Iterable[tuple[Attachment, bytes]] = (),
    ) -> None:
        """Write a whole new conversation at once; it is not held open. Raises ``NotSaved``.

        For imports and forks: the file is there with all of it or not at all, and what its
        messages have attached is there before it.
        """

        def add() -> None:
            path = path_of(self._paths.conversations, conversation.id)
            for attachment, data in attachments:
                keep_attachment(self._paths.attachments, attachment, data)
            trash.require_nothing_at(conversation.id, self._paths.conversations)
            try:
                write_atomically(path, document_of(conversation).pieces())
            except NotSaved:
                # It may be there, but not to stay: nobody is told of it, so it must not be.
                with suppress(OSError):
                    path.unlink(missing_ok=True)
                raise
            self._writer.stamps.note_all(conversation.id)

        await self._disk.run(add)

    async def save_message(self, conversation_id: ConversationId, message: Message) -> None:
        """Save a message; on the disk itself when this returns. Raises ``NotSaved``.

        What could not be saved is kept and tried again until it is.
        """
        await self._disk.run(
            lambda: self._writer.save(conversation_id, lambda found: found.put(message), sync=True)
        )

    def save_growth(self, conversation_id: ConversationId, message: Message) -> None:
        """Queue a streaming reply as it stands; may be called as often as it grows."""
        key = (conversation_id, message.id)
        with self._growing_lock:
            is_queued = key in self._growing
            self._growing[key] = message
        if not is_queued:
            self._disk.later(_GROWTH_SECONDS, lambda: self._grow(key))

    def save_end(self, conversation_id: ConversationId, message: Message) -> None:
        """Queue the finished reply, to be synced at once."""
        with self._growing_lock:
            self._growing.pop((conversation_id, message.id), None)

        def end() -> None:
            with suppress(NotSaved):
                self._writer.save(conversation_id, lambda found: found.put(message), sync=True)
                self._writer.fold_soon(conversation_id)

        self._disk.post(end)

    def save_field(self, conversation_id: ConversationId, field: Field, mark: Mark) -> None:
        """Queue a changed field."""
        self._post_change(conversation_id, lambda found: found.set_field(field, mark))

    def save_mark(
        self, conversation_id: ConversationId, message_id: MessageId, name: str, mark: Mark
    ) -> None:
        """Queue a changed mark of a message."""
        if name == MarkName.DELETED and mark.value is True:
            self._disk.post(lambda: self.listing.note_deletion(mark.at))
        self._post_change(conversation_id, lambda found: found.set_mark(message_id, name, mark))

    async def settle(self, conversation_id: ConversationId) -> None:
        """Return once everything given so far is on disk. Raises ``NotSaved``."""

        def settle() -> None:
            for key in tuple(self._growing):
                if key[0] == conversation_id:
                    self._grow(key)
            self._writer.settle(conversation_id)

        await self._disk.run(settle)

    async def fold(self, conversation_id: ConversationId) -> None:
        """Write the journal into the conversation's file. Raises ``NotSaved``."""
        await self._disk.run(lambda: self._writer.fold(conversation_id))

    async def close_conversation(self, conversation_id: ConversationId) -> None:
        """Fold and forget a conversation that nobody looks at any more. Raises ``NotSaved``."""
        await self._disk.run(lambda: self._writer.leave(conversation_id))

    async def close(self) -> None:
        """Fold what is open, before the program ends. Raises ``NotSaved``."""

        def close() -> None:
            for key in tuple(self._growing):
                self._grow(key)
            self._writer.close_all()

        await self._disk.run(close)

    def keep_attachment(self, attachment: Attachment, data: bytes) -> None:
        """Queue the content of an attachment; a message saved later is on disk after it."""
        self._disk.post(lambda: self._writer.keep(attachment, data))

    async def attachment(self, attachment: Attachment) -> bytes:
        """Return the content of an attachment. Raises ``Damaged`` where it is missing or other."""
        return await self._disk.run(lambda: read_attachment(self._paths.attachments, attachment))

    def _new(self, conversation: Conversation) -> OpenConversation:
        path = path_of(self._paths.conversations, conversation.id)
        return OpenConversation(path, document_of(conversation))

    def _post_change(self, conversation_id: ConversationId, change: Change) -> None:
        def save() -> None:
            with suppress(NotSaved):
                self._writer.save(conversation_id, change, sync=False)

        self._disk.post(save)

    def _grow(self, key: tuple[ConversationId, MessageId]) -> None:
        with self._growing_lock:
            message = self._growing.pop(key, None)
        if message is not None:
            with suppress(NotSaved):
                self._writer.save(key[0], lambda found: found.grow(message), sync=False)

    def _tell(self, conversation_id: ConversationId, trouble: NotSaved | None) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # The loop is closed: nobody is left to be told.
                self._loop.call_soon_threadsafe(self._unsaved, conversation_id, trouble)

    def _tell_news(self, news: TakenIn) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # The loop is closed: nobody is left to be told.
                self._loop.call_soon_threadsafe(lambda: self._take_in(news))
