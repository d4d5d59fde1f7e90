"""How lives end, what other machines do meanwhile, and what must be there then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from fakes.chats import says
from fakes.conversations import a_message
from faults.person import SOME, WORDS, Person
from faults.views import View, on_disk, seen
from whinchat.domain.conversation import Field
from whinchat.domain.draft import Draft
from whinchat.domain.values import ConversationId
from whinchat.storage.conversation_file import document_of
from whinchat.storage.disk import write_atomically
from whinchat.storage.open_conversation import read_conversation

_COPY = "{}.sync-conflict-20261122-101112-ABCDEFG.json"


class DeathRules(Person):
    """Quitting, being killed, and other machines."""

    @rule()
    def quit_and_come_back(self) -> None:
        """Close the window and start again."""
        self.end_life(is_killed=False)
        self.begin_life()

    @rule()
    def be_killed_at_rest(self) -> None:
        """Be killed while nothing is wanted any more: everything is there."""
        self.end_life(is_killed=True)
        self.begin_life()

    @precondition(lambda self: self.is_idle)
    @rule(
        what=st.sampled_from(["send", "edit", "rename", "delete", "folder", "tag"]),
        pieces=st.integers(0, 6),
        words=WORDS,
    )
    def be_killed_meanwhile(self, what: str, pieces: int, words: str) -> None:
        """Be killed in the midst of something: it is done, or not, or partly; all else is there."""
        touched = self.chat.id
        self.life.replies.add(says("Yes."))
        self.do(self.life.die_within(self._act(what, words), pieces))
        self.begin_life()
        self.accept_what_is_there(touched)

    async def _act(self, what: str, words: str) -> None:
        chat, shelf = self.chat, self.life.shelf
        match what:
            case "send":
                await chat.send(Draft(words))
            case "edit" if chat.conversation.branch_ids():
                await chat.edit(chat.conversation.branch_ids()[0], Draft(words))
            case "rename":
                chat.rename(words)
            case "delete":
                await shelf.delete((chat.id,))
            case "folder":
                shelf.move((chat.id,), shelf.new_folder(words))
            case _:
                shelf.tag((chat.id,), (words,))
        await self.life.rest()

    def accept_what_is_there(self, touched: ConversationId) -> None:
        """Take the disk for the model, but for what must not have changed."""
        before = {**self.listed, **self.trashed}
        listed, trashed = on_disk(self.paths.conversations), on_disk(self.paths.trash)
        after = {**listed, **trashed}
        assert not listed.keys() & trashed.keys()
        assert after.keys() == before.keys()
        assert {*listed} - {touched} == {*self.listed} - {touched}
        assert all(after[one] == before[one] for one in before if one != touched)
        assert is_kept(before[touched], after[touched])
        self.listed, self.trashed = listed, trashed
        if after[touched].title:
            self.titled.add(touched)
        if touched in trashed:
            self.looks[touched] = 0

    @precondition(lambda self: self.listed)
    @rule(which=SOME, words=WORDS, is_copy=st.booleans())
    def another_machine_goes_on(self, *, which: int, words: str, is_copy: bool) -> None:
        """Let a sync tool bring a copy, or the file itself, with a message of another machine."""
        conversation_id = self.pick(which)
        if conversation_id in self.streaming:
            return
        path = self.paths.conversations / f"{conversation_id}.json"
        conversation = read_conversation(path).conversation(conversation_id)
        now = datetime.now(UTC) + self.clock.ahead + timedelta(hours=1)
        foreign = a_message(words, created_at=now, parent_id=conversation.leaf_id)
        # Where the choice of a branch names nothing that is there, the newest message is shown.
        is_chosen = conversation.field_text(Field.LEAF) in conversation.messages
        conversation.put(foreign)
        target = path.with_name(_COPY.format(path.stem)) if is_copy else path
        write_atomically(target, document_of(conversation).pieces())
        self.do(self.life.following.look_again(in_each=True))
        view = self.listed[conversation_id]
        more = {foreign.id: seen(foreign)}
        view = view.with_messages(more, view.leaf_id if is_chosen else foreign.id)
        # Whoever writes something takes it out of the archive; here that is seen where it is open.
        is_open = conversation_id in self.life.shelf._chats
        self.listed[conversation_id] = replace(view, is_archived=view.is_archived and not is_open)

    @rule(days=st.sampled_from([-30, 400, -1]))
    def the_clock_jumps(self, days: int) -> None:
        """Let somebody put the clock, or a battery be empty."""
        self.clock.jump(timedelta(days=days))


def is_kept(before: View, after: View) -> bool:
    """Tell whether all words are there that were; one deletion may have been on its way."""
    return all(
        key in after.messages and after.messages[key].text == message.text
        for key, message in before.messages.items()
    )
