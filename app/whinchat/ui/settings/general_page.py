"""General: language, the key that sends, and where the data lies."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from whinchat.domain.settings import SendKey, Settings
from whinchat.ui.settings.parts import SettingsParts
from whinchat.ui.settings.rows import ChoiceField, RowsPage, SettingRow
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.button import Button
from whinchat.ui.widgets.elided_label import ElidedLabel
from whinchat.ui.widgets.plain_label import LabelKind


class GeneralPage(RowsPage):
    """Shows the settings of the moment and changes them."""

    def __init__(self, parts: SettingsParts) -> None:
        self._parts = parts
        self._language = ChoiceField([("en", "English")])
        self._send_key = ChoiceField([(SendKey.ENTER, "Enter"), (SendKey.CTRL_ENTER, "Ctrl+Enter")])
        self.folder_button = Button(parts.theme, "Show in folder", icon_name="folder-open")
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
                SettingRow(
                    theme,
                    "Data folder",
                    "Your conversations, one readable JSON file each. Keys are never in it.",
                    self._make_folder_box(),
                ),
            ],
        )
        self.folder_button.setAccessibleDescription(str(parts.data_folder))
        self.folder_button.clicked.connect(self.show_folder)
        self._language.chosen.connect(self._set_language)
        self._send_key.chosen.connect(self._set_send_key)
        parts.preferences.changed.add(lambda change: self._show(change[1]))
        self._show(parts.preferences.settings)

    def show_folder(self) -> None:
        """Open the data folder in the system's file manager."""
        self._parts.show_folder(self._parts.data_folder)

    def _make_folder_box(self) -> QWidget:
        box = QWidget()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        path = ElidedLabel(
            self._parts.theme,
            str(self._parts.data_folder),
            LabelKind.META,
            mode=Qt.TextElideMode.ElideMiddle,
        )
        path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows.addWidget(path)
        rows.addWidget(self.folder_button, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _show(self, settings: Settings) -> None:
        self._language.show_choice(settings.language)
        self._send_key.show_choice(settings.send_key)

    def _set_language(self, language: str) -> None:
        self._parts.preferences.update(lambda settings: replace(settings, language=language))

    def _set_send_key(self, key: str) -> None:
        chosen = SendKey(key)
        self._parts.preferences.update(lambda settings: replace(settings, send_key=chosen))
