"""What a user does with what is not sent yet, and what must be there then."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from fakes.chats import says
from fakes.waiting import until
from faults.lives import CHOICE
from faults.person import SOME, WORDS, Person
from faults.views import Seen, on_disk
from whinchat.domain.conversation import Role, Status
from whinchat.domain.draft import Draft, joined
from whinchat.domain.values import ConversationId
from whinchat.services.chat import Chat
from whinchat.services.shelf import NEW
from whinchat.services.waiting import Waiter

_LONG = 3600.0
"""Seconds to take a message back: the machine says itself when they are over."""
_ANSWER = "An answer to what waited"


class WaitingRules(Person):
    """Sending while a reply runs, and taking back what was just sent."""

    @precondition(lambda self: self.shown in {*self.streaming, *self.leaving})
    @rule(words=WORDS)
    def queue(self, words: str) -> None:
        """Send while something else is on its way."""
        self.now(lambda: self.chat.waiting.add(Draft(words)))
        self.queues.setdefault(self.chat.id, []).append(Waiter(Draft(words)))

    @precondition(lambda self: self.streaming)
    @rule(which=SOME)
    def the_reply_ends(self, which: int) -> None:
        """Let a reply end well, on the screen or behind it: what waits is sent after it."""
        one = sorted(self.streaming)[which % len(self.streaming)]
        chat, reply = self._open_chat(one), self.streaming.pop(one)
        view = self.listed[one]
        ended = {reply: replace(view.messages[reply], status=Status.COMPLETE)}
        view = view.with_messages(ended, view.leaf_id)
        self.listed[one] = replace(view, is_unread=view.is_unread or one != self.shown)
        leaf = self.listed[one].messages.get(view.leaf_id) if view.leaf_id else None
        # It follows what is shown; where that has not ended well it goes nowhere by itself.
        if leaf is None or leaf.status is not Status.COMPLETE:
            self.hold(one)
        self._expect(self._all_that_goes(one))
        self.now(self.ends.pop(one).set)
        self.do(until(lambda: not chat.is_busy))
        self._note_sent(chat, self._all_that_goes(one))

    @precondition(lambda self: self.is_idle)
    @rule(words=WORDS)
    def send_soon(self, words: str) -> None:
        """Send, with time to take it back."""
        self._begin_to_leave(self.chat, words)
        self.queues.setdefault(self.chat.id, []).insert(0, Waiter(Draft(words)))
        self.leaving[self.chat.id] = self.chat

    @precondition(lambda self: self.leaving)
    @rule(which=SOME)
    def the_time_is_over(self, which: int) -> None:
        """Take nothing back: what was about to leave is sent, and what waits behind it."""
        one = sorted(self.leaving)[which % len(self.leaving)]
        chat = self.leaving.pop(one)
        self._expect(self._all_that_goes(one))
        self.now(chat.waiting.leave_at_once)
        self._note_sent(chat, self._all_that_goes(one))

    @precondition(lambda self: self.shown in self.queues and self.queues[self.shown])
    @rule(which=SOME)
    def recall(self, which: int) -> None:
        """Put what waits, or is about to leave, back where one types."""
        chat, place = self.chat, self._place(which)
        words = self.queues[chat.id].pop(place).draft
        draft = joined((words, self.life.shelf.draft(chat.id)))
        self.now(lambda: chat.waiting.remove(place))
        self.now(lambda: self.life.shelf.keep_draft(chat.id, draft))
        self.drafts[chat.id] = draft.text
        if place == 0 and chat.id in self.leaving:
            # What was to follow it has nothing to follow.
            del self.leaving[chat.id]
            self.hold(chat.id)

    @precondition(lambda self: self.shown in self.queues and self.queues[self.shown])
    @rule(which=SOME, to=SOME)
    def move_what_waits(self, which: int, to: int) -> None:
        """Change the order; what is about to leave stays the first."""
        queue, place, to = self.queues[self.chat.id], self._place(which), self._place(to)
        self.now(lambda: self.chat.waiting.move(place, to))
        if self.chat.id not in self.leaving or 0 not in (place, to):
            queue.insert(to, queue.pop(place))

    @precondition(lambda self: self.shown in self.queues and self.queues[self.shown])
    @rule(which=SOME)
    def send_now(self, which: int) -> None:
        """Send what waits before all else; a reply that runs is stopped."""
        chat, place = self.chat, self._place(which)
        if chat.id in self.leaving:
            return
        self.note_stopped(chat.id)
        self.hold(chat.id)
        words = self.queues[chat.id].pop(place).draft.text
        self._expect([words])
        self.do(chat.send_now(place))
        self._note_sent(chat, [words])

    @precondition(lambda self: self.shown in self.queues and self.queues[self.shown])
    @rule()
    def send_all(self) -> None:
        """Let everything go that is held; now, where nothing is on its way."""
        chat = self.chat
        self.queues[chat.id] = [replace(one, is_held=False) for one in self.queues[chat.id]]
        goes = [] if chat.is_busy else self._all_that_goes(chat.id)
        self._expect(goes)
        self.do(chat.send_all_waiting())
        self._note_sent(chat, goes)

    @rule(words=WORDS, is_killed=st.booleans())
    def end_before_the_first_message_leaves(self, words: str, *, is_killed: bool) -> None:
        """Begin a conversation, and be gone before it is one: its words are typed again."""
        chat = self.now(lambda: self.life.shelf.new_chat(CHOICE))
        self.now(lambda: self.life.shelf.show(chat.id))
        self.shown = chat.id
        self._begin_to_leave(chat, words)
        self.do(self.life.rest())
        self.end_life(is_killed=is_killed)
        self.begin_life()
        typed = Draft(self.drafts.get(NEW, ""))
        self.drafts[NEW] = joined((Draft(words), typed)).text

    def _begin_to_leave(self, chat: Chat, words: str) -> None:
        async def begin() -> None:
            self.life.tasks.start(chat.send_soon(Draft(words), _LONG))
            await until(lambda: chat.waiting.is_leaving)

        self.do(begin())

    def _open_chat(self, conversation_id: ConversationId) -> Chat:
        chat = self.life.shelf._chats.get(conversation_id)
        assert chat is not None
        return chat

    def _place(self, which: int) -> int:
        return which % len(self.queues[self.chat.id])

    def _all_that_goes(self, conversation_id: ConversationId) -> list[str]:
        """Return the words of all that is not held, in order."""
        queue = self.queues.get(conversation_id, [])
        return [waiter.draft.text for waiter in queue if not waiter.is_held]

    def _expect(self, words: list[str]) -> None:
        for _ in words:
            self.life.replies.add(says(_ANSWER))

    def _note_sent(self, chat: Chat, words: list[str]) -> None:
        """Wait until all of it is sent and answered, and note it."""
        if not words:
            return
        self.asked += len(words)
        self.do(until(lambda: len(self.life.replies.requests) == self.asked and not chat.is_busy))
        self.do(self.life.rest())
        self.queues[chat.id] = [one for one in self.queues.get(chat.id, []) if one.is_held]
        view, found = self.listed[chat.id], on_disk(self.paths.conversations)[chat.id].messages
        for text in words:
            new = {key: one for key, one in found.items() if key not in view.messages}
            question = next(key for key, one in new.items() if one.parent_id == view.leaf_id)
            reply = next(key for key, one in new.items() if one.parent_id == question)
            more = {
                question: Seen(view.leaf_id, Role.USER, text),
                reply: Seen(question, Role.ASSISTANT, _ANSWER),
            }
            is_unread = view.is_unread or chat.id != self.shown
            view = replace(view.with_messages(more, reply), is_archived=False, is_unread=is_unread)
        self.listed[chat.id] = view
