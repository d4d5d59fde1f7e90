"""The gallery: a list of the scenes at the left, the chosen one at the right."""

import argparse
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QToolBar,
    QWidget,
)

from scenes.scene import Scene, all_scenes
from whinchat.ui.theme.theme import Mode, Theme
from whinchat.ui.theme.tokens import Size, Space

_ZOOM_STEP = 1.1
_LIST_WIDTH, _ROOM = 240, 48
_NARROW = 480
_HEIGHT = 860
_SHARE_OF_SCREEN = 0.95


def show_gallery(arguments: Sequence[str]) -> int:
    """Show the gallery until it is closed."""
    scenes = all_scenes()
    parser = argparse.ArgumentParser(
        prog="tests.gallery",
        description="F2: light or dark, F3: narrow, Ctrl and plus or minus: zoom.",
    )
    parser.add_argument("scene", nargs="?", default="transcript-long", choices=[*scenes, []])
    parser.add_argument("--dark", action="store_true")
    chosen = parser.parse_args(arguments[1:])
    app = QApplication([arguments[0]])
    theme = Theme(app)
    theme.apply(Mode.DARK if chosen.dark else Mode.LIGHT)
    gallery = Gallery(theme, scenes)
    gallery.choose(chosen.scene)
    gallery.show()
    return app.exec()


class Gallery(QMainWindow):
    """The window; each scene is made anew when it is chosen."""

    def __init__(self, theme: Theme, scenes: dict[str, Scene]) -> None:
        super().__init__()
        self._theme = theme
        self._scenes = scenes
        self.narrow = QAction("Narrow", self, checkable=True)
        """Shows scenes as wide as the smallest window."""
        self._list = QListWidget()
        self._list.setAccessibleName("Scenes")
        self._list.setFrameShape(QListWidget.Shape.NoFrame)
        self._list.setSpacing(Space.HAIR)
        for name in sorted(scenes):
            item = QListWidgetItem(name, self._list)
            item.setSizeHint(QSize(0, Size.ROW - Space.S))
        self._list.currentTextChanged.connect(self._show_scene)
        self._stage = QScrollArea()
        self._stage.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._stage.setFrameShape(QScrollArea.Shape.NoFrame)
        parts = QSplitter()
        parts.setHandleWidth(Size.HAIRLINE)
        parts.addWidget(self._list)
        parts.addWidget(self._stage)
        parts.setStretchFactor(1, 1)
        widest = max(scene.size[0] for scene in scenes.values())
        parts.setSizes([_LIST_WIDTH, widest])
        self.setCentralWidget(parts)
        self._add_tools()
        wanted = QSize(_LIST_WIDTH + widest + _ROOM, _HEIGHT)
        self.resize(wanted.boundedTo(self.screen().availableSize() * _SHARE_OF_SCREEN))

    def choose(self, name: str) -> None:
        """Show a scene."""
        self._list.setCurrentItem(self._list.findItems(name, Qt.MatchFlag.MatchExactly)[0])

    @property
    def shown(self) -> QWidget | None:
        """Return the scene that is shown."""
        return self._stage.widget()

    def turn(self) -> None:
        """Switch between light and dark."""
        mode = Mode.LIGHT if self._theme.is_dark else Mode.DARK
        self._theme.apply(mode, zoom=self._theme.text_scale)

    def _add_tools(self) -> None:
        tools = QToolBar("View")
        tools.setMovable(False)
        self.addToolBar(tools)
        turn = tools.addAction("Light or dark", self.turn)
        turn.setShortcut(Qt.Key.Key_F2)
        self.narrow.setShortcut(Qt.Key.Key_F3)
        self.narrow.toggled.connect(self._show_current)
        tools.addAction(self.narrow)
        larger = tools.addAction("Larger", lambda: self._zoom(_ZOOM_STEP))
        larger.setShortcut(QKeySequence(QKeySequence.StandardKey.ZoomIn))
        smaller = tools.addAction("Smaller", lambda: self._zoom(1 / _ZOOM_STEP))
        smaller.setShortcut(QKeySequence(QKeySequence.StandardKey.ZoomOut))

    def _zoom(self, factor: float) -> None:
        mode = Mode.DARK if self._theme.is_dark else Mode.LIGHT
        self._theme.apply(mode, zoom=self._theme.text_scale * factor)

    def _show_current(self) -> None:
        self._show_scene(self._list.currentItem().text())

    def _show_scene(self, name: str) -> None:
        scene = self._scenes[name]
        widget = scene.build(self._theme)
        width, height = scene.size
        widget.setFixedSize(_NARROW if self.narrow.isChecked() else width, height)
        if (before := self._stage.takeWidget()) is not None:
            # What is told that it is left has to be whole then.
            before.hide()
            before.deleteLater()
        self._stage.setWidget(widget)
        self.setWindowTitle(f"{name}: Whinchat's gallery")
