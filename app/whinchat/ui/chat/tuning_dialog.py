"""What a conversation tells the model beforehand, and how it shall answer."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from whinchat.domain.conversation import Field
from whinchat.domain.errors import BadParameters
from whinchat.domain.parameters import Parameters
from whinchat.services.chat import Chat
from whinchat.ui.menu_key import offer_menu_key
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.form_field import FormField

Change = Callable[[Parameters], Parameters]


class TuningDialog(QDialog):
    """Instructions, temperature, top-p and the output limit; an empty field is not sent.

    Opened with ``open()``; it blocks nothing but its window and deletes itself.
    """

    def __init__(self, theme: Theme, chat: Chat, parent: QWidget) -> None:
        super().__init__(parent)
        self._chat = chat
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offer_menu_key(self)
        self.setWindowTitle("Instructions and parameters")
        self.setMinimumWidth(Size.POPUP_WIDTH)
        parameters = chat.conversation.parameters
        self._instructions = QPlainTextEdit(chat.conversation.field_text(Field.INSTRUCTIONS))
        self._instructions.setTabChangesFocus(True)
        self._temperature = _number_field(parameters.temperature)
        self._top_p = _number_field(parameters.top_p)
        self._limit = _number_field(parameters.max_output_tokens)
        self._fields = (
            FormField(
                theme,
                "Instructions",
                self._instructions,
                hint="Told to the model before every question of this conversation.",
            ),
            FormField(theme, "Temperature", self._temperature, hint="0 to 2. Higher is freer."),
            FormField(theme, "Top-p", self._top_p, hint="0 to 1."),
            FormField(
                theme, "Output limit", self._limit, hint="Tokens at most. Empty: the model's own."
            ),
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        rows.setSpacing(Space.L)
        for field in self._fields:
            rows.addWidget(field)
        rows.addLayout(self._make_buttons(theme))

    def save(self) -> None:
        """Take what was typed, or say at the field why it cannot be taken."""
        parameters = Parameters()
        is_right = True
        for field, change in zip(self._fields[1:], self._changes(), strict=True):
            try:
                parameters = change(parameters)
                field.show_error("")
            except (BadParameters, ValueError) as error:
                is_right = False
                field.show_error(_complaint(error))
        if is_right:
            self._chat.tune(self._instructions.toPlainText(), parameters)
            self.accept()

    def _changes(self) -> tuple[Change, Change, Change]:
        temperature, top_p, limit = (
            field.text().strip().replace(",", ".")
            for field in (self._temperature, self._top_p, self._limit)
        )
        return (
            lambda p: replace(p, temperature=float(temperature) if temperature else None),
            lambda p: replace(p, top_p=float(top_p) if top_p else None),
            lambda p: replace(p, max_output_tokens=int(limit) if limit else None),
        )

    def _make_buttons(self, theme: Theme) -> QHBoxLayout:
        save = Button(theme, "Save", ButtonKind.PRIMARY)
        save.clicked.connect(self.save)
        cancel = Button(theme, "Cancel")
        cancel.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addStretch(1)
        line.addWidget(cancel)
        line.addWidget(save)
        return line


def _number_field(value: float | None) -> QLineEdit:
    field = QLineEdit("" if value is None else f"{value:g}")
    field.setPlaceholderText("Not sent")
    return field


def _complaint(error: BadParameters | ValueError) -> str:
    return str(error) if isinstance(error, BadParameters) else "This must be a number."
