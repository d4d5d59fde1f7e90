"""Draws a scene into an image, the same on every run."""

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, QPoint, QTimer
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QApplication

from scenes.scene import Scene
from whinchat.ui.theme.theme import Mode, Theme
from whinchat.ui.transcript.pictures.pictures import Pictures
from whinchat.ui.transcript.transcript import Transcript

_DOTS_PER_METRE = 3780
"""96 dpi, whatever the screen says."""
_LONGEST_MILLISECONDS = 120_000
"""Diagrams are drawn by a child process, which on a busy computer takes its time."""
_TURN_MILLISECONDS = 5
_QUIET_TURNS = 3
"""What has come may ask for more: a diagram, once laid out, for its picture."""
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
    for shown in (widget, *widget.findChildren(Transcript), *widget.findChildren(Pictures)):
        _wait_for(shown)
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


def _wait_for(shown: QObject) -> None:
    """Wait for what is found beside the window's thread: colours, pictures, diagrams."""
    deadline = QDeadlineTimer(_LONGEST_MILLISECONDS)
    quiet = 0
    while isinstance(shown, Transcript | Pictures) and quiet < _QUIET_TURNS:
        if deadline.hasExpired():
            raise TimeoutError("the transcript is still not settled")
        _let_layouts_settle(_TURN_MILLISECONDS)
        is_settled = shown.is_idle if isinstance(shown, Pictures) else shown.is_settled
        quiet = quiet + 1 if is_settled else 0
    _let_layouts_settle()


def _let_layouts_settle(milliseconds: int = 0) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
