"""The bundled fonts, and how one asks for a size and a weight of them."""

import logging
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

_log = logging.getLogger(__name__)

BODY_FAMILY = "Inter"
CODE_FAMILY = "JetBrains Mono"

# Qt asks these in turn for a glyph that the bundled fonts lack; absent ones cost nothing.
_BODY_FALLBACKS = (
    "Noto Sans",
    "Segoe UI",
    "Helvetica Neue",
    "Noto Sans CJK SC",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans Arabic",
    "DejaVu Sans",
    "Noto Color Emoji",
    "Segoe UI Emoji",
    "Apple Color Emoji",
)
_CODE_FALLBACKS = (
    "DejaVu Sans Mono",
    "Cascadia Mono",
    "Menlo",
    "Noto Sans Mono CJK SC",
    *_BODY_FALLBACKS,
)

# Inter's "calt" turns "->" into an arrow, JetBrains Mono's joins "!=": one must read what was sent.
_LIGATURE_FEATURES = ("calt",)
_CODE_LIGATURE_FEATURES = ("calt", "liga", "clig", "dlig")


@cache
def load_fonts(folder: Path) -> None:
    """Make the fonts in ``folder`` known to Qt, once; needs a ``QGuiApplication``.

    A font that cannot be read is logged, and the system's stand in for it.
    """
    for file in sorted(folder.glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            _log.warning("The font %s could not be loaded", file.name)


def body_font(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the font of text, ``size`` logical pixels high, ligatures off."""
    font = _font((BODY_FAMILY, *_BODY_FALLBACKS), size, _LIGATURE_FEATURES)
    font.setWeight(weight)
    return font


def code_font(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the font of code, ``size`` logical pixels high, ligatures off."""
    font = _font((CODE_FAMILY, *_CODE_FALLBACKS), size, _CODE_LIGATURE_FEATURES)
    font.setWeight(weight)
    font.setFixedPitch(True)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def whole_pixels(size: float) -> int:
    """Return the size Qt draws: it knows no fractions of a pixel (6.11), halves go up."""
    return max(1, int(size + 0.5))


def _font(families: tuple[str, ...], size: float, features_off: tuple[str, ...]) -> QFont:
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(whole_pixels(size))
    # Without hinting, words keep their shape at every zoom and screen scale.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in features_off:
        font.setFeature(QFont.Tag.fromString(feature), 0)
    return font
