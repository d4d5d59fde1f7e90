"""Scenes of the icons: all of them, and the whinchat in the sizes of a dock."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from scenes.scene import Scene
from whinchat.paths import resource_root
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space, Tint
from whinchat.ui.widgets.icon_mark import IconMark

_COLUMNS = 12
_BIRD_SIZES = (16, 24, 32, 64, 128)


def build_icons(theme: Theme) -> QWidget:
    """Every outline, in the order of its name."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
    grid.setSpacing(Space.L)
    files = sorted((resource_root() / "icons").glob("*.svg"))
    names = [f.stem for f in files if f.stem != "whinchat" and not f.stem.startswith("mark-")]
    for place, name in enumerate(names):
        mark = IconMark(theme, name, Tint.TEXT)
        mark.setToolTip(name)
        grid.addWidget(mark, place // _COLUMNS, place % _COLUMNS)
    return page


def build_app_icon(theme: Theme) -> QWidget:
    """The whinchat as large as a title bar, a menu and a dock show it."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
    row.setSpacing(Space.XL)
    for size in _BIRD_SIZES:
        row.addWidget(IconMark(theme, "whinchat", size=size))
    return page


SCENES = (
    Scene("icons", build_icons, (420, 240)),
    Scene("app-icon", build_app_icon, (440, 160)),
)
