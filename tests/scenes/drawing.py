"""Draws a scene into an image, the same on every run."""

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QApplication

from scenes.scene import Scene
from whinchat.ui.theme.theme import Mode, Theme

_DOTS_PER_METRE = 3780
"""96 dpi, whatever the screen says."""
_FAR_AWAY = QPoint(9_999, 9_999)


def draw(scene: Scene, theme: Theme, mode: Mode, scale: int) -> QImage:
    """Return the scene in that mode, ``scale`` device pixels to a logical one."""
    QApplication.setCursorFlashTime(0)
    # Where the last test left the pointer nothing may light up below it.
    QCursor.setPos(_FAR_AWAY)
    theme.apply(mode, reduced_motion=True)
    widget = scene.build(theme)
    widget.setFixedSize(*scene.size)
    widget.show()
    _let_layouts_settle()
    if not scene.is_active and (focused := widget.focusWidget()) is not None:
        focused.clearFocus()
    width, height = scene.size
    image = QImage(width * scale, height * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.setDotsPerMeterX(_DOTS_PER_METRE)
    image.setDotsPerMeterY(_DOTS_PER_METRE)
    image.fill(theme.tokens.window)
    widget.render(image)
    widget.close()
    widget.deleteLater()
    return image


def _let_layouts_settle() -> None:
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()
