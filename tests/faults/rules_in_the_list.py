"""What a user does in the list and in the trash, and what must be there then."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from faults.person import NAMES, SOME, Person
from faults.views import View, folder_names, on_disk
from whinchat.domain.values import ConversationId

_LEAST_LOOKS = 5
"""A look at the trash counts a week at most, and thirty days are more than four of them."""
_MESSAGES = "/messages"


class ListRules(Person):
    """Filing."""

    @precondition(lambda self: self.listed)
    @rule(which=SOME, on=st.booleans())
    def pin(self, *, which: int, on: bool) -> None:
        """Pin, or take the pin away."""
        one = self.pick(which)
        self.now(lambda: self.life.shelf.pin((one,), on))
        self.listed[one] = replace(self.listed[one], is_pinned=on)

    @precondition(lambda self: self.listed)
    @rule(on=st.booleans())
    def archive_all(self, *, on: bool) -> None:
        """Put everything into the archive, or take it out."""
        self.now(lambda: self.life.shelf.archive(tuple(self.listed), on))
        self.listed = {key: replace(one, is_archived=on) for key, one in self.listed.items()}

    @precondition(lambda self: self.listed)
    @rule(which=SOME, on=st.booleans())
    def mark_unread(self, *, which: int, on: bool) -> None:
        """Mark as unread or read."""
        one = self.pick(which)
        self.now(lambda: self.life.shelf.mark_unread((one,), on))
        self.listed[one] = replace(self.listed[one], is_unread=on)

    @precondition(lambda self: self.listed)
    @rule(which=SOME, name=NAMES)
    def tag(self, which: int, name: str) -> None:
        """Give a tag, or take it away."""
        one = self.pick(which)
        tags = self.listed[one].tags
        if name in tags:
            self.now(lambda: self.life.shelf.tag((one,), (), (name,)))
            tags = tuple(word for word in tags if word != name)
        else:
            self.now(lambda: self.life.shelf.tag((one,), (name,)))
            tags = (*tags, name)
        self.listed[one] = replace(self.listed[one], tags=tags)

    @rule(name=NAMES, within=SOME)
    def new_folder(self, name: str, within: int) -> None:
        """Make a folder, perhaps in another."""
        parent_id = self.pick_folder(within)
        folder_id = self.now(lambda: self.life.shelf.new_folder(name, parent_id))
        assert folder_names(self.life.shelf.folders)[folder_id] == (name, parent_id)

    @rule(which=SOME, to=SOME)
    def move_folder(self, which: int, to: int) -> None:
        """Put a folder into another."""
        folder_id, parent_id = self.pick_folder(which), self.pick_folder(to)
        if folder_id and self.now(lambda: self.life.shelf.move_folder(folder_id, parent_id)):
            assert folder_names(self.life.shelf.folders)[folder_id][1] == parent_id

    @precondition(lambda self: self.listed)
    @rule(which=SOME, to=SOME)
    def move(self, which: int, to: int) -> None:
        """File a conversation."""
        one, folder_id = self.pick(which), self.pick_folder(to)
        self.now(lambda: self.life.shelf.move((one,), folder_id))
        self.listed[one] = replace(self.listed[one], folder=folder_id)


class TrashRules(Person):
    """Throwing away, bringing back, and the time that passes."""

    @precondition(lambda self: self.listed)
    @rule(which=SOME, how_many=st.integers(1, 3))
    def delete(self, which: int, how_many: int) -> None:
        """Throw conversations away."""
        chosen = {self.pick(which + number) for number in range(how_many)}
        assert {*self.do(self.life.shelf.delete(chosen))} == chosen
        self._note_trashed(chosen)

    @precondition(lambda self: self.trashed)
    @rule(which=SOME)
    def restore(self, which: int) -> None:
        """Bring a conversation back."""
        one = sorted(self.trashed)[which % len(self.trashed)]
        self.do(self.life.shelf.restore((one,)))
        self.listed[one] = self.trashed.pop(one)
        for gone in self.went_with.values():
            gone.discard(one)

    @rule(which=SOME)
    def delete_folder(self, which: int) -> None:
        """Throw a folder away with all that is in it."""
        folder_id = self.pick_folder(which)
        if not folder_id:
            return
        within = self.life.shelf._tree.within(folder_id)
        gone = {one for one, view in self.listed.items() if view.folder in within}
        self.do(self.life.shelf.delete_folder(folder_id))
        self._note_trashed(gone)
        self.went_with[folder_id] = gone
        self.looks[folder_id] = 0

    @precondition(lambda self: self.went_with)
    @rule(which=SOME)
    def restore_folder(self, which: int) -> None:
        """Bring a folder back with all that went with it and is still there."""
        folder_id = sorted(self.went_with)[which % len(self.went_with)]
        back = self.went_with.pop(folder_id) & self.trashed.keys()
        self.do(self.life.shelf.restore((folder_id,)))
        self.listed |= {one: self.trashed.pop(one) for one in back}
        assert folder_id in folder_names(self.life.shelf.folders)

    @rule()
    def empty_trash(self) -> None:
        """Destroy what is in the trash."""
        self.do(self.life.shelf.empty_trash())
        self._note_destroyed(self.trashed.keys())
        self.trashed.clear()
        self.went_with.clear()
        # What a kill kept from being folded is not in the trash before it is opened.
        found = on_disk(self.paths.conversations)
        self._note_purged(one for one in self.listed if _is_purged(self.listed[one], found[one]))

    @rule(days=st.sampled_from([7, 7, 7, -30, 400]))
    def look_at_trash(self, days: int) -> None:
        """Let time pass, or the clock be wrong, and destroy what has been in the trash too long."""
        self.clock.jump(timedelta(days=days))
        self.looks.update([*self.looks])
        self.do(self.life.shelf._trash.purge())
        gone = self.trashed.keys() - on_disk(self.paths.trash)
        self._note_destroyed(gone)
        self.trashed = {key: view for key, view in self.trashed.items() if key not in gone}
        folders = {folder.id for folder, _ in self.life.shelf._tree.deleted()}
        gone_folders = self.went_with.keys() - folders
        self.went_with = {key: one for key, one in self.went_with.items() if key in folders}
        found = on_disk(self.paths.conversations)
        purged = [key for key, view in self.listed.items() if _is_purged(view, found[key])]
        assert all(self.looks[one] >= _LEAST_LOOKS for one in (*gone, *gone_folders))
        assert all(self.looks[f"{one}{_MESSAGES}"] >= _LEAST_LOOKS for one in purged)
        self._note_purged(purged)

    def _note_trashed(self, ids: Iterable[ConversationId]) -> None:
        for one in ids:
            self.note_stopped(one)
            self._note_nothing_leaves(one)
            self.trashed[one] = self.listed.pop(one)
            self.looks[one] = 0
        if self.shown not in self.listed:
            self.now(lambda: self.life.shelf.show(None))
            self.shown = None

    def _note_nothing_leaves(self, conversation_id: ConversationId) -> None:
        """Note that what was about to leave stays where it is, also once its time is over."""
        chat = self.leaving.pop(conversation_id, None)
        if chat is not None:
            self.now(chat.waiting.leave_at_once)
        self.hold(conversation_id)

    def _note_destroyed(self, ids: Iterable[ConversationId]) -> None:
        for one in ids:
            self.drafts.pop(one, None)
            self.queues.pop(one, None)

    def _note_purged(self, ids: Iterable[ConversationId]) -> None:
        for one in ids:
            view = self.listed[one]
            bare = {key: replace(m, text="") for key, m in view.messages.items() if m.is_deleted}
            self.listed[one] = view.with_messages(bare, view.leaf_id)


def _is_purged(before: View, after: View) -> bool:
    return any(
        message.text and not after.messages[key].text for key, message in before.messages.items()
    )
