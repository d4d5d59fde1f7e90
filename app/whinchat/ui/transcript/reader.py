"""The reader: one message in a real text view, to be read by character, word and line."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QDialog, QTextEdit, QVBoxLayout, QWidget

from whinchat.markdown.blocks import Block, BlockKind
from whinchat.markdown.source import fenced
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.accessible_message import spoken
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.guard import guarded
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.parsing import blocks_of, tokens_of
from whinchat.ui.transcript.writing.prose import Prose
from whinchat.ui.transcript.writing.signs import insert_shown
from whinchat.ui.transcript.writing.typography import Typography
from whinchat.ui.transcript.writing.unseen import in_words

_PLAIN_ABOVE = 300_000
"""Characters. A longer message is read as it was written."""
_Interaction = Qt.TextInteractionFlag


class Reader(QDialog):
    """Shows one message for reading with a caret; closes with Escape."""

    link_activated = Signal(str)

    def __init__(self, theme: Theme, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Read message")
        self.resize(Size.COLUMN, Size.WINDOW_MINIMUM_HEIGHT + Size.POPUP_HEIGHT // 2)
        self._page = _Page(self)
        self._page.link_pressed.connect(self.link_activated)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        rows.addWidget(self._page)
        document = SilentDocument(self._page)
        document.setDocumentMargin(Space.XL)
        document.setDefaultFont(theme.body_font())
        _write(document, Typography(theme), entry)
        self._page.setDocument(document)
        self._page.moveCursor(QTextCursor.MoveOperation.Start)
        self._page.setFocus()

    @property
    def text(self) -> str:
        """Return what is to be read."""
        return self._page.toPlainText()


class _Page(QTextEdit):
    """A text view with a caret; a browser would be told of as a label, and would go places."""

    link_pressed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Reader")
        self.setReadOnly(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setTextInteractionFlags(
            _Interaction.TextSelectableByKeyboard
            | _Interaction.TextSelectableByMouse
            | _Interaction.LinksAccessibleByKeyboard
            | _Interaction.LinksAccessibleByMouse
        )

    @guarded(None)
    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Return nothing, whatever the content names."""
        return

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow the link at the caret on Enter; Tab goes from link to link."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        address = self.textCursor().charFormat().anchorHref() if is_enter else ""
        if address:
            self.link_pressed.emit(address)
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow the link under the pointer, if nothing was selected."""
        super().mouseReleaseEvent(event)
        address = self.anchorAt(event.position().toPoint())
        if address and not self.textCursor().hasSelection():
            self.link_pressed.emit(address)


def _write(document: SilentDocument, typography: Typography, entry: Entry) -> None:
    message = entry.message
    cursor = QTextCursor(document)
    name = typography.text_format()
    name.setFontWeight(QFont.Weight.DemiBold)
    cursor.insertText(in_words(spoken(entry).partition(":")[0]), name)
    cursor.setCharFormat(typography.text_format())
    if entry.message.role == "user" or len(message.text) > _PLAIN_ABOVE:
        cursor.insertBlock(typography.block_format(typography.line_height))
        insert_shown(cursor, message.text, typography.text_format())
        return
    prose = Prose(document, typography, at_end=True)
    for block in blocks_of(message.text):
        prose.write(tokens_of(_source(block)))


def _source(block: Block) -> str:
    """Return Markdown for a block: code comes without its fence."""
    if block.kind is not BlockKind.CODE:
        return block.text
    return fenced(block.text)
