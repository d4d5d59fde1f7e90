"""A document that asks nobody for anything."""

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QTextDocument

from whinchat.ui.transcript.guard import guarded

MOST_SIGNS = 400
"""In one document. Beyond them what is unseen shows as a character that is not known."""


class SilentDocument(QTextDocument):
    """A text document for content from elsewhere: it never loads what the content names."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.signs_left = MOST_SIGNS

    def clear(self) -> None:
        """Take all words out."""
        self.signs_left = MOST_SIGNS
        super().clear()

    @guarded(None)
    def loadResource(self, _kind: int, _url: QUrl | str) -> None:
        """Return nothing: Qt's own would read files and follow paths."""
        return
