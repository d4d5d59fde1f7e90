"""What the user does with what waits to be sent."""

from functools import partial

from PySide6.QtCore import QObject

from whinchat.services.chat import Chat
from whinchat.services.tasks import Tasks
from whinchat.services.waiting import Waiter
from whinchat.ui.chat.page import ChatPage
from whinchat.ui.widgets.toast import Toast


class Queueing(QObject):
    """Joins the rows above the composer with the chat that is shown."""

    def __init__(self, page: ChatPage, tasks: Tasks, toast: Toast) -> None:
        super().__init__(page)
        self._page = page
        self._tasks = tasks
        self._toast = toast
        page.queue.edit_requested.connect(page.drafting.recall)
        page.queue.remove_requested.connect(self.remove)
        page.queue.send_requested.connect(self.send_now)
        page.queue.move_requested.connect(self.move)
        page.queue.send_all_requested.connect(self.send_all)

    def remove(self, place: int) -> None:
        """Take a message out of the queue, with Undo; one that is about to leave goes back."""
        chat = self._page.chat
        if chat is None or place >= len(chat.waiting.waiters):
            return
        if chat.waiting.is_leaving and place == 0:
            self._page.drafting.recall(place)
            return
        waiter = chat.waiting.remove(place)
        if not chat.waiting:
            self._page.composer.setFocus()
        undo = partial(self._put_back, chat, waiter, place)
        self._toast.show_notice("Removed from the queue", action=undo)

    def send_now(self, place: int) -> None:
        """Send a message at once; a reply that runs is stopped, and keeps what has come."""
        chat = self._page.chat
        if chat is None or not self._page.can_answer or place >= len(chat.waiting.waiters):
            return
        if self._page.may_send(chat.waiting.drafts[place], None, partial(self.send_now, place)):
            self._tasks.start(chat.send_now(place))

    def send_all(self) -> None:
        """Let everything go that is held."""
        chat = self._page.chat
        if chat is None or not self._page.can_answer or not chat.waiting:
            return
        # The others are looked at when their turn comes.
        if self._page.may_send(chat.waiting.drafts[0], None, self.send_all):
            self._tasks.start(chat.send_all_waiting())

    def move(self, place: int, to: int) -> None:
        """Change the order; the keyboard stays with the message."""
        chat = self._page.chat
        if chat is not None and place < len(chat.waiting.waiters):
            self._page.queue.focus_row(chat.waiting.move(place, to))

    def _put_back(self, chat: Chat, waiter: Waiter, place: int) -> None:
        chat.waiting.put(waiter, place)
        if not chat.is_replying:
            # What it waited for is over: it leaves by the user's hand.
            chat.waiting.hold()
