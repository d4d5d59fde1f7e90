"""What tells of a reply while it runs, and that it has ended."""

from PySide6.QtCore import QObject, QTimer, Signal

from whinchat.domain.conversation import Message, Status
from whinchat.ui.announcing import announce
from whinchat.ui.composer.composer import Composer

_TICK_MS = 1000


class RunningReply(QObject):
    """The composer's button, what is said aloud, and a tick for what counts seconds."""

    ticked = Signal()
    """A second of a running reply is over."""

    def __init__(self, composer: Composer) -> None:
        super().__init__(composer)
        self._composer = composer
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.ticked)

    def follow(self, reply: Message) -> None:
        """Tell how a reply stands now."""
        if reply.status is not Status.STREAMING:
            self.leave()
            self._composer.set_replying(replying=False)
            announce(self._composer, reply.failure.title if reply.failure else "Reply finished")
        elif not self._timer.isActive():
            self._timer.start()
            self._composer.set_replying(replying=True)
            announce(self._composer, "Reply started")

    def leave(self) -> None:
        """Count no seconds any more: another chat is shown."""
        self._timer.stop()
