"""A field that searches: a lens before the words, and what is said aloud as its name."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.icon_mark import IconMark


class SearchField(QLineEdit):
    """Shows ``placeholder`` while empty; ``name`` is its accessible name."""

    def __init__(
        self, theme: Theme, name: str, *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder or name)
        self._theme = theme
        self._lens = IconMark(theme, "search", parent=self)
        theme.changed.connect(self._restyle)
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lens in the middle of the left edge."""
        super().resizeEvent(event)
        self._place_lens()

    def _place_lens(self) -> None:
        size = self._theme.scaled(Size.ICON)
        self._lens.move(Space.M, (self.height() - size) // 2)

    def _restyle(self) -> None:
        # A widget that the style sheet has polished keeps the application's font of then.
        self.setFont(self._theme.interface_font())
        # An action's icon would stand apart from the words by the style sheet's whole padding.
        room = self._theme.scaled(Size.ICON) + Space.XS
        self.setTextMargins(room, Space.NONE, Space.NONE, Space.NONE)
        # Its height may stay as it is.
        self._place_lens()
