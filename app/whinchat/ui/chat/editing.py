"""Editing a message of the user's: in the composer, under a strip that says so."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from whinchat.domain.draft import Draft, draft_of
from whinchat.domain.values import ConversationId, MessageId
from whinchat.services.chat import Chat
from whinchat.ui.announcing import announce
from whinchat.ui.chat.drafting import Drafting
from whinchat.ui.composer.composer import Composer
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space, Tint
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.icon_mark import IconMark
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel

_WORDS = "Editing your message. Esc cancels."


@dataclass(frozen=True, slots=True)
class _Edit:
    message_id: MessageId
    words: Draft
    """As they stand."""
    aside: Draft | None
    """What was typed before, to come back afterwards; ``None`` for what is typed there then."""


class Editing(QWidget):
    """The strip above the composer while it holds a message that was sent before.

    An edit waits where it is while another conversation is shown. What was typed in the composer
    before comes back when the edit is over.
    """

    last_requested = Signal()
    """The user wants to edit the last question: the up arrow where nothing is typed."""
    given_up = Signal(object, str)
    """An edit was cancelled with words of its own: a function that goes on with it, once the
    conversation of this id is shown."""

    def __init__(self, theme: Theme, composer: Composer, drafting: Drafting) -> None:
        super().__init__()
        self._composer = composer
        self._drafting = drafting
        self._chat: Chat | None = None
        self._message_id: MessageId | None = None
        self._waiting: dict[ConversationId, _Edit] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.M, 0, Space.XS, Space.XS)
        line.setSpacing(Space.S)
        line.addWidget(IconMark(theme, "pencil", Tint.MUTED))
        line.addWidget(PlainLabel(theme, _WORDS, LabelKind.META), 1)
        cancel = Button(theme, "Cancel", ButtonKind.LINK)
        cancel.clicked.connect(self.cancel)
        line.addWidget(cancel)
        composer.editor.installEventFilter(self)
        self.hide()

    @property
    def message_id(self) -> MessageId | None:
        """Return the message that is being edited."""
        return self._message_id

    def begin(self, chat: Chat, message_id: MessageId) -> None:
        """Put a message's words into the composer."""
        self._chat = chat
        words = draft_of(chat.conversation.messages[message_id].parts)
        self._open(_Edit(message_id, words, self._typed_before()))
        self._composer.setFocus(Qt.FocusReason.ShortcutFocusReason)
        announce(self, "Editing your message. Escape cancels.")

    def cancel(self) -> None:
        """Leave the message as it is; what was typed instead can be had back."""
        if self._message_id is None or self._chat is None:
            return
        edit = _Edit(self._message_id, self._composer.draft, None)
        chat, message = self._chat, self._chat.conversation.messages[edit.message_id]
        self.finish()
        self._composer.setFocus(Qt.FocusReason.OtherFocusReason)
        if edit.words == draft_of(message.parts):
            announce(self, "Editing cancelled")
        else:
            self.given_up.emit(partial(self._go_on, chat.id, edit), chat.id)

    def finish(self) -> None:
        """End editing; what was typed before comes back."""
        self._drafting.take_up()
        self._close()

    def leave(self) -> None:
        """Keep an edit for when its conversation is shown again."""
        if self._message_id is not None and self._chat is not None:
            words, aside = self._composer.draft, self._drafting.aside or Draft()
            self._waiting[self._chat.id] = _Edit(self._message_id, words, aside)
            self._close()

    def come_back(self, chat: Chat) -> None:
        """Go on with the edit of a conversation that is shown again, if its message is there."""
        self._chat = chat
        edit = self._waiting.pop(chat.id, None)
        if edit is not None and edit.message_id in chat.conversation.branch_ids():
            self._open(edit)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the up arrow of an empty composer as the wish to edit what was sent last."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        is_up = event.key() == Qt.Key.Key_Up and event.modifiers() in _PLAIN
        is_free = self._message_id is None and self._composer.draft.is_empty
        if is_up and is_free and not self._composer.editor.toPlainText():
            self.last_requested.emit()
            return True
        return False

    def _go_on(self, conversation_id: ConversationId, edit: _Edit) -> None:
        self.cancel()
        self._waiting[conversation_id] = edit
        if self._chat is not None and self._chat.id == conversation_id:
            self.come_back(self._chat)
            self._composer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed_before(self) -> Draft:
        aside = self._drafting.aside
        return self._composer.draft if aside is None else aside

    def _open(self, edit: _Edit) -> None:
        self._message_id = edit.message_id
        aside = self._typed_before() if edit.aside is None else edit.aside
        self._drafting.put_aside(edit.words, aside)
        self._composer.editor.setAccessibleName("Edit message")
        self.show()

    def _close(self) -> None:
        self._message_id = None
        self._composer.editor.setAccessibleName("Message")
        self.hide()


_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
