"""General: language, and the key that sends."""

from dataclasses import replace

from whinchat.domain.settings import SendKey, Settings
from whinchat.ui.settings.parts import SettingsParts
from whinchat.ui.settings.rows import ChoiceField, RowsPage, SettingRow


class GeneralPage(RowsPage):
    """Shows the settings of the moment and changes them."""

    def __init__(self, parts: SettingsParts) -> None:
        self._parts = parts
        self._language = ChoiceField([("en", "English")])
        self._send_key = ChoiceField([(SendKey.ENTER, "Enter"), (SendKey.CTRL_ENTER, "Ctrl+Enter")])
        theme = parts.theme
        super().__init__(
            theme,
            "General",
            [
                SettingRow(theme, "Language", "Of menus and messages.", self._language),
                SettingRow(
                    theme,
                    "Send with",
                    "Every other Enter, such as Shift+Enter, breaks the line.",
                    self._send_key,
                ),
            ],
        )
        self._language.chosen.connect(self._set_language)
        self._send_key.chosen.connect(self._set_send_key)
        parts.preferences.changed.add(lambda change: self._show(change[1]))
        self._show(parts.preferences.settings)

    def _show(self, settings: Settings) -> None:
        self._language.show_choice(settings.language)
        self._send_key.show_choice(settings.send_key)

    def _set_language(self, language: str) -> None:
        self._parts.preferences.update(lambda settings: replace(settings, language=language))

    def _set_send_key(self, key: str) -> None:
        chosen = SendKey(key)
        self._parts.preferences.update(lambda settings: replace(settings, send_key=chosen))
