"""The notice at the bottom: one at a time, gone by itself, with Undo where that is possible."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from whinchat.ui.announcing import announce
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Duration, Radius, Size, Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.focus_before import FocusBefore
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.own_keys import claims_escape
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.shadow import paint_shadow

_UNDO = "Undo"


class Toast(QWidget):
    """Lies over the lower part of its parent and follows its size.

    F8, anywhere in the window, brings the keyboard to it; Escape closes it and gives the keyboard
    back. While the pointer or the keyboard is on it, it stays. A new notice takes the place of the
    old one, whose action is then gone.
    """

    closed = Signal()
    """A notice is gone, or another took its place; told after its action, if that was run."""

    def __init__(
        self, theme: Theme, parent: QWidget, *, above_edge: int = Size.TOAST_ABOVE_EDGE
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page = parent
        self._above_edge = above_edge
        self._action: Callable[[], None] | None = None
        self._second: Callable[[], None] | None = None
        self._before = FocusBefore(self)
        self._label = _make_label(theme)
        self._button = Button(theme, _UNDO, ButtonKind.NOTICE)
        self._button.clicked.connect(lambda: self._act(self._action))
        self._second_button = Button(theme, "Show", ButtonKind.NOTICE)
        self._second_button.clicked.connect(lambda: self._act(self._second))
        self._row = QHBoxLayout(self)
        side, edge = Space.M + Space.HAIR + Size.SHADOW, Space.XS + Size.SHADOW
        self._row.setContentsMargins(side, edge, side, edge)
        self._row.setSpacing(Space.S)
        self._row.addWidget(self._label)
        self._row.addWidget(self._button)
        self._row.addWidget(self._second_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_notice)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F8), parent)
        shortcut.activated.connect(self.take_focus)
        parent.installEventFilter(self)
        self._label.installEventFilter(self)
        self._button.installEventFilter(self)
        self._second_button.installEventFilter(self)
        theme.changed.connect(self._place)
        self.hide()

    @property
    def message(self) -> str:
        """Return the message that shows, or nothing."""
        return "" if self.isHidden() else self._label.text()

    @property
    def offers_undo(self) -> bool:
        """Tell whether what the notice tells of can be undone."""
        return self._action is not None and self._button.text() == _UNDO

    @property
    def remaining_milliseconds(self) -> int:
        """Return how long the notice will stay; -1 while nothing counts down."""
        return self._timer.remainingTime()

    def show_notice(
        self,
        message: str,
        *,
        action_text: str = _UNDO,
        action: Callable[[], None] | None = None,
        second: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Show ``message`` for 5 s, or for 10 s beside a button that runs ``action``.

        ``second`` is what else may be wanted: the words of another button, and what it runs.
        """
        if not self.isHidden():
            self.closed.emit()
        self._action = action
        self._label.setText(message)
        self._label.setAccessibleDescription(message)
        self._button.setText(action_text)
        self._button.setVisible(action is not None)
        second_text, self._second = second or ("Show", None)
        self._second_button.setText(second_text)
        self._second_button.setVisible(second is not None)
        self._place()
        self.show()
        self.raise_()
        self._count_down()
        announce(self._label, message)

    def come_forward(self) -> None:
        """Bring the notice's window to the front, for what was asked for in another of ours."""
        self.window().raise_()
        self.window().activateWindow()

    def close_notice(self) -> None:
        """Take the notice away; the keyboard goes back to where it was."""
        self._leave()
        self.closed.emit()

    def undo(self) -> None:
        """Undo what the notice tells of, as its button does, where it offers that."""
        if self.offers_undo:
            self._act(self._action)

    def _leave(self) -> None:
        had_focus = self._has_focus()
        self._timer.stop()
        self._action = self._second = None
        self.hide()
        if had_focus:
            self._before.give_back()

    def take_focus(self) -> None:
        """Bring the keyboard to the notice, if one shows."""
        if self.isHidden() or self._has_focus():
            return
        self._before.remember()
        target = self._label if self._button.isHidden() else self._button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the parent's size; wait while the keyboard is here."""
        if event.type() == QEvent.Type.Resize and watched is self._page:
            self._place()
        elif watched is not self._page:
            if event.type() == QEvent.Type.FocusIn:
                self._timer.stop()
                self.update()
            elif event.type() == QEvent.Type.FocusOut:
                self._count_down()
                self.update()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the pointer is here."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Count again from the start."""
        super().leaveEvent(event)
        self._count_down()

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window while the keyboard is here."""
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_notice()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a soft shadow, the plate and, where it is, the focus."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        edge = Size.SHADOW
        plate = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        paint_shadow(painter, plate, Radius.CARD)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.notice))
        painter.drawRoundedRect(plate, Radius.CARD, Radius.CARD)
        if self._label.hasFocus():
            paint_focus_ring(painter, plate, Radius.CARD, tokens.notice_accent)
        painter.end()

    def _act(self, action: Callable[[], None] | None) -> None:
        self._leave()
        if action is not None:
            action()
        self.closed.emit()

    def _has_focus(self) -> bool:
        parts = (self._label, self._button, self._second_button)
        return any(part.hasFocus() for part in parts)

    def _count_down(self) -> None:
        if self.isHidden() or self._has_focus() or self.underMouse():
            return
        has_buttons = self._action is not None or self._second is not None
        self._timer.start(Duration.NOTICE_WITH_UNDO if has_buttons else Duration.NOTICE)

    def _place(self) -> None:
        available = min(self._page.width() - 2 * Space.L, Size.TOAST_WIDTH)
        for button in (self._button, self._second_button):
            if not button.isHidden():
                available -= button.sizeHint().width() + Space.S
        natural = self._label.fontMetrics().horizontalAdvance(self._label.text()) + Space.HAIR
        margins = self._row.contentsMargins()
        self._label.setFixedWidth(
            max(1, min(natural, available - margins.left() - margins.right()))
        )
        width = self._row.totalSizeHint().width()
        self.resize(width, self._row.totalHeightForWidth(width))
        bottom = self._page.height() - min(self._above_edge, self._page.height() // 3)
        top = bottom - self.height() + Size.SHADOW
        self.move(QPoint((self._page.width() - width) // 2, max(0, top)))


def _make_label(theme: Theme) -> PlainLabel:
    label = PlainLabel(theme, "", LabelKind.NOTICE, wraps=True)
    label.setAccessibleName("Notice")
    label.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return label
