"""The comparison of pictures sees what an eye sees."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from scenes.comparison import compare, is_blank, save_small

pytestmark = pytest.mark.usefixtures("qapp")


def _picture(*, left: int = 20, colour: str = "#287247", size: int = 300) -> QImage:
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(left, 20, 8, 8)
    painter.drawText(left, 60, "Quarterly report")
    painter.end()
    return image


def test_a_picture_is_close_to_itself() -> None:
    assert compare(_picture(), _picture()).share == 0


def test_a_shift_of_one_pixel_is_seen() -> None:
    assert not compare(_picture(), _picture(left=21)).is_close


def test_a_mark_of_another_colour_is_seen() -> None:
    assert not compare(_picture(), _picture(colour="#B3261E")).is_close


def test_another_size_is_seen() -> None:
    assert not compare(_picture(), _picture(size=301)).is_close


def test_saving_small_keeps_what_is_seen(tmp_path: Path) -> None:
    save_small(_picture(), tmp_path / "picture.png")

    assert compare(_picture(), QImage(str(tmp_path / "picture.png"))).is_close


@pytest.mark.parametrize("colour", ["#FFFFFF", "#1B1C1F"])
def test_one_colour_is_blank(colour: str) -> None:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))

    assert is_blank(image)
    assert not is_blank(_picture())


def test_what_lies_between_the_lines_of_an_odd_width_is_no_difference() -> None:
    # A line of 301 pixels in three bytes each leaves a byte until the next whole word.
    assert {compare(_picture(size=301), _picture(size=301)).share for _ in range(20)} == {0.0}
