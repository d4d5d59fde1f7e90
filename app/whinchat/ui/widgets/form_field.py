"""A field of a form: its name above it, a line of help or complaint below."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel


class FormField(QWidget):
    """Names ``field`` for the eye, the keyboard and the screen reader at once."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        field: QWidget,
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        field.setAccessibleName(name)
        label = PlainLabel(theme, name, LabelKind.FIELD)
        label.setBuddy(field)
        # The name alone is the field's: whoever asks for it by name must not get the label.
        label.setAccessibleName(f"{name}:")
        self._line = PlainLabel(theme, "", LabelKind.META, wraps=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        rows.setSpacing(Space.XS)
        rows.addWidget(label)
        rows.addWidget(field)
        rows.addWidget(self._line)
        self._say(hint, LabelKind.META)

    def set_hint(self, hint: str) -> None:
        """Change the quiet line below the field."""
        self._hint = hint
        self._say(hint, LabelKind.META)

    def show_error(self, message: str) -> None:
        """Say what is wrong with the field; an empty message brings the hint back."""
        if message:
            self._say(message, LabelKind.META_BAD)
        else:
            self._say(self._hint, LabelKind.META)

    def _say(self, text: str, kind: LabelKind) -> None:
        self._line.set_kind(kind)
        self._line.setText(text)
        self._line.setVisible(bool(text))
        self.field.setAccessibleDescription(text)
