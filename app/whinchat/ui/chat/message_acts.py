"""What the user asks for at a message becomes verbs of its chat."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from whinchat.domain.conversation import Role
from whinchat.domain.draft import Draft
from whinchat.domain.values import MessageId
from whinchat.services.chat import Chat
from whinchat.services.tasks import Tasks
from whinchat.ui.announcing import announce
from whinchat.ui.chat.editing import Editing
from whinchat.ui.chat.entries import versions_of
from whinchat.ui.transcript.entry import Action
from whinchat.ui.transcript.transcript import Transcript


class MaySend(Protocol):
    """Tells whether a draft has room in the model's window."""

    def __call__(
        self,
        draft: Draft,
        before: MessageId | None = None,
        again: Callable[[], object] | None = None,
    ) -> bool:
        """Tell it, and where it has none, offer ways on; ``again`` is what was wanted.

        The draft comes in the place of the message ``before``, else at the end of the branch.
        """


def always(
    draft: Draft,  # noqa: ARG001 - as it is asked
    before: MessageId | None = None,  # noqa: ARG001 - as it is asked
    again: Callable[[], object] | None = None,  # noqa: ARG001 - as it is asked
) -> bool:
    """Let everything have room."""
    return True


class MessageActs(QObject):
    """Does what concerns one conversation, and asks for the rest."""

    action_requested = Signal(Action, str)
    """Something beyond this conversation, and the id of the message it was asked for at."""

    def __init__(
        self,
        transcript: Transcript,
        editing: Editing,
        tasks: Tasks,
        chat: Callable[[], Chat | None],
    ) -> None:
        super().__init__(transcript)
        self.may_send: MaySend = always
        self._editing = editing
        self._tasks = tasks
        self._chat = chat
        self._transcript = transcript
        transcript.action_requested.connect(self._act)
        editing.last_requested.connect(self.edit_last)

    def edit_last(self) -> None:
        """Edit the last question that is shown."""
        chat = self._chat()
        if chat is None or chat.conversation.is_read_only:
            return
        for message_id in reversed(chat.conversation.branch_ids()):
            if chat.conversation.messages[message_id].role is Role.USER:
                self._editing.begin(chat, message_id)
                return

    def retry_last(self) -> None:
        """Ask again for the last reply."""
        chat = self._chat()
        leaf_id = chat.conversation.leaf_id if chat else None
        if chat is not None and leaf_id is not None and not chat.is_replying:
            self.retry(leaf_id)

    def show_message(self, of_message: str) -> bool:
        """Show the branch that holds a message, and mark the message for a moment."""
        chat, message_id = self._chat(), MessageId(of_message)
        if chat is not None and message_id in chat.conversation.messages:
            chat.show_leaf(message_id)
        return self._transcript.show_message(message_id)

    def step_version(self, by: int) -> None:
        """Show another version of the message that has the keyboard, or else of the last one."""
        chat = self._chat()
        if chat is None:
            return
        ids, versions = chat.conversation.branch_ids(), versions_of(chat.conversation)
        focused = self._transcript.focused_message
        wanted = [*filter(None, [focused]), *reversed(ids)]
        message_id = next((one for one in wanted if one in versions), None)
        if message_id is not None:
            place = ids.index(message_id)
            self._show_version(chat, message_id, by)
            shown = chat.conversation.branch_ids()[place]
            if focused is not None:
                self._transcript.focus_message(shown)
            number, count = versions[shown]
            announce(self._transcript, f"Version {number} of {count}")

    def retry(self, message_id: MessageId) -> None:
        """Ask again for a reply, where what goes before it has room."""
        chat = self._chat()
        if chat is not None and self.may_send(Draft(), message_id, partial(self.retry, message_id)):
            self._tasks.start(chat.retry(message_id))

    def _act(self, message_id: str, action: str) -> None:
        chat = self._chat()
        if chat is None:
            return
        message = MessageId(message_id)
        match Action(action):
            case Action.RETRY:
                self.retry(message)
            case Action.CONTINUE if not chat.is_replying:
                self._tasks.start(chat.go_on(message))
            case Action.PREVIOUS_VERSION | Action.NEXT_VERSION as step:
                self._show_version(chat, message, 1 if step is Action.NEXT_VERSION else -1)
            case Action.EDIT:
                self._editing.begin(chat, message)
            case Action.STOP:
                chat.stop()
            case Action.WAIT:
                chat.wait_on()
            case other:
                self.action_requested.emit(other, message_id)

    def _show_version(self, chat: Chat, message_id: MessageId, by: int) -> None:
        place = chat.conversation.branch_ids().index(message_id)
        chat.show_version(message_id, by)
        self._transcript.bring_into_view(chat.conversation.branch_ids()[place])
