"""Icons take the theme's colours and are sharp at any scale."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

import whinchat
from whinchat.paths import resource_root
from whinchat.ui.theme.icons import Icons
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import DARK, LIGHT, Tokens

pytestmark = pytest.mark.usefixtures("theme")
_FOLDER = resource_root() / "icons"
_CODE = Path(whinchat.__file__).parent
_FILES = sorted(_FOLDER.glob("*.svg"))


def _colours(pixmap: QPixmap) -> set[str]:
    image = pixmap.toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_an_icon_is_drawn_in_the_colour_asked_for() -> None:
    assert _colours(Icons(_FOLDER).pixmap("square", "#a54c18", 64, 1)) == {"#a54c18"}


@pytest.mark.parametrize(("ratio", "pixels"), [(1.0, 16), (1.25, 20), (1.5, 24), (2.0, 32)])
def test_an_icon_has_the_pixels_of_its_screen(ratio: float, pixels: int) -> None:
    pixmap = Icons(_FOLDER).pixmap("copy", LIGHT.muted, 16, ratio)

    assert (pixmap.width(), pixmap.devicePixelRatio()) == (pixels, ratio)


def test_an_icon_is_sharp_in_an_image_of_twice_the_size() -> None:
    image = QImage(32, 32, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2)
    image.fill(0)
    painter = QPainter(image)
    Icons(_FOLDER).paint(painter, "copy", LIGHT.text, QRectF(0, 0, 16, 16), 16)
    painter.end()

    sharp = Icons(_FOLDER).pixmap("copy", LIGHT.text, 16, 2).toImage()

    assert image.convertToFormat(sharp.format()) == sharp


def test_an_unknown_icon_is_an_error_where_it_is_named() -> None:
    with pytest.raises(FileNotFoundError):
        Icons(_FOLDER).pixmap("no-such-icon", LIGHT.text, 16, 1)


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_every_file_draws_something(file: Path) -> None:
    assert _colours(Icons(_FOLDER).pixmap(file.stem, LIGHT.text, 64, 1))


def test_every_outline_is_named_in_the_code() -> None:
    code = "".join(path.read_text("utf-8") for path in _CODE.rglob("*.py"))
    outlines = [file.stem for file in _FILES if not file.stem.startswith("mark-")]

    assert [name for name in outlines if f'"{name}"' not in code] == []


def test_outlines_share_one_stroke_and_take_any_colour() -> None:
    outlines = [f for f in _FILES if f.stem != "whinchat" and not f.stem.startswith("mark-")]
    head = 'fill="none" stroke="currentColor" stroke-width="1.75"'

    assert [f.name for f in outlines if head not in f.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(("mode", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_marks_of_the_style_sheet_have_the_colours_of_the_theme(mode: str, tokens: Tokens) -> None:
    icons = Icons(_FOLDER)

    arrow = _colours(icons.pixmap(f"mark-down-{mode}", "", 64, 1))
    check = _colours(icons.pixmap(f"mark-check-{mode}", "", 64, 1))

    assert arrow == {QColor(tokens.muted).name()}
    assert check == {QColor(tokens.on_accent).name()}


def test_the_app_icon_has_every_size(theme: Theme) -> None:
    widths = {size.width() for size in theme.app_icon().availableSizes()}

    assert widths >= {16, 32, 64, 256}
