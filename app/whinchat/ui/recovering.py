"""Recovering what can be read of a damaged conversation, and showing it."""

from PySide6.QtCore import QObject

from whinchat.domain.errors import WhinchatError
from whinchat.domain.values import ConversationId
from whinchat.services.recovery import Recovery
from whinchat.services.tasks import Tasks
from whinchat.ui.counting import counted
from whinchat.ui.navigation import Navigation
from whinchat.ui.widgets.toast import Toast


class Recovering(QObject):
    """Does what the list's menu and the notice of a damaged conversation offer."""

    def __init__(
        self, navigation: Navigation, recovery: Recovery, toast: Toast, tasks: Tasks
    ) -> None:
        super().__init__(navigation)
        self._navigation = navigation
        self._recovery = recovery
        self._toast = toast
        self._tasks = tasks
        navigation.recover_requested.connect(self.recover)

    def recover(self, conversation_id: str) -> None:
        """Make a conversation of what can be read, and show it."""
        self._tasks.start(self._recover(ConversationId(conversation_id)))

    async def _recover(self, conversation_id: ConversationId) -> None:
        try:
            recovered = await self._recovery.recover(conversation_id)
        except WhinchatError as error:
            self._toast.show_notice(str(error))
            return
        await self._navigation.show_conversation(recovered.conversation_id)
        count = recovered.messages
        messages = f"{counted(count, 'message')} {'was' if count == 1 else 'were'}"
        self._toast.show_notice(f"{messages} recovered. The damaged file was left as it is.")
