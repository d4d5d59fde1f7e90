"""What the user asks for at a message becomes verbs of its chat."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from whinchat.domain.values import MessageId
from whinchat.services.chat import Chat
from whinchat.services.tasks import Tasks
from whinchat.ui.transcript.entry import Action
from whinchat.ui.transcript.transcript import Transcript


class MessageActs(QObject):
    """Does what concerns one conversation, and asks for the rest."""

    action_requested = Signal(Action)
    """Something beyond this conversation: settings, another model, fetching one."""

    def __init__(
        self, transcript: Transcript, tasks: Tasks, chat: Callable[[], Chat | None]
    ) -> None:
        super().__init__(transcript)
        self._tasks = tasks
        self._chat = chat
        transcript.action_requested.connect(self._act)

    def _act(self, message_id: str, action: str) -> None:
        chat = self._chat()
        if chat is None:
            return
        message = MessageId(message_id)
        match Action(action):
            case Action.RETRY:
                self._tasks.start(self._stop_and_retry(chat, message))
            case Action.CONTINUE if not chat.is_replying:
                self._tasks.start(chat.go_on(message))
            case Action.PREVIOUS_VERSION:
                chat.show_version(message, -1)
            case Action.NEXT_VERSION:
                chat.show_version(message, +1)
            case Action.STOP:
                chat.stop()
            case Action.WAIT:
                chat.wait_on()
            case other:
                self.action_requested.emit(other)

    async def _stop_and_retry(self, chat: Chat, message_id: MessageId) -> None:
        await chat.stopped()
        await chat.retry(message_id)
