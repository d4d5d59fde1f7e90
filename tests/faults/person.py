"""A user at the program: what he has, by a model as simple as can be, and by the program."""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from fakes.chats import says
from fakes.clock import JumpingClock
from faults.lives import Life, is_writable_by_another
from faults.views import Seen, View, folder_names, on_disk, row_of_view, view_of
from whinchat.domain.conversation import Role, Status
from whinchat.domain.draft import Draft
from whinchat.domain.folders import NO_FOLDER, FolderId, shown_folders
from whinchat.domain.values import ConversationId, MessageId
from whinchat.paths import portable_paths
from whinchat.services.chat import Chat
from whinchat.services.waiting import Waiter
from whinchat.storage.folders import FolderFile

Result = TypeVar("Result")
SOME = st.integers(0, 1000)
WORDS = st.sampled_from(["Hello", "What is a whinchat?", "wörds 👋 \u2028 here", "x" * 99])
NAMES = st.sampled_from(["birds", "work", "Ünsinn"])
_STEP = timedelta(seconds=10)
"""Between two acts: what was deleted together is told by its time."""


class Person(RuleBasedStateMachine):
    """A user at the program, and the model of what he has."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="whinchat-life-"))
        self.paths = portable_paths(self.folder)
        self.clock = JumpingClock()
        self.stack = ExitStack()
        self.runner = self.stack.enter_context(asyncio.Runner())
        self.stack.enter_context(self.clock.in_use())
        self.listed: dict[ConversationId, View] = {}
        self.trashed: dict[ConversationId, View] = {}
        self.looks: Counter[str] = Counter()
        """How often the trash was looked at since something came into it."""
        self.went_with: dict[FolderId, set[ConversationId]] = {}
        self.drafts: dict[ConversationId, str] = {}
        self.shown: ConversationId | None = None
        self.streaming: dict[ConversationId, MessageId] = {}
        """The replies that run."""
        self.ends: dict[ConversationId, asyncio.Event] = {}
        """What lets them end well."""
        self.queues: dict[ConversationId, list[Waiter]] = {}
        """What waits to be sent."""
        self.leaving: dict[ConversationId, Chat] = {}
        """Where the first of that can be taken back in time."""
        self.titled: set[ConversationId] = set()
        """What was given a title, be it none."""
        self.named: set[ConversationId] = set()
        """What a model was asked a title for in this life, and has answered."""
        self.asked = 0
        """How many replies were asked for in this life."""
        self.begin_life()

    def teardown(self) -> None:
        """End the last life."""
        self.do(self.life.die())
        self.stack.close()
        shutil.rmtree(self.folder)

    def do(self, act: Coroutine[Any, Any, Result]) -> Result:
        """Do something on the loop."""

        async def in_time() -> Result:
            async with asyncio.timeout(20):
                return await act

        return self.runner.run(in_time())

    def now(self, act: Callable[[], Result]) -> Result:
        """Do at once what leaves work for the loop behind."""

        async def acting() -> Result:
            return act()

        return self.do(acting())

    def begin_life(self) -> None:
        """Start the program in the folder."""

        async def start() -> Life:
            life = Life(self.paths)
            await life.start()
            return life

        self.life = self.do(start())
        self.shown, self.asked = None, 0
        for known in (self.streaming, self.ends, self.leaving, self.named):
            known.clear()
        for one in self.queues:
            self.hold(one)

    def end_life(self, *, is_killed: bool) -> None:
        """Quit, or be killed while nothing is wanted any more."""
        if is_killed:
            self.do(self.life.die())
            return
        for one in tuple(self.streaming):
            self.note_stopped(one)
        self.do(self.life.quit())

    @invariant()
    def all_agree(self) -> None:
        """Compare the model with what is shown and with what lies on the disk."""
        self.clock.jump(_STEP)
        self.do(self._compare())

    async def _compare(self) -> None:
        life = self.life
        await life.rest()
        listed, trashed = on_disk(self.paths.conversations), on_disk(self.paths.trash)
        assert (listed.keys(), trashed.keys()) == (self.listed.keys(), self.trashed.keys())
        _require_same(listed, self.listed)
        _require_same(trashed, self.trashed)
        for chat in life.shelf._chats:
            _require_same({chat.id: view_of(chat.conversation)}, self.listed)
        rows = {row.id: row for row in (*life.shelf.rows, *life.shelf.archived)}
        assert rows == {key: row_of_view(rows[key], view) for key, view in self.listed.items()}
        assert all(rows[key].title == view.title for key, view in self.listed.items() if view.title)
        marks = await FolderFile(self.paths, life.disk).load()
        assert shown_folders(marks) == life.shelf.folders
        drafts = {key: draft.text for key, draft in (await life.drafts.load()).items()}
        assert drafts == self.drafts == {key: life.shelf.draft(key).text for key in self.drafts}
        self._require_queues(await life.drafts.load_waiting())
        assert len(life.replies.requests) == self.asked
        assert not is_writable_by_another(self.paths.data)

    def _require_queues(self, on_disk: Mapping[ConversationId, tuple[Draft, ...]]) -> None:
        queues = {key: tuple(queue) for key, queue in self.queues.items() if queue}
        drafts = {key: tuple(one.draft for one in queue) for key, queue in queues.items()}
        assert on_disk == drafts
        for chat in self.life.shelf._chats:
            assert chat.waiting.waiters == queues.get(chat.id, ())
            # What goes by itself has something that it waits for.
            assert chat.is_replying is (chat.id in self.streaming)
            assert chat.waiting.is_leaving is (chat.id in self.leaving)
            is_over = not chat.is_replying and not chat.waiting.is_leaving
            assert not is_over or all(one.is_held for one in chat.waiting.waiters)

    @property
    def chat(self) -> Chat:
        """Return the chat that is shown."""
        chat = self.life.shelf._chats.get(self.shown or ConversationId(""))
        assert chat is not None
        return chat

    @property
    def view(self) -> View:
        """Return what must be in the chat that is shown."""
        return self.listed[self.chat.id]

    @view.setter
    def view(self, view: View) -> None:
        self.listed[self.chat.id] = view

    @property
    def is_idle(self) -> bool:
        """Tell whether a chat is shown in which nothing is on its way."""
        return self.shown is not None and self.shown not in {*self.streaming, *self.leaving}

    def pick(self, which: int) -> ConversationId:
        """Return one of the conversations in the list."""
        return sorted(self.listed)[which % len(self.listed)]

    def pick_message(self, which: int, role: Role | None = None) -> MessageId | None:
        """Return one of the messages of the chat that is shown, perhaps only of one side."""
        branch = [one for one in self.chat.conversation.branch() if role in (None, one.role)]
        return branch[which % len(branch)].id if branch else None

    def pick_folder(self, which: int) -> FolderId:
        """Return one of the folders, or the top of the list."""
        folders = sorted(folder_names(self.life.shelf.folders))
        return folders[which % len(folders)] if folders and which % 4 else NO_FOLDER

    async def show(self, chat: Chat) -> None:
        """Bring a chat to the screen."""
        self.life.shelf.show(chat.id)
        self.shown = chat.id
        self.listed[chat.id] = replace(self.listed[chat.id], is_unread=False)

    def ask(
        self,
        act: Coroutine[Any, Any, None],
        parent_id: MessageId | None,
        words: str,
        reply: str,
    ) -> None:
        """Ask for a reply and wait for all of it."""
        self.life.replies.add(says(reply))
        self.do(act)
        self.note_turn(parent_id, words, reply, Status.COMPLETE)

    def note_turn(
        self, parent_id: MessageId | None, words: str, reply: str, status: Status
    ) -> None:
        """Note that a question, unless only a reply was asked for, and its reply are there."""
        self.asked += 1
        new = [one for one in self.chat.conversation.messages if one not in self.view.messages]
        assert len(new) == (2 if words else 1)
        more: dict[MessageId, Seen] = {}
        if words:
            more[new[0]] = Seen(parent_id, Role.USER, words)
            parent_id = new[0]
        more[new[-1]] = Seen(parent_id, Role.ASSISTANT, reply, status)
        view = self.view.with_messages(more, new[-1])
        self.view = replace(view, is_archived=view.is_archived and not words)

    def note_stopped(self, conversation_id: ConversationId) -> None:
        """Note that the reply that ran in a conversation, if any, was stopped."""
        reply = self.streaming.pop(conversation_id, None)
        if reply is None:
            return
        self.ends.pop(conversation_id)
        self.hold(conversation_id)
        view = self.listed[conversation_id]
        ended = {reply: replace(view.messages[reply], status=Status.STOPPED)}
        is_unread = conversation_id != self.shown
        view = view.with_messages(ended, view.leaf_id)
        self.listed[conversation_id] = replace(view, is_unread=view.is_unread or is_unread)

    def hold(self, conversation_id: ConversationId) -> None:
        """Note that nothing of what waits in a conversation goes by itself."""
        queue = self.queues.get(conversation_id, [])
        self.queues[conversation_id] = [replace(one, is_held=True) for one in queue]


def _require_same(
    found: Mapping[ConversationId, View], expected: Mapping[ConversationId, View]
) -> None:
    for key, view in found.items():
        for name in View.__slots__:
            assert (name, getattr(view, name)) == (name, getattr(expected[key], name))
