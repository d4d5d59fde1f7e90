"""One attachment of a draft: what it is, how large, and the way to remove it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from whinchat.domain.media import PDF, PICTURES
from whinchat.domain.parts import Attachment
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.card import paint_card
from whinchat.ui.widgets.elided_label import ElidedLabel
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel, plain_tooltip

THUMBNAIL = QSize(Size.FIELD, Size.FIELD)
PASTED_TEXT = "Pasted text.txt"
"""The name of a text that was too long for the box; it can go back there."""

_SHOWS_TENTHS = 10
_REMOVING_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Chip(QWidget):
    """Shows an attachment. Delete removes it while it has the keyboard."""

    remove_requested = Signal()
    paste_requested = Signal()
    """The user wants a pasted text in the box after all."""

    def __init__(self, theme: Theme, attachment: Attachment, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thumbnail = QImage()
        self.attachment = attachment
        kind = kind_words(attachment)
        size = size_words(attachment.size_bytes)
        self.setAccessibleName(f"{attachment.name}, {kind}, {size}")
        self.setAccessibleDescription("Attached. Delete removes it.")
        self.setToolTip(plain_tooltip(f"{attachment.name} · {kind} · {size}"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        name = ElidedLabel(theme, attachment.name, LabelKind.META_STRONG)
        name.setFixedWidth(min(name.sizeHint().width(), theme.scaled(Size.CHIP_NAME)))
        remove = IconButton(theme, "x", f"Remove {attachment.name}")
        remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        remove.clicked.connect(self.remove_requested)
        words = QVBoxLayout()
        words.setSpacing(Space.NONE)
        words.addWidget(name)
        words.addLayout(self._make_foot(f"{kind} · {size}"))
        line = QHBoxLayout(self)
        left = Space.S + THUMBNAIL.width() + Space.S
        line.setContentsMargins(left, Space.XS, Space.XS, Space.XS)
        line.setSpacing(Space.XS)
        line.addLayout(words)
        line.addWidget(remove)
        theme.changed.connect(self.update)

    def show_thumbnail(self, image: QImage) -> None:
        """Show what a picture looks like, in place of the sign for its kind."""
        self._thumbnail = image
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for the words, and for the picture beside them."""
        least = THUMBNAIL.height() + 2 * Space.XS
        return super().sizeHint().expandedTo(QSize(0, least))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove with Delete, the arrows go to the neighbours."""
        match event.key():
            case key if key in _REMOVING_KEYS:
                self.remove_requested.emit()
            case Qt.Key.Key_Left:
                self.focusPreviousChild()
            case Qt.Key.Key_Right:
                self.focusNextChild()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card, and the picture or the sign for the kind."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_card(painter, area, tokens.window, tokens.line, Radius.CONTROL)
        top = (self.height() - THUMBNAIL.height()) // 2
        place = QRect(Space.XS, top, THUMBNAIL.width(), THUMBNAIL.height())
        if self._thumbnail.isNull():
            icon = "image" if self.attachment.media_type in PICTURES else "file-text"
            self._theme.paint_icon(painter, icon, tokens.muted, QRectF(place), Size.ICON)
        else:
            self._paint_thumbnail(painter, place)
        if self.hasFocus():
            paint_focus_ring(painter, area, Radius.CONTROL, tokens.accent)
        painter.end()

    def _paint_thumbnail(self, painter: QPainter, place: QRect) -> None:
        """Fill the place with the middle of the picture, its corners rounded."""
        image = self._thumbnail
        edge = min(image.width(), image.height())
        middle = QRect((image.width() - edge) // 2, (image.height() - edge) // 2, edge, edge)
        painter.save()
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(place), Radius.SMALL, Radius.SMALL)
        painter.setClipPath(rounded)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(place, QColor(self._theme.tokens.raised))
        painter.drawImage(place, image, middle)
        painter.restore()

    def _make_foot(self, words: str) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(Space.XS)
        foot.addWidget(PlainLabel(self._theme, words, LabelKind.META))
        if self.attachment.name == PASTED_TEXT:
            back = Button(self._theme, "Paste as text instead", ButtonKind.META_LINK)
            back.clicked.connect(self.paste_requested)
            foot.addWidget(back)
        foot.addStretch(1)
        return foot


def kind_words(attachment: Attachment) -> str:
    """Return what kind of file it is, in a word."""
    if attachment.media_type in PICTURES:
        return PICTURES[attachment.media_type].upper().replace("JPG", "JPEG")
    return "PDF" if attachment.media_type == PDF else "Text"


def size_words(size_bytes: int) -> str:
    """Return a size for people."""
    for size, unit in ((1_000_000, "MB"), (1_000, "kB")):
        if size_bytes >= size:
            number = size_bytes / size
            return f"{number:.1f} {unit}" if number < _SHOWS_TENTHS else f"{number:.0f} {unit}"
    return f"{size_bytes} bytes"
