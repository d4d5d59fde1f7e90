"""Between the sidebar and the page: opening, renaming and deleting conversations."""

from PySide6.QtCore import QObject, Signal

from whinchat.domain.draft import Draft
from whinchat.domain.errors import NotSaved, WhinchatError
from whinchat.domain.values import ConversationId
from whinchat.services.chat import Chat
from whinchat.services.models import Models
from whinchat.services.rows import RowState
from whinchat.services.shelf import NEW, Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.failures import TooLarge
from whinchat.ui.chat.drafting import draft_place
from whinchat.ui.views import Views


class Navigation(QObject):
    """Knows which conversation is on the screen, and takes the user to others."""

    arrived = Signal(str)
    """The id of the conversation now on the screen; ``NEW`` for one without a message."""

    def __init__(self, shelf: Shelf, models: Models, tasks: Tasks, views: Views) -> None:
        super().__init__()
        self._shelf = shelf
        self._models = models
        self._tasks = tasks
        self._views = views
        self._empty_chat: Chat | None = None
        self._deleted: list[ConversationId] = []
        """What Undo brings back, as long as the notice of it shows."""
        self._wanted = NEW
        """The conversation that the user asked for last, shown or still being read."""
        shelf.changed.add(lambda _: self._show_rows())
        rows = views.sidebar.list
        rows.chosen.connect(self.open)
        rows.renamed.connect(self._rename)
        rows.delete_requested.connect(self.delete)
        views.sidebar.new_requested.connect(self.open_new)
        views.page.drafting.rested.connect(self._keep_draft)
        views.page.header.delete_requested.connect(self.delete_shown)

    @property
    def shown(self) -> ConversationId:
        """Return the conversation on the screen; ``NEW`` for one that is not in the list."""
        chat = self._views.page.chat
        is_listed = chat is not None and chat.conversation.messages and not chat.is_temporary
        return chat.id if chat is not None and is_listed else NEW

    def open(self, conversation_id: str) -> None:
        """Show a conversation."""
        if conversation_id != self.shown:
            self._tasks.start(self.show_conversation(ConversationId(conversation_id)))
        self._views.panes.close_overlay()

    def open_new(self) -> None:
        """Show an empty conversation; the one there is, where nothing was sent in it yet."""
        if self._empty_chat is None or self._empty_chat.conversation.messages:
            self._empty_chat = self._shelf.new_chat(self._models.choice_for_new())
        self._show(self._empty_chat)
        if self._empty_chat.choice is None:
            self._tasks.start(self.choose_for_new())
        self._views.panes.close_overlay()

    def step(self, by: int) -> None:
        """Show the conversation so many rows further down the list."""
        ids = [row.id for row in self._shelf.rows]
        if ids:
            place = ids.index(self.shown) + by if self.shown in ids else 0
            self.open(ids[place % len(ids)])

    def open_at(self, place: int) -> None:
        """Show the conversation at a place of the list, counted from 0."""
        rows = self._shelf.rows
        if place < len(rows):
            self.open(rows[place].id)

    async def show_conversation(
        self, conversation_id: ConversationId, *, even_if_large: bool = False
    ) -> None:
        """Open and show a conversation, unless the user goes elsewhere meanwhile.

        Where it cannot be read, say why.
        """
        row = next((row for row in self._shelf.rows if row.id == conversation_id), None)
        if row is not None and row.state is RowState.DAMAGED:
            self._offer_previous_copy(conversation_id)
            # What the list selects is what is shown, and that has not changed.
            self._show_rows()
            return
        self._wanted = conversation_id
        try:
            chat = await self._shelf.chat(conversation_id, even_if_large=even_if_large)
        except TooLarge as error:
            self._offer_large(conversation_id, error)
        except WhinchatError as error:
            self._views.toast.show_notice(str(error))
        else:
            if conversation_id == self._wanted:
                self._show(chat)
            else:
                self._shelf.leave(conversation_id)

    async def choose_for_new(self) -> None:
        """Give the empty conversation a model, as long as the user has not chosen one."""
        chat = self._empty_chat
        before = chat.choice if chat else None
        choice = await self._models.find_choice()
        if chat and choice and chat.choice == before and not chat.conversation.messages:
            chat.choose(choice)
        self._views.page.refresh()

    def delete_shown(self) -> None:
        """Move the conversation on the screen to the trash."""
        if self.shown != NEW:
            self.delete(self.shown)

    def delete(self, conversation_id: str) -> None:
        """Move a conversation to the trash, with Undo."""
        self._tasks.start(self._delete(ConversationId(conversation_id)))

    async def _delete(self, conversation_id: ConversationId) -> None:
        ids = [row.id for row in self._shelf.rows]
        was_shown = conversation_id == self.shown
        try:
            await self._shelf.delete((conversation_id,))
        except NotSaved as error:
            self._views.toast.show_notice(str(error))
            return
        self._offer_undo(conversation_id)
        if was_shown:
            self._show_neighbour(ids, conversation_id)

    def _show_neighbour(self, ids: list[ConversationId], gone: ConversationId) -> None:
        place = ids.index(gone) if gone in ids else 0
        others = [other for other in ids if other != gone]
        if others:
            self._tasks.start(self.show_conversation(others[min(place, len(others) - 1)]))
        else:
            self.open_new()

    def _offer_undo(self, conversation_id: ConversationId) -> None:
        """Offer to bring back what was deleted, with what the notice now showing offers."""
        toast = self._views.toast
        if toast.message != _deletion_words(len(self._deleted)):
            self._deleted.clear()
        self._deleted.append(conversation_id)
        toast.show_notice(_deletion_words(len(self._deleted)), action=self._undo_deletions)

    def _undo_deletions(self) -> None:
        for conversation_id in self._deleted:
            self._tasks.start(self._restore(conversation_id))
        self._deleted.clear()

    async def _restore(self, conversation_id: ConversationId) -> None:
        try:
            await self._shelf.restore((conversation_id,))
        except NotSaved as error:
            self._views.toast.show_notice(str(error))
            return
        await self.show_conversation(conversation_id)

    def _offer_large(self, conversation_id: ConversationId, why: TooLarge) -> None:
        self._views.toast.show_notice(
            str(why),
            action_text="Load it",
            action=lambda: self._load_large(conversation_id),
        )

    def _load_large(self, conversation_id: ConversationId) -> None:
        self._tasks.start(self.show_conversation(conversation_id, even_if_large=True))

    def _offer_previous_copy(self, conversation_id: ConversationId) -> None:
        self._views.toast.show_notice(
            "This conversation's file is damaged. It was left as it is.",
            action_text="Open the previous copy",
            action=lambda: self._open_previous_copy(conversation_id),
        )

    def _open_previous_copy(self, conversation_id: ConversationId) -> None:
        self._tasks.start(self._show_previous_copy(conversation_id))

    async def _show_previous_copy(self, conversation_id: ConversationId) -> None:
        try:
            self._show(await self._shelf.previous_copy(conversation_id))
        except WhinchatError as error:
            self._views.toast.show_notice(str(error))

    def _rename(self, conversation_id: str, title: str) -> None:
        self._tasks.start(self._rename_soon(ConversationId(conversation_id), title))

    async def _rename_soon(self, conversation_id: ConversationId, title: str) -> None:
        try:
            chat = await self._shelf.chat(conversation_id)
            if chat.conversation.is_read_only:
                words = "A newer version of Whinchat wrote this conversation; here it can be read."
                self._views.toast.show_notice(words)
            else:
                chat.rename(title)
            self._shelf.leave(conversation_id)
        except WhinchatError as error:
            self._views.toast.show_notice(str(error))

    def show_chat(self, chat: Chat) -> None:
        """Show a chat that is open, also one that is not in the list."""
        self._show(chat)
        self._views.panes.close_overlay()

    def _show(self, chat: Chat) -> None:
        key = draft_place(chat)
        self._wanted = chat.id
        self._views.page.show_chat(chat, self._shelf.draft(key))
        self._shelf.show(chat.id)
        self._show_rows()
        self.arrived.emit(self.shown)

    def _show_rows(self) -> None:
        self._views.sidebar.show_rows(self._shelf.rows, self.shown)

    def _keep_draft(self, conversation_id: str, draft: Draft) -> None:
        self._shelf.keep_draft(ConversationId(conversation_id), draft)


def _deletion_words(count: int) -> str:
    if count == 1:
        return "Conversation moved to the trash"
    return f"{count} conversations moved to the trash"
