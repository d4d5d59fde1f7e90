"""The transcript: the widget that shows a branch."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from whinchat.domain.values import MessageId
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.entry import Entry


class Transcript(QAbstractScrollArea):
    """Shows the messages of a branch and lets them be read, selected and acted upon."""

    link_activated = Signal(str)
    """The reader pressed a link; the address is always http, https or mailto."""
    action_requested = Signal(str, str)
    """A message's id and an ``Action``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: list[Entry] = []
        self.setAccessibleName("Transcript")

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show another branch, at its end."""
        self._entries = list(entries)

    def put(self, entry: Entry) -> None:
        """Append a message, or exchange the one with the same id."""
        for place, known in enumerate(self._entries):
            if known.message.id == entry.message.id:
                self._entries[place] = entry
                return
        self._entries.append(entry)

    def remove_after(self, message_id: MessageId | None) -> None:
        """Take away the messages after this one; all of them for ``None``."""
        ids = [entry.message.id for entry in self._entries]
        self._entries = self._entries[: ids.index(message_id) + 1 if message_id in ids else 0]

    def focus_message(self, message_id: MessageId) -> None:
        """Bring a message into view and put the keyboard's focus on it."""

    def set_full_width(self, *, full: bool) -> None:
        """Use the whole width of the window for text, or a column that reads well."""
