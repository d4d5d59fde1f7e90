"""A picture by itself, as large as the screen allows."""

from contextlib import suppress

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.transcript.guard import guarded
from whinchat.ui.transcript.pictures.picture import Picture
from whinchat.ui.transcript.writing.unseen import in_words
from whinchat.ui.widgets.button import Button

_SHARE = 0.8
"""How much of the screen it takes at most."""


class PictureView(QDialog):
    """Shows one picture; closes with Escape."""

    copy_requested = Signal()
    save_requested = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(in_words(name))
        self._surface = _Surface(theme, in_words(name))
        copy = Button(theme, "Copy picture", icon_name="copy")
        copy.clicked.connect(self.copy_requested)
        save = Button(theme, "Save picture", icon_name="download")
        save.clicked.connect(self.save_requested)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(save)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        rows.setSpacing(Space.M)
        rows.addWidget(self._surface, 1)
        rows.addLayout(buttons)

    @property
    def greatest(self) -> QSize:
        """Return how many pixels a picture can make use of here."""
        screen = self.screen().availableSize() * _SHARE
        return screen * self.devicePixelRatioF()

    def show_picture(self, picture: Picture) -> None:
        """Show the picture, now that it is decoded."""
        # The reader may have closed the window by now.
        with suppress(RuntimeError):
            self.show_image(picture.image)

    def show_image(self, image: QImage) -> None:
        """Show an image, in a window as large as it needs and the screen has room for."""
        self._surface.show_image(image)
        wanted = image.size() / self.devicePixelRatioF()
        wanted = wanted.boundedTo(self.greatest / self.devicePixelRatioF())
        around = QSize(2 * Space.L, 2 * Space.L + Size.CONTROL + Space.M)
        self.resize((wanted + around).expandedTo(QSize(Size.POPUP_WIDTH, Size.POPUP_HEIGHT)))


class _Surface(QWidget):
    """Draws an image in its middle, smaller where it must."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self.setAccessibleName(f"Picture: {name}")

    def show_image(self, image: QImage) -> None:
        """Show another image."""
        self._image = image
        self.update()

    @guarded(None)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the image."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.code))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size() / self.devicePixelRatioF()
        if size.width() > self.width() or size.height() > self.height():
            size.scale(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRect(QPoint(), size)
        area.moveCenter(self.rect().center())
        painter.drawImage(area, self._image)
        painter.end()
