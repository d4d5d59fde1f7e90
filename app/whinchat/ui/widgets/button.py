"""A button with words, in the weights the interface knows."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.focus_ring import inside_ring, paint_focus_ring


class ButtonKind(StrEnum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    NORMAL = "normal"
    DANGER = "danger"
    """Takes something away."""
    LINK = "link"
    """Words in the accent, without a frame."""
    META_LINK = "meta link"
    """The same on a line of quiet words: as small as they are, and hardly higher."""
    NOTICE = "notice"
    """Words on a toast."""


_WEIGHTS = {
    ButtonKind.PRIMARY: QFont.Weight.Medium,
    ButtonKind.NORMAL: QFont.Weight.Normal,
    ButtonKind.DANGER: QFont.Weight.Normal,
    ButtonKind.LINK: QFont.Weight.Medium,
    ButtonKind.META_LINK: QFont.Weight.Medium,
    ButtonKind.NOTICE: QFont.Weight.DemiBold,
}
_LINKS = (ButtonKind.LINK, ButtonKind.META_LINK)
_FRAMELESS = (*_LINKS, ButtonKind.NOTICE)


class Button(QPushButton):
    """Words, perhaps after an icon; it takes the focus by keyboard only.

    The words are shown as they are: an ampersand is an ampersand, and their text is the name.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: ButtonKind = ButtonKind.NORMAL,
        *,
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = kind
        self._icon_name = icon_name
        self._words = ""
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if kind in _LINKS:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(text)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def kind(self) -> ButtonKind:
        """Return the weight the button has."""
        return self._kind

    def setText(self, text: str) -> None:
        """Show ``text`` and take it as the accessible name."""
        self._words = text
        super().setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room that icon and words need."""
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self._words) + 2 * self._padding()
        if self._icon_name:
            width += self._theme.scaled(Size.ICON_SMALL) + (Space.S if self._words else Space.NONE)
        if self._kind is ButtonKind.META_LINK:
            return QSize(width, metrics.height() + Space.HAIR)
        return QSize(width, max(self._least_height(), metrics.height() + Space.S))

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame, icon, words and focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        self._paint_words(painter)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), Radius.CONTROL, self._ring_colour())
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        fill, border = self._frame_colours()
        if not fill:
            return
        half = Size.HAIRLINE / 2
        painter.setPen(QPen(QColor(border), Size.HAIRLINE))
        painter.setBrush(QColor(fill))
        area = QRectF(self.rect())
        if self.hasFocus() and self._kind is ButtonKind.PRIMARY:
            area = inside_ring(area)
        area = area.adjusted(half, half, -half, -half)
        painter.drawRoundedRect(area, Radius.CONTROL, Radius.CONTROL)

    def _paint_words(self, painter: QPainter) -> None:
        colour = self._text_colour()
        metrics = QFontMetrics(self.font())
        icon_size = self._theme.scaled(Size.ICON_SMALL)
        icon_room = icon_size + Space.S if self._icon_name else 0
        left = (self.width() - metrics.horizontalAdvance(self._words) - icon_room) // 2
        if self._icon_name:
            icon_colour = (
                colour if self._kind is not ButtonKind.NORMAL else self._theme.tokens.muted
            )
            area = QRectF(left, 0, icon_size, self.height())
            self._theme.paint_icon(painter, self._icon_name, icon_colour, area, Size.ICON_SMALL)
        painter.setFont(self.font())
        painter.setPen(QColor(colour))
        baseline = (self.height() + metrics.ascent() - metrics.descent()) // 2
        painter.drawText(left + icon_room, baseline, self._words)
        if self._kind in _FRAMELESS and self.underMouse():
            width = metrics.horizontalAdvance(self._words)
            line = baseline + metrics.underlinePos()
            painter.drawLine(left + icon_room, line, left + icon_room + width, line)

    def _frame_colours(self) -> tuple[str, str]:
        tokens = self._theme.tokens
        if self._kind in _FRAMELESS:
            return "", ""
        if not self.isEnabled():
            return tokens.sidebar, tokens.line
        if self._kind is ButtonKind.PRIMARY:
            fill = tokens.accent_hover if self.underMouse() else tokens.accent
            fill = tokens.accent_pressed if self.isDown() else fill
            return fill, fill
        fill = tokens.raised if self.underMouse() else tokens.window
        return tokens.selected if self.isDown() else fill, tokens.line

    def _text_colour(self) -> str:
        tokens = self._theme.tokens
        if not self.isEnabled():
            return tokens.muted
        match self._kind:
            case ButtonKind.PRIMARY:
                return tokens.on_accent
            case ButtonKind.NORMAL:
                return tokens.text
            case ButtonKind.DANGER:
                return tokens.bad
            case ButtonKind.LINK | ButtonKind.META_LINK:
                return tokens.accent
            case ButtonKind.NOTICE:
                return tokens.on_notice

    def _ring_colour(self) -> str:
        tokens = self._theme.tokens
        return tokens.notice_accent if self._kind is ButtonKind.NOTICE else tokens.accent

    def _padding(self) -> int:
        return Space.S if self._kind in _FRAMELESS else Space.M

    def _least_height(self) -> int:
        return Size.ICON_BUTTON if self._kind in _FRAMELESS else Size.CONTROL

    def _restyle(self) -> None:
        is_small = self._kind is ButtonKind.META_LINK
        font = self._theme.meta_font if is_small else self._theme.interface_font
        self.setFont(font(_WEIGHTS[self._kind]))
        self.updateGeometry()
        self.update()
