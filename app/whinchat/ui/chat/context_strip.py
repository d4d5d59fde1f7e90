"""What will be sent, as a strip: one piece for each message, the model's window as the whole."""

from bisect import bisect_right
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from whinchat.domain.context import FULL, HALF_FULL, NEARLY_FULL, Context
from whinchat.domain.conversation import MarkName
from whinchat.ui.announcing import announce
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.own_keys import claims_escape
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel, plain_tooltip

_NOTHING = Context((), (), {}, None)


class ContextBar(QWidget):
    """Draws the pieces. Left and Right walk them, Space leaves one out, Enter shows its message."""

    toggle_requested = Signal(str)
    show_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._context = _NOTHING
        self._ends: list[int] = []
        self._whole = 1
        self._current = -1
        self.describe: Callable[[int], str] = lambda _place: ""
        """Asked which message the piece at a place is; whoever knows the messages puts it here."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Context")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_context(self, context: Context) -> None:
        """Show another context."""
        self._context = context
        self._ends = context.ends()
        total = (self._ends[-1] if self._ends else 0) + context.instructions
        self._whole = max(total, context.window or 0, 1)
        self._current = min(self._current, len(context.ids) - 1)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the bar with the ring around it."""
        return QSize(Size.POPUP_WIDTH, Size.CONTEXT_BAR + 2 * Space.XS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw each pixel's message, by how it stands with it."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        area = QRectF(0, Space.XS, self.width(), Size.CONTEXT_BAR)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(area, Radius.SMALL, Radius.SMALL)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for place, left, right in self._pieces():
            self._paint_piece(painter, place, left, right)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), Radius.SMALL, tokens.accent)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tell below the pointer which message a piece is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self._words_at(self._place_at(event.pos().x()))
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the message of a piece."""
        place = self._place_at(int(event.position().x()))
        if place >= 0:
            self.show_requested.emit(self._context.ids[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the pieces, leave one out or take it in, show its message."""
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right | Qt.Key.Key_Home | Qt.Key.Key_End as key:
                self._walk(Qt.Key(key))
            case Qt.Key.Key_Space if self._current >= 0:
                self.toggle_requested.emit(self._context.ids[self._current])
                announce(self, self._words_at(self._current))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._current >= 0:
                self.show_requested.emit(self._context.ids[self._current])
            case _:
                super().keyPressEvent(event)

    def _walk(self, key: Qt.Key) -> None:
        last = len(self._context.ids) - 1
        places = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if last < 0:
            return
        self._current = min(max(places[key], 0), last)
        words = self._words_at(self._current)
        self.setAccessibleDescription(words)
        announce(self, words)
        where = QPoint(int(self._x(self._ends[self._current])), self.height())
        QToolTip.showText(self.mapToGlobal(where), plain_tooltip(words), self)
        self.update()

    def _words_at(self, place: int) -> str:
        return self.describe(place) if place >= 0 else ""

    def _pieces(self) -> list[tuple[int, int, int]]:
        """Return place, left and right of what can be seen: one piece for a pixel at most."""
        pieces: list[tuple[int, int, int]] = []
        place = 0
        while place < len(self._ends):
            left = self._x(self._ends[place - 1] if place else 0)
            right = max(left + 1, self._x(self._ends[place]))
            pieces.append((place, left, right))
            place = max(place + 1, bisect_right(self._ends, self._tokens_at(right)))
        return pieces

    def _paint_piece(self, painter: QPainter, place: int, left: int, right: int) -> None:
        tokens = self._theme.tokens
        marks = self._context.marks.get(self._context.ids[place], frozenset())
        share = self._context.share
        colour = tokens.muted
        if share is not None and share >= NEARLY_FULL:
            colour = tokens.bad if share >= FULL else tokens.warn
        if MarkName.ALWAYS_KEPT in marks:
            colour = tokens.accent
        gap = 1 if right - left > Space.XS else 0
        area = QRectF(left, Space.XS, right - left - gap, Size.CONTEXT_BAR)
        if MarkName.LEFT_OUT in marks:
            painter.fillRect(area, QColor(tokens.selected))
            painter.fillRect(
                QRectF(area.left(), area.center().y(), area.width(), Size.HAIRLINE),
                QColor(tokens.muted),
            )
        else:
            painter.fillRect(area, QColor(colour))
        if place == self._current and self.hasFocus():
            painter.fillRect(area.adjusted(0, 0, 0, -Size.CONTEXT_BAR * 0.6), QColor(tokens.accent))

    def _x(self, tokens: int) -> int:
        return int(tokens * self.width() / self._whole)

    def _tokens_at(self, x: int) -> int:
        return x * self._whole // max(1, self.width())

    def _place_at(self, x: int) -> int:
        place = bisect_right(self._ends, self._tokens_at(x))
        return place if place < len(self._ends) else -1


class ContextStrip(QWidget):
    """The bar, its share in words, and what to do when a message has no room."""

    close_requested = Signal()
    leave_out_requested = Signal()
    model_requested = Signal()
    send_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.bar = ContextBar(theme, self)
        self._words = PlainLabel(theme, "", LabelKind.META)
        self._close = IconButton(theme, "x", "Close the context")
        self._close.clicked.connect(self.close_requested)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._words, 1)
        head.addWidget(self._close)
        self._stop = self._make_stop(theme)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.M, Space.XS, Space.XS, Space.S)
        rows.setSpacing(Space.NONE)
        rows.addLayout(head)
        rows.addWidget(self.bar)
        rows.addWidget(self._stop)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Take Escape before the window takes it as a shortcut."""
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def show_context(self, context: Context, *, opened: bool) -> None:
        """Show a context where there is something to say of it, or where it was asked for."""
        self._words.setText(words_of(context))
        is_filling = (context.share or 0) > HALF_FULL
        is_marked = bool(context.left_out or context.always_kept)
        is_shown = bool(context.ids) and (opened or is_filling or is_marked)
        self.setVisible(is_shown)
        if is_shown:
            self.bar.show_context(context)
        self._close.setVisible(opened and not is_filling and not is_marked)

    def show_stop(self, *, stopped: bool) -> None:
        """Offer the ways on for a message that has no room, or hide them."""
        self._stop.setVisible(stopped)
        if stopped:
            self.setVisible(True)
            announce(self, "This message has no room in the model's window. It was not sent.")

    def _make_stop(self, theme: Theme) -> QWidget:
        stop = QWidget(self)
        words = "This has no room in the model's window, so it was not sent."
        line = QVBoxLayout(stop)
        line.setContentsMargins(Space.NONE, Space.S, Space.NONE, Space.NONE)
        line.setSpacing(Space.S)
        line.addWidget(PlainLabel(theme, words, LabelKind.BAD, wraps=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        for name, kind, signal in (
            ("Leave out the oldest", ButtonKind.PRIMARY, self.leave_out_requested),
            ("Choose a larger model", ButtonKind.NORMAL, self.model_requested),
            ("Send anyway", ButtonKind.NORMAL, self.send_requested),
        ):
            button = Button(theme, name, kind)
            button.clicked.connect(signal)
            buttons.addWidget(button)
        buttons.addStretch(1)
        line.addLayout(buttons)
        stop.hide()
        return stop


def words_of(context: Context) -> str:
    """Return what goes out, in words."""
    parts = [f"About {context.used:,} tokens go out"]
    if context.window:
        share = context.share or 0
        parts = [f"About {context.used:,} of {context.window:,} tokens ({share:.0%})"]
        if share >= NEARLY_FULL:
            parts.append("nearly full" if share < FULL else "too much")
    if context.left_out:
        parts.append(f"{context.left_out} left out")
    if context.always_kept:
        parts.append(f"{context.always_kept} always kept")
    return " · ".join(parts)
