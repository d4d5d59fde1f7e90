"""Which messages go to the model: chosen at a message or on the strip, checked before sending."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from whinchat.domain.context import FULL, Context, context_of, oldest_to_leave_out, tokens_of
from whinchat.domain.conversation import MarkName, Role
from whinchat.domain.draft import Draft
from whinchat.domain.model import NO_CHOICE
from whinchat.domain.snippets import beginning
from whinchat.domain.values import MessageId
from whinchat.services.chat import Chat
from whinchat.services.models import Models
from whinchat.services.tasks import Tasks
from whinchat.ui.chat.page import ChatPage
from whinchat.ui.transcript.entry import Action

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Stopped:
    """What was not done since it has no room."""

    chat: Chat
    before: MessageId | None
    draft: Draft
    again: Callable[[], object]


class ContextEditing(QObject):
    """Joins the strip and the messages' menus with the marks of the chat that is shown."""

    def __init__(self, page: ChatPage, models: Models, tasks: Tasks) -> None:
        super().__init__(page)
        self._page = page
        self._models = models
        self._tasks = tasks
        self._stopped: _Stopped | None = None
        self._strip = page.context_strip
        self._opened = False
        self._sends_anyway = False
        page.may_send = page.acts.may_send = self.may_send
        page.header.meter.clicked.connect(self.open)
        page.composer.draft_changed.connect(self._follow_typing)
        page.refreshed.connect(self.show)
        page.acts.action_requested.connect(self._act)
        page.header.context_requested.connect(self.open)
        self._strip.close_requested.connect(self.close)
        self._strip.bar.describe = self._describe
        self._strip.bar.toggle_requested.connect(self._toggle)
        self._strip.bar.show_requested.connect(page.transcript.show_message)
        self._strip.leave_out_requested.connect(self.leave_out_oldest)
        self._strip.model_requested.connect(
            lambda: page.acts.action_requested.emit(Action.CHOOSE_MODEL, "")
        )
        self._strip.send_requested.connect(self.send_anyway)

    def open(self) -> None:
        """Show the strip whatever is in it."""
        self._opened = True
        self.show()
        self._strip.bar.setFocus()

    def close(self) -> None:
        """Hide the strip while there is nothing to say."""
        self._opened = False
        self.show()
        self._page.composer.setFocus()

    def show(self) -> None:
        """Show how it stands, and hold what waits to be sent and has no room any more."""
        context = self._context()
        chat = self._page.chat
        if context is None or chat is None:
            return
        self._page.header.meter.show_context(context)
        self._strip.show_context(context, opened=self._opened)
        if not self._is_still_stopped(chat):
            self._end_stop()
        waits = chat.waiting.next
        if waits is not None and not chat.is_replying and not self._has_room(context, waits):
            chat.waiting.hold()
            self._stop(_Stopped(chat, None, waits, partial(self._send_waiting, chat)))

    def may_send(
        self,
        draft: Draft,
        before: MessageId | None = None,
        again: Callable[[], object] | None = None,
    ) -> bool:
        """Tell whether a draft has room; where it has none, offer the ways on.

        It goes to the end of the branch, or in the place of the message ``before``, whose
        continuation then does not count. ``again`` is what was wanted; without it, to submit what
        is typed.
        """
        context = self._context(before)
        if context is None or self._has_room(context, draft):
            return True
        if self._page.chat is not None:
            again = again or self._page.composer.submit
            self._stop(_Stopped(self._page.chat, before, draft, again))
        return False

    def leave_out_oldest(self) -> None:
        """Make room by leaving out the oldest messages, and do what was wanted."""
        chat, stopped = self._page.chat, self._stopped
        context = self._context(stopped.before) if stopped is not None else None
        if chat is None or context is None or stopped is None:
            return
        self._end_stop()
        more = tokens_of(stopped.draft)
        for message_id in oldest_to_leave_out(chat.conversation, context, more):
            chat.mark(message_id, MarkName.LEFT_OUT, True)  # noqa: FBT003 - a mark's value
        stopped.again()

    def send_anyway(self) -> None:
        """Let the server decide."""
        stopped = self._stopped
        if stopped is not None:
            self._sends_anyway = True
            stopped.again()
            self._sends_anyway = False
            self._end_stop()

    def _send_waiting(self, chat: Chat) -> None:
        self._tasks.start(chat.send_all_waiting())

    def _stop(self, stopped: _Stopped) -> None:
        self._stopped = stopped
        self._strip.show_stop(stopped=True)

    def _end_stop(self) -> None:
        self._stopped = None
        self._strip.show_stop(stopped=False)

    def _is_still_stopped(self, chat: Chat) -> bool:
        stopped = self._stopped
        context = self._context(stopped.before) if stopped is not None else None
        if stopped is None or context is None or stopped.chat is not chat:
            return False
        return not self._has_room(context, stopped.draft)

    def _follow_typing(self, draft: Draft) -> None:
        """End the stop of what is not there any more."""
        if draft.is_empty and self._stopped is not None:
            self._end_stop()

    def _has_room(self, context: Context, draft: Draft) -> bool:
        share = context.share_with(draft)
        return share is None or share <= FULL or self._sends_anyway

    def _context(self, before: MessageId | None = None) -> Context | None:
        chat = self._page.chat
        if chat is None:
            return None
        model = self._models.find(chat.choice or NO_CHOICE)
        return context_of(chat.conversation, model.context_tokens, before)

    def _act(self, action: Action, message_id: str) -> None:
        chat, message = self._page.chat, MessageId(message_id)
        if chat is None or message not in chat.conversation.messages:
            return
        match action:
            case Action.INCLUDE:
                _set(chat, message, None)
            case Action.LEAVE_OUT:
                _set(chat, message, MarkName.LEFT_OUT)
            case Action.ALWAYS_KEEP:
                _set(chat, message, MarkName.ALWAYS_KEPT)
            case Action.LEAVE_OUT_BEFORE:
                ids = chat.conversation.branch_ids()
                for one in ids[: ids.index(message)]:
                    if MarkName.ALWAYS_KEPT not in chat.conversation.messages.marked.get(one, ()):
                        _set(chat, one, MarkName.LEFT_OUT)
            case _:
                pass

    def _toggle(self, message_id: str) -> None:
        chat, message = self._page.chat, MessageId(message_id)
        if chat is not None and not chat.conversation.is_read_only:
            is_out = chat.conversation.messages[message].has(MarkName.LEFT_OUT)
            _set(chat, message, None if is_out else MarkName.LEFT_OUT)

    def _describe(self, place: int) -> str:
        chat, context = self._page.chat, self._context()
        if chat is None or context is None or place >= len(context.ids):
            return ""
        message = chat.conversation.messages[context.ids[place]]
        who = "You" if message.role is Role.USER else "Reply"
        words = beginning(message.text, _LONGEST)
        parts = [f"{place + 1} of {len(context.ids)}", f"{who}: {words}"]
        parts.append(f"about {context.tokens[place]:,} tokens")
        if message.has(MarkName.LEFT_OUT):
            parts.append("left out")
        if message.has(MarkName.ALWAYS_KEPT):
            parts.append("always kept")
        return " · ".join(parts)


def _set(chat: Chat, message_id: MessageId, name: MarkName | None) -> None:
    """Let one of the two marks be set, or none."""
    for one in (MarkName.LEFT_OUT, MarkName.ALWAYS_KEPT):
        chat.mark(message_id, one, one is name)
