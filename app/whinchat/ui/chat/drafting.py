"""Has what is typed kept once typing rests."""

from PySide6.QtCore import QObject, QTimer, Signal

from whinchat.domain.draft import Draft, joined
from whinchat.domain.values import ConversationId
from whinchat.services.chat import Chat
from whinchat.services.shelf import NEW
from whinchat.ui.composer.composer import Composer

_REST_MS = 500
"""How long typing may rest before the draft goes to disk; the promise is a second."""


def draft_place(chat: Chat) -> ConversationId:
    """Return under which id a chat's draft is kept; ``NEW`` before its first message."""
    return chat.id if chat.conversation.messages or chat.is_temporary else NEW


class Drafting(QObject):
    """Between the composer and the drafts on disk."""

    rested = Signal(str, Draft)
    """The conversation's id (``NEW`` before its first message) and what is typed there."""

    def __init__(self, composer: Composer) -> None:
        super().__init__(composer)
        self._composer = composer
        self._chat: Chat | None = None
        self._kept = Draft()
        self._aside: Draft | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self.keep)
        composer.draft_changed.connect(lambda _draft: self._timer.start())

    def show(self, chat: Chat, draft: Draft) -> None:
        """Put what was typed in a chat into the composer."""
        self._chat = chat
        self._aside = None
        self._composer.show_draft(draft)
        self._kept = draft

    def put_aside(self, words: Draft, aside: Draft | None = None) -> None:
        """Put other words into the composer; what was typed there is kept beside them."""
        self._aside = self._composer.draft if aside is None else aside
        self._composer.show_draft(words)
        self._timer.start()

    def take_up(self) -> Draft:
        """Put what was put aside back into the composer; return what was there instead."""
        words, aside = self._composer.draft, self._aside
        self._aside = None
        self._composer.show_draft(aside or Draft())
        self._timer.start()
        return words

    @property
    def aside(self) -> Draft | None:
        """Return what was put aside."""
        return self._aside

    def begin_with(self, draft: Draft) -> None:
        """Put a beginning into the composer, to be gone on with."""
        self._composer.show_draft(draft)
        self._composer.setFocus()
        self._timer.start()

    def keep(self) -> None:
        """Have what is typed kept now; what was not touched may be out of date and is not."""
        self._timer.stop()
        draft = joined((self._aside or Draft(), self._composer.draft))
        if self._chat is not None and draft != self._kept:
            self._kept = draft
            self.rested.emit(draft_place(self._chat), draft)

    def recall(self, place: int) -> None:
        """Put what waits at a place back into the composer, before what is typed there."""
        if self._chat is not None and place < len(self._chat.waiting.waiters):
            waiting = self._chat.waiting.remove(place).draft
            if self._aside is not None:
                # Another message is being edited there.
                self._aside = joined((waiting, self._aside))
                self._timer.start()
                return
            self._composer.show_draft(joined((waiting, self._composer.draft)))
            self._composer.setFocus()
            self.keep()

    def forget_new(self) -> None:
        """Forget the draft of the new conversation, which has its first message now.

        Only after a rest: by then the message is on disk, and a crash before shows it twice.
        """
        QTimer.singleShot(_REST_MS, self, lambda: self.rested.emit(NEW, Draft()))
