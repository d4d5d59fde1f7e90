"""Shows scenes as windows: ``PYTHONPATH=app:tests python -m tests.gallery [scene …] [--dark]``."""

import argparse
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from scenes.scene import Scene, all_scenes
from whinchat.ui.theme.theme import Mode, Theme

_ZOOM_STEP = 1.1


def main() -> int:
    """Open the scenes asked for, or all of them."""
    scenes = all_scenes()
    parser = argparse.ArgumentParser(
        description="F2 switches between light and dark, Ctrl and plus or minus zoom.",
        epilog=f"Scenes: {', '.join(scenes)}.",
    )
    parser.add_argument("scene", nargs="*")
    parser.add_argument("--dark", action="store_true")
    arguments = parser.parse_args()
    unknown = set(arguments.scene) - set(scenes)
    if unknown:
        parser.error(f"no such scene: {', '.join(sorted(unknown))}")
    app = QApplication([])
    app.setQuitOnLastWindowClosed(True)
    theme = Theme(app)
    theme.apply(Mode.DARK if arguments.dark else Mode.LIGHT)
    windows = [_open(scenes[name], theme) for name in arguments.scene or scenes]
    code: int = app.exec()
    del windows
    return code


def _open(scene: Scene, theme: Theme) -> QWidget:
    window = scene.build(theme)
    window.setWindowTitle(scene.name)
    window.resize(*scene.size)

    def bind(keys: QKeySequence, zoom_by: float, *, switches: bool = False) -> None:
        def change() -> None:
            zoom = theme.text_scale * zoom_by
            theme.apply(Mode.DARK if theme.is_dark != switches else Mode.LIGHT, zoom=zoom)

        QShortcut(keys, window).activated.connect(change)

    bind(QKeySequence(Qt.Key.Key_F2), 1, switches=True)
    bind(QKeySequence(QKeySequence.StandardKey.ZoomIn), _ZOOM_STEP)
    bind(QKeySequence(QKeySequence.StandardKey.ZoomOut), 1 / _ZOOM_STEP)
    window.show()
    return window


if __name__ == "__main__":
    sys.exit(main())
