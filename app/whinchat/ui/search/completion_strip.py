"""What can be typed next, as small buttons under the field."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from whinchat.domain.search_completion import Completion
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.button import Button, ButtonKind


class CompletionStrip(QWidget):
    """As many as fit on one line; the first is what Tab takes. The keyboard stays in the field."""

    taken = Signal(Completion)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._offered: tuple[Completion, ...] = ()
        self._is_for_tab = False
        self._buttons: list[Button] = []

    @property
    def first(self) -> Completion | None:
        """Return what Tab takes."""
        return self._offered[0] if self._offered and self._is_for_tab else None

    def offer(self, offered: Sequence[Completion], *, for_tab: bool) -> None:
        """Offer these; Tab takes the first only where it goes on with what is being typed."""
        self._offered = tuple(offered)
        self._is_for_tab = for_tab
        while len(self._buttons) < len(offered):
            self._buttons.append(self._make_button(len(self._buttons)))
        for place, button in enumerate(self._buttons):
            if place < len(offered):
                button.setText(offered[place].shown)
        self._place()

    def sizeHint(self) -> QSize:
        """Return the height of a button, shown or not, so that nothing moves while one types."""
        height = QFontMetrics(self._theme.interface_font()).height() + 2 * Space.XS
        return QSize(0, height)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Show as many as fit now."""
        self._place()

    def _make_button(self, place: int) -> Button:
        button = Button(self._theme, "", ButtonKind.LINK, parent=self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.taken.emit(self._offered[place]))
        return button

    def _place(self) -> None:
        left = 0
        for place, button in enumerate(self._buttons):
            width = button.sizeHint().width()
            fits = place < len(self._offered) and left + width <= self.width()
            button.setVisible(fits)
            if fits:
                button.setGeometry(left, 0, width, self.height())
                left += width
