"""Conversations in memory alone: begun, kept, left, and as long as a notice shows, back again."""

from PySide6.QtCore import QObject

from whinchat.services.chat import Chat
from whinchat.services.models import Models
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.ui.navigation import Navigation
from whinchat.ui.views import Views


class TemporaryConversations(QObject):
    """Leaving one asks nothing: it is told, can be undone for a while, and then it is gone."""

    def __init__(
        self, views: Views, navigation: Navigation, shelf: Shelf, models: Models, tasks: Tasks
    ) -> None:
        super().__init__(navigation)
        self._views = views
        self._navigation = navigation
        self._shelf = shelf
        self._models = models
        self._tasks = tasks
        self._shown: Chat | None = None
        self._left: Chat | None = None
        """What the notice that shows brings back."""
        navigation.arrived.connect(self._follow)
        views.toast.closed.connect(self._drop_left)
        views.page.header.temporary_requested.connect(self.open_new)
        views.sidebar.temporary_requested.connect(self.open_new)
        views.page.header.keep_requested.connect(self.keep_shown)

    def open_new(self) -> None:
        """Show a new conversation of which nothing is written."""
        chat = self._shelf.new_temporary(self._models.choice_for_new())
        self._navigation.show_chat(chat)
        if chat.choice is None:
            self._tasks.start(self._choose(chat))

    def keep_shown(self) -> None:
        """Make the one on the screen a conversation like others."""
        if self._shown is not None and self._shown.is_temporary:
            self._tasks.start(self._keep(self._shown))

    async def _keep(self, chat: Chat) -> None:
        await self._shelf.keep(chat)
        page = self._views.page
        if page.chat is chat:
            page.refresh()
            page.composer.setFocus()
            # It is in the list from now on.
            self._navigation.arrived.emit(self._navigation.shown)
        self._views.toast.show_notice("Conversation kept")

    async def _choose(self, chat: Chat) -> None:
        choice = await self._models.find_choice()
        if choice is not None and chat.choice is None:
            chat.choose(choice)
        self._views.page.refresh()

    def _follow(self) -> None:
        left, self._shown = self._shown, self._views.page.chat
        if left is None or left is self._shown or not left.is_temporary:
            return
        if left.conversation.messages or not self._shelf.draft(left.id).is_empty:
            self._views.toast.show_notice(
                "Temporary conversation closed", action=lambda: self._navigation.show_chat(left)
            )
            self._left = left
        else:
            self._shelf.drop(left)

    def _drop_left(self) -> None:
        left, self._left = self._left, None
        if left is not None and left is not self._shown:
            self._shelf.drop(left)
