"""The reader: one message in a real text view, to be read by character, word, line and heading."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QShowEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QDialog, QMenu, QTextEdit, QVBoxLayout, QWidget

from whinchat.ui.document_pieces import blocks_from
from whinchat.ui.menu_key import offer_menu_key
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.guard import guarded
from whinchat.ui.transcript.reading.reader_text import write_message
from whinchat.ui.transcript.rows.text_of import links_of
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.notes import anchor_of, cursor_at_anchor, is_inner
from whinchat.ui.transcript.writing.typography import Typography

_Interaction = Qt.TextInteractionFlag
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Reader(QDialog):
    """Shows one message for reading with a caret; closes with Escape."""

    link_activated = Signal(str, str)
    """An address, and the words that lead there."""

    def __init__(self, theme: Theme, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Read message")
        self.resize(Size.COLUMN, Size.WINDOW_MINIMUM_HEIGHT + Size.POPUP_HEIGHT // 2)
        self._page = _Page(self)
        self._page.link_pressed.connect(self._tell)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        rows.addWidget(self._page)
        document = SilentDocument(self._page)
        document.setDocumentMargin(Space.XL)
        document.setDefaultFont(theme.body_font())
        write_message(document, Typography(theme), entry)
        self._page.setDocument(document)
        self._page.moveCursor(QTextCursor.MoveOperation.Start)
        self._page.setFocus()
        offer_menu_key(self)

    def _tell(self, address: str) -> None:
        found = links_of(self._page.document())
        words = [words for words, there in found if there == address]
        self.link_activated.emit(address, "\n".join(words))

    @guarded(None)
    def showEvent(self, _event: QShowEvent) -> None:
        """Begin at the very top: before the size was known, the caret may have scrolled."""
        self._page.verticalScrollBar().setValue(0)

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
        self.setAccessibleDescription("H and Shift+H go from heading to heading")
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
        """Follow the link at the caret on Enter; Tab goes from link to link, H to headings."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        address = self.textCursor().charFormat().anchorHref() if is_enter else ""
        if address:
            self._follow(address)
        elif event.key() == Qt.Key.Key_H and not event.modifiers() & ~_SHIFT:
            self.go_to_heading(-1 if event.modifiers() & _SHIFT else 1)
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow the link under the pointer, if nothing was selected."""
        super().mouseReleaseEvent(event)
        address = self.anchorAt(event.position().toPoint())
        if address and not self.textCursor().hasSelection():
            self._follow(address)

    def _follow(self, address: str) -> None:
        """Go to a note or back from it; ask for any other address."""
        if not is_inner(address):
            self.link_pressed.emit(address)
        elif (cursor := cursor_at_anchor(self.document(), anchor_of(address))) is not None:
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    @guarded(None)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what any text offers, and the way to the headings."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        menu.addAction("Next heading\tH").triggered.connect(lambda: self.go_to_heading(1))
        menu.addAction("Previous heading\tShift+H").triggered.connect(
            lambda: self.go_to_heading(-1)
        )
        self._add_headings(menu.addMenu("Headings"))
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        caret = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        menu.popup(caret if by_keyboard else event.globalPos())

    def go_to_heading(self, by: int) -> None:
        """Put the caret on the next heading, or on an earlier one."""
        block = _beside(self.textCursor().block(), by)
        while block.isValid() and not block.blockFormat().headingLevel():
            block = _beside(block, by)
        if block.isValid():
            self._go_to(block)

    def _add_headings(self, menu: QMenu) -> None:
        for block in blocks_from(self.document().firstBlock()):
            if block.blockFormat().headingLevel():
                # In a menu an ampersand would mark a letter.
                words = block.text().replace("&", "&&")
                menu.addAction(words).triggered.connect(self._way_to(block.position()))

    def _way_to(self, position: int) -> Callable[[], None]:
        return lambda: self._go_to(self.document().findBlock(position))

    def _go_to(self, block: QTextBlock) -> None:
        self.setTextCursor(QTextCursor(block))
        self.ensureCursorVisible()


def _beside(block: QTextBlock, by: int) -> QTextBlock:
    return block.next() if by > 0 else block.previous()
