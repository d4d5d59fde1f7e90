"""A text box that sends on Enter and breaks the line on Shift+Enter, never while composing."""

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from whinchat.domain.settings import SendKey
from whinchat.ui.theme.theme import Theme

_LEAST_LINES = 1
_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_PASTE_TEXT = QKeyCombination(_CTRL | _SHIFT, Qt.Key.Key_V)
_ATTACH = QKeyCombination(_CTRL, Qt.Key.Key_U)
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_BY_COMING_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class Editor(QPlainTextEdit):
    """The box that is typed into. It grows with its text up to ``set_greatest_height``."""

    submitted = Signal()
    focus_changed = Signal()
    paste_requested = Signal(QMimeData)
    """Something is pasted or dropped, of whatever kind; ``insert`` takes it if it is text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._send_key = SendKey.ENTER
        self._is_composing = False
        self._came_by_keyboard = False
        self._greatest_height = 300
        self.setAccessibleName("Message")
        self.setPlaceholderText("Message")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_send_key(self, send_key: SendKey) -> None:
        """Choose which key sends; every other Enter combination breaks the line."""
        self._send_key = send_key

    def set_greatest_height(self, height: int) -> None:
        """Scroll instead of growing beyond ``height`` pixels."""
        if height != self._greatest_height:
            self._greatest_height = height
            self._fit()

    @property
    def shows_focus(self) -> bool:
        """Tell whether the focus came by the keyboard, so that somebody may look for it."""
        return self.hasFocus() and self._came_by_keyboard

    def sizeHint(self) -> QSize:
        """Return the room that the text takes."""
        return QSize(200, min(self._text_height(), self._greatest_height))

    def minimumSizeHint(self) -> QSize:
        """Return the same height: the layout must not squeeze the text."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send, break the line, or type."""
        if event.keyCombination() == _PASTE_TEXT:
            self.insert(QGuiApplication.clipboard().text())
            return
        if event.key() not in _ENTER_KEYS:
            super().keyPressEvent(event)
            return
        if self._is_composing:
            # The Enter that ends a composition belongs to the input method.
            event.accept()
        elif self._sends(event.modifiers()):
            self.submitted.emit()
        else:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what the input method composes, and note whether it is still at it."""
        super().inputMethodEvent(event)
        if event.preeditString():
            self._is_composing = True
        elif self._is_composing:
            # Some input methods deliver the Enter that committed after the commit.
            QTimer.singleShot(0, self._end_composing)

    def event(self, event: QEvent) -> bool:
        """Leave the window its key to attach, with which Qt would delete the line."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.keyCombination() == _ATTACH
        ):
            event.ignore()
            return True
        return super().event(event)

    def insert(self, text: str) -> None:
        """Type a text: fonts and colours from elsewhere have no place here."""
        self.textCursor().insertText(text)
        self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take pictures and files too."""
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Ask what to do with what is pasted or dropped."""
        self.paste_requested.emit(source)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note how the focus came; coming back to the window changes nothing."""
        super().focusInEvent(event)
        if event.reason() not in _BY_COMING_BACK:
            self._came_by_keyboard = event.reason() in _BY_KEYBOARD
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus has gone."""
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow or shrink where the lines break elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _sends(self, modifiers: Qt.KeyboardModifier) -> bool:
        pressed = modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if self._send_key is SendKey.CTRL_ENTER:
            return pressed == Qt.KeyboardModifier.ControlModifier
        return pressed == Qt.KeyboardModifier.NoModifier

    def _end_composing(self) -> None:
        self._is_composing = False

    def _text_height(self) -> int:
        # The layout of a plain text document counts its height in lines.
        lines = max(_LEAST_LINES, int(self.document().size().height()))
        return lines * self.fontMetrics().lineSpacing() + 2

    def _fit(self) -> None:
        overflows = self._text_height() > self._greatest_height
        policy = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if overflows
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if self.verticalScrollBarPolicy() != policy:
            self.setVerticalScrollBarPolicy(policy)
        self.updateGeometry()

    def _restyle(self) -> None:
        self.setFont(self._theme.body_font())
        # The viewport draws the placeholder, and inherits no font through the style sheet.
        self.viewport().setFont(self.font())
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.viewport().setAutoFillBackground(False)
        self._fit()
