"""The theme changes live, and everything follows."""

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from whinchat.ui.theme.theme import Mode, Theme, TypeSizes
from whinchat.ui.theme.tokens import DARK, LIGHT


@pytest.mark.parametrize(("mode", "tokens"), [("light", LIGHT), (Mode.DARK, DARK)])
def test_the_mode_decides_the_tokens(theme: Theme, mode: str, tokens: object) -> None:
    theme.apply(mode)

    assert theme.tokens == tokens
    assert theme.is_dark == theme.tokens.is_dark


def test_the_system_is_light_where_it_says_nothing(theme: Theme) -> None:
    theme.apply(Mode.SYSTEM)

    assert not theme.is_dark


def test_an_unknown_mode_is_refused(theme: Theme) -> None:
    with pytest.raises(ValueError, match="sepia"):
        theme.apply("sepia")


def test_a_change_is_told_once(theme: Theme, qtbot: QtBot) -> None:
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.is_dark))

    theme.apply(Mode.DARK)

    assert told == [True]


def test_a_widget_that_is_open_changes_with_it(theme: Theme, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()

    theme.apply(Mode.DARK)

    pixel = field.grab().toImage().pixelColor(field.width() // 2, field.height() // 2)
    assert pixel == QColor(DARK.window)
    assert field.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)


def test_all_sizes_follow_the_zoom(theme: Theme) -> None:
    before = [font.pixelSize() for font in _fonts(theme)]

    theme.apply(Mode.LIGHT, zoom=2)

    after = [font.pixelSize() for font in _fonts(theme)]
    assert all(abs(b - 2 * a) <= 1 for a, b in zip(before, after, strict=True))
    assert QApplication.font().pixelSize() == 28


def test_all_text_follows_the_users_size(theme: Theme) -> None:
    theme.apply(Mode.LIGHT, sizes=TypeSizes(body=18, code=16))

    assert theme.text_scale == pytest.approx(1.2)
    assert [theme.body_font().pixelSize(), theme.code_font().pixelSize()] == [18, 16]
    assert theme.interface_font().pixelSize() == 17


@pytest.mark.parametrize(("zoom", "pixels"), [(0.01, 8), (100, 45)])
def test_the_zoom_ends_before_text_does(theme: Theme, zoom: float, pixels: int) -> None:
    theme.apply(Mode.LIGHT, zoom=zoom)

    assert theme.body_font().pixelSize() == pixels


def test_headings_shrink_with_their_level(theme: Theme) -> None:
    sizes = [theme.heading_font(level).pixelSize() for level in range(1, 7)]

    assert sizes == [20, 18, 17, 17, 17, 17]


def _fonts(theme: Theme) -> list[QFont]:
    makers = (
        theme.body_font,
        theme.interface_font,
        theme.meta_font,
        theme.group_font,
        theme.code_font,
        theme.page_title_font,
        theme.hero_font,
    )
    return [make() for make in makers]
