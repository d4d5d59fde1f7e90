"""The list of conversations, and the chats that are open."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from whinchat.domain.conversation import Conversation, Field, Role, Status
from whinchat.domain.draft import Draft, joined
from whinchat.domain.fork import fork
from whinchat.domain.model import ModelChoice
from whinchat.domain.values import ConversationId, MessageId, new_id
from whinchat.services.chat import Chat, Replies
from whinchat.services.listeners import Listeners
from whinchat.services.record import Keeping
from whinchat.services.tasks import Tasks
from whinchat.services.temporary import Memory
from whinchat.storage.drafts import Drafts
from whinchat.storage.library import Library
from whinchat.storage.summaries import Summary

NEW = ConversationId("")
"""Stands for the conversation that has no message yet, where drafts are kept by conversation."""


class RowState(StrEnum):
    """The one mark of a row; the most urgent wins."""

    QUIET = ""
    REPLYING = "replying"
    UNREAD = "unread"
    FAILED = "error"
    DRAFT = "draft"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation as the sidebar lists it."""

    id: ConversationId
    title: str
    updated_at: datetime
    is_pinned: bool = False
    state: RowState = RowState.QUIET


class Shelf:
    """Owner of the list. Opens chats, keeps those that reply, and lets go of the others."""

    def __init__(self, library: Library, drafts: Drafts, replies: Replies, tasks: Tasks) -> None:
        self.changed: Listeners[None] = Listeners()
        """Told when a row is new, gone or different."""
        self._library = library
        self._drafts = drafts
        self._replies = replies
        self._tasks = tasks
        self._rows: dict[ConversationId, Row] = {}
        self._trash: dict[ConversationId, Row] = {}
        self._chats: dict[ConversationId, Chat] = {}
        self._marks: dict[ConversationId, RowState] = {}
        """What was told last of a chat that is open."""
        self._leave: dict[ConversationId, tuple[Callable[[], None], ...]] = {}
        self._draft_texts: dict[ConversationId, Draft] = {}
        self._shown: ConversationId | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows, newest first, each with the mark it shows now."""
        rows = (replace(row, state=self._state_of(row)) for row in self._rows.values())
        return tuple(sorted(rows, key=lambda row: row.updated_at, reverse=True))

    async def open(self) -> None:
        """Read the list from the disk."""
        # What was typed while the disk was slow counts more than what lies there.
        self._draft_texts = {**await self._drafts.load(), **self._draft_texts}
        for summary in await self._library.summaries():
            self._rows[summary.id] = self._row_of(summary)
        self.changed.tell(None)

    def new_chat(self, choice: ModelChoice | None) -> Chat:
        """Return a chat without messages. It is listed and kept from its first message on."""
        chat = self._adopt(_empty_conversation())
        if choice is not None:
            chat.choose(choice)
        return chat

    def new_temporary(self, choice: ModelChoice | None) -> Chat:
        """Return a chat that is in memory alone: never listed, nothing of it on the disk."""
        chat = self._adopt(_empty_conversation(), Memory(self._library.writer_id))
        if choice is not None:
            chat.choose(choice)
        return chat

    async def keep(self, chat: Chat) -> None:
        """Make a temporary conversation one like others, with everything in it."""
        await chat.keep_in(self._library)
        if (leaf_id := chat.conversation.leaf_id) is not None:
            self._follow(chat, leaf_id)
            self._save_draft(chat.id)

    def drop(self, chat: Chat) -> None:
        """Let a temporary conversation go for good; a reply that runs is stopped."""
        if chat.is_temporary:
            chat.stop()
            self._draft_texts.pop(chat.id, None)
            self._forget(chat.id)

    async def fork(self, conversation_id: ConversationId, message_id: MessageId) -> Chat:
        """Begin a conversation with the branch up to a message of another.

        Raises ``WhinchatError`` where the one cannot be read or the other not saved.
        """
        source = (await self.chat(conversation_id)).conversation
        source = replace(source, messages=source.messages.copy(), marks=source.marks.copy())
        by, now = self._library.writer_id, datetime.now(UTC)
        # On a thread: every message of the branch is read for it.
        forked = await asyncio.to_thread(fork, source, message_id, by, now)
        await self._library.add(forked)
        self.leave(conversation_id)
        chat = await self.chat(forked.id)
        for leaf_id in chat.conversation.branch_ids()[-1:]:
            self._follow(chat, leaf_id)
        return chat

    async def chat(self, conversation_id: ConversationId, *, even_if_large: bool = False) -> Chat:
        """Open a conversation. Raises ``Damaged``, and ``TooLarge`` unless that is confirmed."""
        if conversation_id not in self._chats:
            loaded = await self._library.load(conversation_id, even_if_large=even_if_large)
            # Somebody else may have opened it meanwhile; two chats of one would be two truths.
            if conversation_id not in self._chats:
                return self._adopt(loaded)
        return self._chats[conversation_id]

    def leave(self, conversation_id: ConversationId) -> None:
        """Close a chat that was opened for one act, unless it is shown or replies."""
        if conversation_id != self._shown:
            self._let_go(conversation_id)

    async def previous_copy(self, conversation_id: ConversationId) -> Chat:
        """Open the last good copy of a damaged conversation, to read it."""
        return self._adopt(await self._library.load_previous_copy(conversation_id))

    def show(self, conversation_id: ConversationId | None) -> None:
        """Note which conversation is on the screen; it counts as read."""
        left, self._shown = self._shown, conversation_id
        if conversation_id in self._rows:
            self._mark(conversation_id, RowState.QUIET)
        if left is not None and left != conversation_id:
            self._let_go(left)

    def draft(self, conversation_id: ConversationId) -> Draft:
        """Return what is typed and not sent in a conversation."""
        return self._draft_texts.get(conversation_id, Draft())

    def keep_draft(self, conversation_id: ConversationId, draft: Draft) -> None:
        """Keep what is typed; an empty draft is forgotten."""
        had_one = conversation_id in self._draft_texts
        if draft.is_empty:
            self._draft_texts.pop(conversation_id, None)
        else:
            self._draft_texts[conversation_id] = draft
        self._save_draft(conversation_id)
        if had_one is draft.is_empty:
            self.changed.tell(None)

    def _save_draft(self, conversation_id: ConversationId) -> None:
        if self._is_temporary(conversation_id):
            return
        # What waits to be sent is on disk with what is being typed: both are drafts after a crash.
        chat = self._chats.get(conversation_id)
        waiting = chat.waiting.drafts if chat is not None else ()
        self._drafts.save(conversation_id, joined((*waiting, self.draft(conversation_id))))

    async def delete(self, conversation_id: ConversationId) -> None:
        """Move a conversation to the trash; a reply that runs is stopped. Raises ``NotSaved``."""
        chat = self._chats.get(conversation_id)
        if chat is not None:
            chat.stop()
        await self._library.move_to_trash(conversation_id)
        if (row := self._rows.pop(conversation_id, None)) is not None:
            self._trash[conversation_id] = replace(row, state=RowState.QUIET)
        self._forget(conversation_id)
        self.changed.tell(None)

    async def restore(self, conversation_id: ConversationId) -> None:
        """Bring a conversation back from the trash. Raises ``NotSaved``."""
        await self._library.restore(conversation_id)
        if (row := self._trash.pop(conversation_id, None)) is not None:
            self._rows[conversation_id] = row
        self.changed.tell(None)

    async def close(self) -> None:
        """Stop the replies that run and wait until what came of them is given to the disk."""
        await asyncio.gather(*(chat.stopped() for chat in tuple(self._chats.values())))

    def _state_of(self, row: Row) -> RowState:
        chat = self._chats.get(row.id)
        if row.state is RowState.DAMAGED:
            return row.state
        if chat is not None and chat.is_replying:
            return RowState.REPLYING
        if row.state is RowState.QUIET and row.id in self._draft_texts and row.id != self._shown:
            return RowState.DRAFT
        return row.state

    def _adopt(self, conversation: Conversation, keeping: Keeping | None = None) -> Chat:
        chat = Chat(conversation, keeping or self._library, self._replies)
        self._chats[conversation.id] = chat

        def follow(message_id: MessageId) -> None:
            self._follow(chat, message_id)

        def follow_field(field: Field) -> None:
            if field is Field.TITLE:
                self._retitle(chat)

        self._leave[conversation.id] = (
            chat.changed.add(follow),
            chat.fields_changed.add(follow_field),
            chat.waiting.changed.add(lambda _: self._save_draft(chat.id)),
        )
        return chat

    def _is_temporary(self, conversation_id: ConversationId) -> bool:
        chat = self._chats.get(conversation_id)
        return chat is not None and chat.is_temporary

    def _retitle(self, chat: Chat) -> None:
        if (row := self._rows.get(chat.id)) is not None:
            self._rows[chat.id] = replace(row, title=chat.conversation.title)
            self.changed.tell(None)

    def _follow(self, chat: Chat, message_id: MessageId) -> None:
        if chat.is_temporary:
            return
        message = chat.conversation.messages[message_id]
        before = self._rows.get(chat.id)
        state = before.state if before else RowState.QUIET
        if message.role is Role.ASSISTANT and chat.id != self._shown:
            state = _state_after(message.status, state)
        moved = before is None or message.role is Role.USER
        row = Row(
            chat.id,
            chat.conversation.title,
            message.created_at if moved or before is None else before.updated_at,
            is_pinned=before.is_pinned if before else False,
            state=state,
        )
        self._rows[chat.id] = row
        is_over = message.status is not Status.STREAMING
        mark, self._marks[chat.id] = self._marks.get(chat.id), self._state_of(row)
        if row != before or is_over or mark is not self._marks[chat.id]:
            self.changed.tell(None)
        if is_over and message.role is Role.ASSISTANT and chat.id != self._shown:
            self._let_go(chat.id)

    def _mark(self, conversation_id: ConversationId, state: RowState) -> None:
        row = self._rows[conversation_id]
        if row.state not in (state, RowState.DAMAGED):
            self._rows[conversation_id] = replace(row, state=state)
        self.changed.tell(None)

    def _let_go(self, conversation_id: ConversationId) -> None:
        chat = self._chats.get(conversation_id)
        # A chat without a message stays: it is in no file from which it could be opened again.
        is_kept = chat is not None and chat.conversation.messages and not chat.is_temporary
        if chat is not None and is_kept and not chat.is_busy:
            if chat.waiting:
                typed = self.draft(conversation_id)
                self.keep_draft(conversation_id, joined((chat.waiting.take_back(), typed)))
            self._forget(conversation_id)
            self._tasks.start(self._library.close_conversation(conversation_id))

    def _forget(self, conversation_id: ConversationId) -> None:
        self._chats.pop(conversation_id, None)
        self._marks.pop(conversation_id, None)
        for leave in self._leave.pop(conversation_id, ()):
            leave()

    def _row_of(self, summary: Summary) -> Row:
        state = RowState.DAMAGED if summary.is_damaged else RowState.QUIET
        return Row(summary.id, summary.title, summary.updated_at, summary.is_pinned, state)


def _empty_conversation() -> Conversation:
    return Conversation(id=ConversationId(new_id()), created_at=datetime.now(UTC))


def _state_after(status: Status, before: RowState) -> RowState:
    match status:
        case Status.STREAMING:
            return before
        case Status.FAILED | Status.INTERRUPTED:
            return RowState.FAILED
        case Status.COMPLETE | Status.STOPPED:
            return RowState.UNREAD
