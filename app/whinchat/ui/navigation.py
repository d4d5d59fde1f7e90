"""Between the sidebar and the page: which conversation is shown, and how one gets to others."""

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from whinchat.domain.draft import Draft
from whinchat.domain.errors import WhinchatError
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
    file_requested = Signal(str)
    """The id of a conversation whose file the user wants to see among others."""

    recover_requested = Signal(str)
    """The id of a damaged conversation of which the user wants what can be read."""

    def __init__(self, shelf: Shelf, models: Models, tasks: Tasks, views: Views) -> None:
        super().__init__()
        self._shelf = shelf
        self._models = models
        self._tasks = tasks
        self._views = views
        self._empty_chat: Chat | None = None
        self._wanted = NEW
        """The conversation that the user asked for last, shown or still being read."""
        shelf.changed.add(lambda _: self._show_rows())
        views.sidebar.list.chosen.connect(self.open)
        views.sidebar.new_requested.connect(self.open_new)
        views.page.drafting.rested.connect(self._keep_draft)

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
        """Show the conversation so many rows further down, as the list is folded and narrowed."""
        ids = self._views.sidebar.list.ids
        if ids:
            place = ids.index(self.shown) + by if self.shown in ids else 0
            self.open(ids[place % len(ids)])

    def open_at(self, place: int) -> None:
        """Show the conversation at a place of the list as it is shown, counted from 0."""
        ids = self._views.sidebar.list.ids
        if place < len(ids):
            self.open(ids[place])

    async def show_conversation(
        self, conversation_id: ConversationId, *, even_if_large: bool = False
    ) -> None:
        """Open and show a conversation, unless the user goes elsewhere meanwhile.

        Where it cannot be read, say why.
        """
        rows = (*self._shelf.rows, *self._shelf.archived)
        row = next((row for row in rows if row.id == conversation_id), None)
        if row is not None and row.state is RowState.DAMAGED:
            self._offer_recovery(conversation_id)
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
                await self._suggest_model(chat)
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

    async def _suggest_model(self, chat: Chat) -> None:
        """Let a conversation that has no model, since it was imported, go on with the usual one."""
        if chat.choice is not None:
            return
        choice = self._models.choice_for_new() or await self._models.find_choice()
        if choice is not None and chat.choice is None:
            chat.suggest(choice)
            self._views.page.refresh()

    def show_neighbour(
        self, ids: Sequence[ConversationId], gone: Collection[ConversationId]
    ) -> None:
        """Show what stands next to the conversation that was shown; ``ids`` were listed with it."""
        place = ids.index(self.shown) if self.shown in ids else 0
        nearest = (*ids[place:], *reversed(ids[:place]))
        others = [other for other in nearest if other not in gone]
        if others:
            self._tasks.start(self.show_conversation(others[0]))
        else:
            self.open_new()

    def open_previous_copy(self, conversation_id: ConversationId) -> None:
        """Show the last good copy of a damaged conversation, to read it."""
        self._tasks.start(self._show_previous_copy(conversation_id))

    def _offer_large(self, conversation_id: ConversationId, why: TooLarge) -> None:
        self._views.toast.show_notice(
            str(why),
            action_text="Load it",
            action=lambda: self._load_large(conversation_id),
        )

    def _load_large(self, conversation_id: ConversationId) -> None:
        self._tasks.start(self.show_conversation(conversation_id, even_if_large=True))

    def _offer_recovery(self, conversation_id: ConversationId) -> None:
        self._views.toast.show_notice(
            "This conversation's file is damaged. It was left as it is.",
            action_text="Recover what can be read",
            action=lambda: self.recover_requested.emit(conversation_id),
            second=("Show in folder", partial(self.file_requested.emit, conversation_id)),
        )

    async def _show_previous_copy(self, conversation_id: ConversationId) -> None:
        try:
            self._show(await self._shelf.previous_copy(conversation_id))
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
        shelf = self._shelf
        rows = (*shelf.rows, *shelf.archived)
        self._views.sidebar.show_rows(rows, self.shown, shelf.folders)

    def _keep_draft(self, conversation_id: str, draft: Draft) -> None:
        self._shelf.keep_draft(ConversationId(conversation_id), draft)
