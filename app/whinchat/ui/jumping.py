"""Jumping to a message: its conversation is opened, its branch shown, and itself marked."""

from PySide6.QtCore import Qt

from whinchat.domain.errors import WhinchatError
from whinchat.domain.search_query import SearchQuery
from whinchat.domain.values import ConversationId, MessageId
from whinchat.services.chat import Chat
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.search_index.hits import Hit
from whinchat.ui.navigation import Navigation
from whinchat.ui.views import Views


class Jumping:
    """Takes the user to what was found. What lies in the trash is offered to be restored."""

    def __init__(self, navigation: Navigation, shelf: Shelf, views: Views, tasks: Tasks) -> None:
        self._navigation = navigation
        self._shelf = shelf
        self._views = views
        self._tasks = tasks

    def show_message(
        self, conversation_id: ConversationId, message_id: MessageId, words: str = ""
    ) -> None:
        """Show a message and mark it, with the words in it where some are given."""
        self._tasks.start(self._show(conversation_id, message_id, words))

    def show_hit(self, hit: Hit, query: SearchQuery) -> None:
        """Show what was found, and the words that were searched for."""
        if hit.is_trashed:
            self._offer_conversation(hit, query)
        elif hit.message_id is None:
            self._navigation.open(hit.conversation_id)
        else:
            self.show_message(hit.conversation_id, hit.message_id, _words_to_mark(query))

    async def _show(
        self, conversation_id: ConversationId, message_id: MessageId, words: str
    ) -> None:
        if conversation_id != self._navigation.shown:
            await self._navigation.show_conversation(conversation_id)
        self._views.panes.close_overlay()
        chat = self._views.page.chat
        # The user may have gone elsewhere meanwhile, or the conversation could not be read.
        if chat is None or chat.id != conversation_id:
            return
        message = chat.conversation.messages.get(message_id)
        if message is None:
            self._views.toast.show_notice("This message is not there any more.")
        elif message.is_deleted:
            self._offer_message(chat, message_id, words)
        else:
            self._mark(chat, message_id, words)

    def _mark(self, chat: Chat, message_id: MessageId, words: str) -> None:
        page = self._views.page
        if not page.transcript.shows(message_id):
            chat.show_leaf(message_id)
        page.transcript.show_message(message_id)
        page.transcript.setFocus(Qt.FocusReason.OtherFocusReason)
        if words:
            page.find_bar.show_words(words, message_id)

    def _offer_message(self, chat: Chat, message_id: MessageId, words: str) -> None:
        def restore() -> None:
            chat.restore((message_id,))
            self.show_message(chat.id, message_id, words)

        self._views.toast.show_notice(
            "This message is in the trash.", action_text="Restore", action=restore
        )

    def _offer_conversation(self, hit: Hit, query: SearchQuery) -> None:
        def restore() -> None:
            self._tasks.start(self._restore(hit, query))

        self._views.toast.show_notice(
            "This conversation is in the trash.", action_text="Restore", action=restore
        )

    async def _restore(self, hit: Hit, query: SearchQuery) -> None:
        try:
            await self._shelf.restore((hit.conversation_id,))
        except WhinchatError as error:
            self._views.toast.show_notice(str(error))
            return
        if hit.message_id is None:
            await self._navigation.show_conversation(hit.conversation_id)
        else:
            await self._show(hit.conversation_id, hit.message_id, _words_to_mark(query))


def _words_to_mark(query: SearchQuery) -> str:
    """Return what the find bar can mark: it looks for one thing at a time."""
    wanted = query.wanted
    return wanted[0].text if len(wanted) == 1 and not query.patterns else ""
