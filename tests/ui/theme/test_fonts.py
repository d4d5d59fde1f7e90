"""The bundled fonts are the ones that are used, in the weights that are asked for."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFont, QFontInfo, QRawFont, QTextLayout

from whinchat.ui.theme.fonts import body_font, code_font, whole_pixels

pytestmark = pytest.mark.usefixtures("theme")
Weight = QFont.Weight


def _glyphs(font: QFont, text: str) -> list[int]:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [index for run in layout.glyphRuns() for index in run.glyphIndexes()]


@pytest.mark.parametrize(
    ("weight", "style"),
    [
        (Weight.Normal, "Regular"),
        (Weight.Medium, "Medium"),
        (Weight.DemiBold, "SemiBold"),
        (Weight.Bold, "Bold"),
    ],
)
def test_text_has_its_own_file_for_each_weight(weight: QFont.Weight, style: str) -> None:
    drawn = QRawFont.fromFont(body_font(15, weight))

    assert (drawn.familyName(), drawn.weight()) == ("Inter", weight.value)
    assert QFontInfo(body_font(15, weight)).styleName() == style


@pytest.mark.parametrize("make", [body_font, code_font])
def test_italics_are_drawn_and_not_slanted(make: Callable[..., QFont]) -> None:
    font = make(15)
    font.setItalic(True)

    assert QRawFont.fromFont(font).styleName() == "Italic"


def test_code_is_bold_in_its_own_file() -> None:
    drawn = QRawFont.fromFont(code_font(14, Weight.Bold))

    assert (drawn.familyName(), drawn.weight()) == ("JetBrains Mono", Weight.Bold.value)


@pytest.mark.parametrize("text", ["->", "!=", "===", "<-", "***", "fi"])
@pytest.mark.parametrize("make", [body_font, code_font])
def test_letters_that_stand_together_stay_themselves(make: Callable[..., QFont], text: str) -> None:
    font = make(15)

    assert _glyphs(font, text) == [glyph for letter in text for glyph in _glyphs(font, letter)]


def test_the_check_of_letters_sees_a_ligature() -> None:
    font = QFont("JetBrains Mono")

    assert _glyphs(font, "!=") != _glyphs(font, "!") + _glyphs(font, "=")


def test_code_has_frames_for_what_terminals_draw() -> None:
    assert QRawFont.fromFont(code_font(14)).supportsCharacter(ord("├"))


@pytest.mark.parametrize(("size", "pixels"), [(12.5, 13), (13.5, 14), (15, 15), (0.2, 1)])
def test_sizes_are_whole_pixels(size: float, pixels: int) -> None:
    assert whole_pixels(size) == pixels
