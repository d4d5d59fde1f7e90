"""The theme: one object that widgets ask for colours, fonts and icons, and that can change live."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from whinchat.paths import resource_root
from whinchat.ui.theme import fonts
from whinchat.ui.theme.icons import Icons
from whinchat.ui.theme.palette import make_palette
from whinchat.ui.theme.stylesheet import make_stylesheet
from whinchat.ui.theme.tokens import (
    BODY_PX,
    CODE_PX,
    DARK,
    GROUP_PX,
    HEADING_EMS,
    HERO_PX,
    INTERFACE_PX,
    LIGHT,
    META_PX,
    PAGE_TITLE_PX,
    Size,
    Tokens,
)

_ZOOM_LIMITS = (0.5, 3.0)
Weight = QFont.Weight


class Mode(StrEnum):
    """What the user chose; ``SYSTEM`` follows the desktop where that is known."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """Sizes of type at zoom 1, in logical pixels."""

    body: float = BODY_PX
    code: float = CODE_PX


class Theme(QObject):
    """Colours, fonts and icons as the user wants them now.

    ``changed`` comes after every change that can be seen; whoever draws or sets fonts itself
    connects to it. Give the theme to widgets in their constructors.
    """

    changed = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._mode = Mode.SYSTEM
        self._sizes = TypeSizes()
        self._zoom = 1.0
        self._reduced_motion = False
        self._tokens = LIGHT
        root = resource_root()
        self._icon_folder = root / "icons"
        self._icons = Icons(self._icon_folder)
        fonts.load_fonts(root / "fonts")
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def tokens(self) -> Tokens:
        """Return the colours of the mode that shows."""
        return self._tokens

    @property
    def is_dark(self) -> bool:
        """Return whether the dark mode shows."""
        return self._tokens.is_dark

    @property
    def text_scale(self) -> float:
        """Return how much larger than designed text is: the user's size times the zoom."""
        return self._sizes.body / BODY_PX * self._zoom

    def scaled(self, size: int) -> int:
        """Return how large something beside text is that is ``size`` pixels as designed."""
        return round(size * self.text_scale)

    @property
    def reduced_motion(self) -> bool:
        """Return whether nothing may move by itself."""
        return self._reduced_motion

    def apply(
        self,
        mode: Mode | str = Mode.SYSTEM,
        *,
        sizes: TypeSizes | None = None,
        zoom: float = 1.0,
        reduced_motion: bool = False,
    ) -> None:
        """Show everything this way from now on. Raises ``ValueError`` for an unknown mode."""
        self._mode = Mode(mode)
        self._sizes = sizes or TypeSizes()
        self._zoom = min(max(zoom, _ZOOM_LIMITS[0]), _ZOOM_LIMITS[1])
        self._reduced_motion = reduced_motion
        self._tell_desktop()
        self._show()

    def body_font(self, weight: Weight = Weight.Normal, *, em: float = 1.0) -> QFont:
        """Return the font of messages and the composer, ``em`` times the body's size."""
        return self._text_font(BODY_PX * em, weight)

    def interface_font(self, weight: Weight = Weight.Normal) -> QFont:
        """Return the font of rows, fields, buttons and menus; widgets have it by default."""
        return self._text_font(INTERFACE_PX, weight)

    def meta_font(self, weight: Weight = Weight.Normal) -> QFont:
        """Return the font of the small muted lines."""
        return self._text_font(META_PX, weight)

    def group_font(self) -> QFont:
        """Return the font of the heads of groups in lists."""
        return self._text_font(GROUP_PX, Weight.DemiBold)

    def page_title_font(self) -> QFont:
        """Return the font of a settings page's title."""
        return self._text_font(PAGE_TITLE_PX, Weight.DemiBold)

    def hero_font(self) -> QFont:
        """Return the font of the one line in an empty conversation."""
        return self._text_font(HERO_PX, Weight.DemiBold)

    def heading_font(self, level: int) -> QFont:
        """Return the font of a heading; levels below 3 look like 3."""
        em = HEADING_EMS[min(max(level, 1), len(HEADING_EMS)) - 1]
        return self.body_font(Weight.DemiBold, em=em)

    def code_font(self, weight: Weight = Weight.Normal, *, em: float = 1.0) -> QFont:
        """Return the font of code, ``em`` times its size; ligatures are off."""
        return fonts.code_font(self._sizes.code * self._zoom * em, weight)

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """Return an icon to paint, sharp on a screen of that device pixel ratio."""
        return self._icons.pixmap(name, colour, size, ratio)

    def paint_icon(
        self, painter: QPainter, name: str, colour: str, area: QRectF, size: int = Size.ICON
    ) -> None:
        """Paint an icon in the middle of ``area``, sharp at the painter's scale.

        It grows with the text, as far as the area allows.
        """
        fitting = min(self.scaled(size), int(area.width()), int(area.height()))
        self._icons.paint(painter, name, colour, area, fitting)

    def app_icon(self) -> QIcon:
        """Return the whinchat, for windows and the dock."""
        return self._icons.app_icon()

    def _text_font(self, size: float, weight: Weight) -> QFont:
        return fonts.body_font(size * self.text_scale, weight)

    def _tell_desktop(self) -> None:
        # Title bars and native dialogs are the desktop's; without this they keep its mode.
        hints = self._app.styleHints()
        match self._mode:
            case Mode.LIGHT:
                hints.setColorScheme(Qt.ColorScheme.Light)
            case Mode.DARK:
                hints.setColorScheme(Qt.ColorScheme.Dark)
            case Mode.SYSTEM:
                hints.unsetColorScheme()

    def _follow_system(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._show()

    def _show(self) -> None:
        tokens = DARK if self._wants_dark() else LIGHT
        self._tokens = tokens
        self._app.setFont(self.interface_font())
        sheet = make_stylesheet(tokens, self._icon_folder)
        # A style sheet polishes every widget anew, also an equal one: zooming can do without.
        if sheet != self._app.styleSheet():
            self._app.setPalette(make_palette(tokens))
            self._app.setStyleSheet(sheet)
        self.changed.emit()

    def _wants_dark(self) -> bool:
        match self._mode:
            case Mode.LIGHT:
                return False
            case Mode.DARK:
                return True
            case Mode.SYSTEM:
                return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
