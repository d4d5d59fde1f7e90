"""What the user does with branches: deleting with Undo, forking, asking another model."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from whinchat.domain.errors import WhinchatError
from whinchat.domain.model import NO_CHOICE, ModelChoice
from whinchat.domain.values import MessageId
from whinchat.services.branches import DeletedMessages
from whinchat.services.chat import Chat
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.ui.branches.comparison_dialog import ComparisonDialog
from whinchat.ui.counting import counted
from whinchat.ui.navigation import Navigation
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.entry import Action
from whinchat.ui.views import Views


class BranchActions(QObject):
    """Does what is asked for at a message and reaches beyond its page."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        views: Views,
        navigation: Navigation,
        shelf: Shelf,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._views = views
        self._navigation = navigation
        self._shelf = shelf
        self._tasks = tasks
        views.page.acts.action_requested.connect(self._act)
        views.page.editing.given_up.connect(self._offer_edit)
        views.page.emptied.restore_requested.connect(self._restore_all)
        views.page.emptied.trash_requested.connect(views.sidebar.trash_requested)

    def _act(self, action: Action, message_id: str) -> None:
        chat, message = self._views.page.chat, MessageId(message_id)
        if chat is None or message not in chat.conversation.messages:
            return
        match action:
            case Action.DELETE:
                self._tasks.start(self._delete(chat, [message], "Message deleted"))
            case Action.DELETE_BRANCH:
                branch = chat.branch_of(message)
                self._tasks.start(self._delete(chat, branch, _deletion_words(len(branch))))
            case Action.FORK:
                self._tasks.start(self._fork(chat, message))
            case Action.COMPARE:
                self._compare(chat, message)
            case Action.RETRY_WITH:
                self._choose_for_retry(chat, message)
            case _:
                pass

    def _offer_edit(self, go_on: Callable[[], None], conversation_id: str) -> None:
        def undo() -> None:
            go_on()
            chat = self._views.page.chat
            if chat is None or chat.id != conversation_id:
                self._navigation.open(conversation_id)

        self._views.toast.show_notice("Editing cancelled", action=undo)

    def _restore_all(self) -> None:
        chat = self._views.page.chat
        if chat is not None:
            messages = chat.conversation.messages
            # What was purged has nothing left to show.
            chat.restore([one for one in messages.deleted if messages[one].parts])

    def _compare(self, chat: Chat, message_id: MessageId) -> None:
        ids = chat.conversation.messages.siblings(message_id)
        versions = [chat.conversation.messages[one] for one in ids]
        dialog = ComparisonDialog(
            self._theme, versions, ids.index(message_id), self._tasks, self._window
        )
        dialog.open()
        dialog.compare()

    async def _delete(self, chat: Chat, message_ids: Sequence[MessageId], words: str) -> None:
        if chat.is_replying and chat.conversation.leaf_id in message_ids:
            await chat.stopped()
        deletion = chat.delete(message_ids)

        def undo() -> None:
            self._tasks.start(self._restore(chat, deletion))

        self._views.toast.show_notice(words, action=undo)

    async def _restore(self, chat: Chat, deletion: DeletedMessages) -> None:
        try:
            (await self._still_open(chat)).undo_deletion(deletion)
        except WhinchatError as error:
            self._views.toast.show_notice(str(error))

    async def _still_open(self, chat: Chat) -> Chat:
        """Return the chat; where it was closed meanwhile, what it is opened as now, and show it."""
        if self._views.page.chat is chat:
            return chat
        await self._navigation.show_conversation(chat.id)
        return await self._shelf.chat(chat.id)

    async def _fork(self, chat: Chat, message_id: MessageId) -> None:
        if chat.is_temporary:
            self._views.toast.show_notice("Keep this conversation first, then fork it.")
            return
        try:
            forked = await self._shelf.fork(chat.id, message_id)
        except WhinchatError as error:
            self._views.toast.show_notice(str(error))
            return
        await self._navigation.show_conversation(forked.id)
        self._views.toast.show_notice("This is a fork. The other conversation stays as it was.")

    def _choose_for_retry(self, chat: Chat, message_id: MessageId) -> None:
        def retry(choice: ModelChoice) -> None:
            self._tasks.start(chat.retry(message_id, choice))

        button = self._views.page.header.model_button
        self._views.picker.open_at(button, chat.choice or NO_CHOICE, retry)


def _deletion_words(count: int) -> str:
    return "Message deleted" if count == 1 else f"{counted(count, 'message')} deleted"
