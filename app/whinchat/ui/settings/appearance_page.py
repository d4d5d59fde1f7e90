"""Appearance: light or dark, sizes of type, width of the text."""

from dataclasses import replace

from whinchat.domain.settings import Settings, ThemeChoice
from whinchat.ui.settings.parts import SettingsParts
from whinchat.ui.settings.rows import ChoiceField, RowsPage, SettingRow
from whinchat.ui.widgets.number_field import DecimalField

_SMALLEST, _LARGEST, _STEP = 10.0, 28.0, 0.5
_COLUMN, _FULL = "column", "full"


class AppearancePage(RowsPage):
    """Shows the settings of the moment and changes them."""

    def __init__(self, parts: SettingsParts) -> None:
        self._preferences = parts.preferences
        self._theme_choice = ChoiceField(
            [
                (ThemeChoice.SYSTEM, "Same as the system"),
                (ThemeChoice.LIGHT, "Light"),
                (ThemeChoice.DARK, "Dark"),
            ]
        )
        self._text_size = _size_field()
        self._code_size = _size_field()
        self._width = ChoiceField([(_COLUMN, "A comfortable column"), (_FULL, "The whole window")])
        theme = parts.theme
        super().__init__(
            theme,
            "Appearance",
            [
                SettingRow(
                    theme, "Theme", "Light or dark, everywhere at once.", self._theme_choice
                ),
                SettingRow(theme, "Text size", "The rest grows along.", self._text_size),
                SettingRow(theme, "Code size", "In code blocks.", self._code_size),
                SettingRow(theme, "Reading width", "How wide messages may get.", self._width),
            ],
        )
        self._theme_choice.chosen.connect(self._set_theme)
        self._text_size.valueChanged.connect(self._set_text_size)
        self._code_size.valueChanged.connect(self._set_code_size)
        self._width.chosen.connect(self._set_width)
        parts.preferences.changed.add(lambda change: self._show(change[1]))
        self._show(parts.preferences.settings)

    def _show(self, settings: Settings) -> None:
        self._theme_choice.show_choice(settings.theme)
        self._text_size.setValue(settings.font_size)
        self._code_size.setValue(settings.code_font_size)
        self._width.show_choice(_FULL if settings.is_full_width else _COLUMN)

    def _set_theme(self, key: str) -> None:
        chosen = ThemeChoice(key)
        self._preferences.update(lambda settings: replace(settings, theme=chosen))

    def _set_text_size(self, size: float) -> None:
        self._preferences.update(lambda settings: replace(settings, font_size=size))

    def _set_code_size(self, size: float) -> None:
        self._preferences.update(lambda settings: replace(settings, code_font_size=size))

    def _set_width(self, key: str) -> None:
        is_full = key == _FULL
        self._preferences.update(lambda settings: replace(settings, is_full_width=is_full))


def _size_field() -> DecimalField:
    field = DecimalField()
    field.setDecimals(1)
    field.setRange(_SMALLEST, _LARGEST)
    field.setSingleStep(_STEP)
    field.setSuffix(" px")
    return field
