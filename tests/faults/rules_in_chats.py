"""What a user does in a conversation, and what must be there then."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from fakes.chats import COMPLETE
from fakes.waiting import until
from faults.lives import CHOICE, MADE_TITLE
from faults.person import NAMES, SOME, WORDS, Person
from faults.views import View, view_of
from whinchat.domain.conversation import Field, Role, Status
from whinchat.domain.draft import Draft
from whinchat.domain.events import TextDelta
from whinchat.domain.values import ConversationId, MessageId
from whinchat.services.chat import Chat


class ChatRules(Person):
    """Asking, editing, trying again, deleting."""

    @rule(words=WORDS, reply=WORDS)
    def begin(self, words: str, reply: str) -> None:
        """Write the first message of a new conversation."""
        chat = self.now(lambda: self.life.shelf.new_chat(CHOICE))
        self.listed[chat.id] = View()
        self.do(self.show(chat))
        self.ask(chat.send(Draft(words)), None, words, reply)
        assert chat.id in self.life.titles._asked

    @precondition(lambda self: self.listed)
    @rule(which=SOME)
    def open(self, which: int) -> None:
        """Open a conversation."""
        self.do(self._open(self.pick(which)))

    async def _open(self, conversation_id: ConversationId) -> None:
        await self.show(await self.life.shelf.chat(conversation_id))

    @precondition(lambda self: self.is_idle)
    @rule(words=WORDS, reply=WORDS)
    def send(self, words: str, reply: str) -> None:
        """Go on."""
        chat = self.chat
        self.ask(chat.send(Draft(words)), self.view.leaf_id, words, reply)

    @precondition(lambda self: self.shown)
    @rule(which=SOME, words=WORDS, reply=WORDS)
    def edit(self, which: int, words: str, reply: str) -> None:
        """Ask in other words."""
        chat = self.chat
        question = self.pick_message(which, Role.USER)
        if question is not None:
            self.stop()
            parent_id = self.view.messages[question].parent_id
            self.ask(chat.edit(question, Draft(words)), parent_id, words, reply)

    @precondition(lambda self: self.is_idle)
    @rule(which=SOME, reply=WORDS)
    def retry(self, which: int, reply: str) -> None:
        """Ask again for a reply."""
        question = self.pick_message(which, Role.USER)
        if question is not None:
            self.ask(self.chat.retry(question), question, "", reply)

    @precondition(lambda self: self.is_idle)
    @rule(words=WORDS, reply=WORDS)
    def begin_to_stream(self, words: str, reply: str) -> None:
        """Ask for a reply that comes in part, and ends when the machine says so."""
        leaf_id, end = self.view.leaf_id, asyncio.Event()
        self.life.replies.add([TextDelta(0, reply), end, COMPLETE])
        self.do(self._until_it_says(self.chat, Draft(words), reply))
        self.note_turn(leaf_id, words, reply, Status.INTERRUPTED)
        assert self.view.leaf_id is not None
        self.streaming[self.chat.id], self.ends[self.chat.id] = self.view.leaf_id, end

    async def _until_it_says(self, chat: Chat, draft: Draft, reply: str) -> None:
        before = len(chat.conversation.messages)
        self.life.tasks.start(chat.send(draft))
        await until(lambda: len(chat.conversation.messages) == before + 2)
        await until(lambda: chat.conversation.branch()[-1].text == reply)

    @precondition(lambda self: self.shown in self.streaming)
    @rule()
    def stop(self) -> None:
        """Stop the reply that runs."""
        self.do(self.chat.stopped())
        self.note_stopped(self.chat.id)

    @precondition(lambda self: self.is_idle)
    @rule(which=SOME, is_branch=st.booleans())
    def delete_messages(self, *, which: int, is_branch: bool) -> None:
        """Delete a message or what follows it too."""
        chat = self.chat
        message_id = self.pick_message(which)
        if message_id is None:
            return
        ids = chat.branch_of(message_id) if is_branch else [message_id]
        self.now(lambda: chat.delete(ids))
        self.looks[f"{chat.id}/messages"] = 0
        self._note_deletion(ids, is_deleted=True)

    @precondition(lambda self: self.shown)
    @rule()
    def restore_messages(self) -> None:
        """Bring deleted messages back."""
        deleted = [one for one, it in self.view.messages.items() if it.is_deleted]
        self.now(lambda: self.chat.restore(deleted))
        self._note_deletion(deleted, is_deleted=False)

    def _note_deletion(self, ids: Iterable[MessageId], *, is_deleted: bool) -> None:
        messages = self.view.messages
        more = {one: replace(messages[one], is_deleted=is_deleted) for one in ids}
        self.view = self.view.with_messages(more, self.chat.conversation.leaf_id)

    @precondition(lambda self: self.shown)
    @rule(which=SOME, step=st.sampled_from([-1, 1]))
    def walk(self, which: int, step: int) -> None:
        """Show another version."""
        message_id = self.pick_message(which)
        if message_id is not None:
            self.now(lambda: self.chat.show_version(message_id, step))
            self.view = replace(self.view, leaf_id=self.chat.conversation.leaf_id)

    @precondition(lambda self: self.shown)
    @rule(which=SOME)
    def fork(self, which: int) -> None:
        """Begin a conversation with a part of another."""
        message_id = self.pick_message(which)
        if message_id is None:
            return
        source, branch = self.chat.conversation, self.chat.conversation.branch_to(message_id)
        chat = self.do(self.life.shelf.fork(source.id, message_id))
        assert [one.text for one in chat.conversation.branch()] == [one.text for one in branch]
        assert not {*chat.conversation.messages} & {*source.messages}
        view = view_of(chat.conversation)
        assert (view.folder, view.tags) == (self.view.folder, self.view.tags)
        self.listed[chat.id] = view
        if Field.TITLE in chat.conversation.marks:
            self.titled.add(chat.id)
        self.do(self.show(chat))

    @precondition(lambda self: self.shown)
    @rule(name=NAMES | st.just(""))
    def rename(self, name: str) -> None:
        """Give a title, or take it away."""
        self.now(lambda: self.chat.rename(name))
        self.view = replace(self.view, title=name)
        self.titled.add(self.chat.id)

    @rule()
    def a_model_names(self) -> None:
        """Let titles come that a model was asked for: none where there is one, or was."""
        named = self.life.titles._asked - self.named
        self.named |= named
        self.now(self.life.namer.answer)
        self.do(until(lambda: not self.life.naming._running))
        for one in named & self.listed.keys() - self.titled:
            self.listed[one] = replace(self.listed[one], title=MADE_TITLE)
            self.titled.add(one)

    @precondition(lambda self: self.shown)
    @rule(words=st.sampled_from(["", "not yet sent"]))
    def draft(self, words: str) -> None:
        """Type something, or delete it."""
        self.now(lambda: self.life.shelf.keep_draft(self.chat.id, Draft(words)))
        self.drafts.pop(self.chat.id, None)
        if words:
            self.drafts[self.chat.id] = words
