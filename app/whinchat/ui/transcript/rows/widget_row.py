"""Rows that are a real widget: what can be pressed must exist for keyboard and screen reader."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.rows.row import Row, RowKey
from whinchat.ui.transcript.stage import Stage


class WidgetRow(Row):
    """Holds a widget that exists only while it is near the view."""

    space_above = Space.M
    is_widget = True

    def __init__(
        self, stage: Stage, key: RowKey, make: Callable[[QWidget], QWidget], guess: int
    ) -> None:
        super().__init__(key)
        self._stage = stage
        self._make = make
        self._widget: QWidget | None = None
        self.height = guess

    @property
    def existing_widget(self) -> QWidget | None:
        """Return the widget if it exists now."""
        return self._widget

    @property
    def widget(self) -> QWidget:
        """Return the widget, made anew where it was given up."""
        if self._widget is None:
            self._widget = self._make(self._stage.holder)
        self._stage.keep(self)
        return self._widget

    def measure(self, width: int) -> None:
        """Ask the widget how high it wants to be."""
        if self.measured_for == width:
            return
        self.measured_for = width
        widget = self.widget
        widget.ensurePolished()
        layout = widget.layout()
        if layout is not None:
            layout.activate()
        wanted = widget.heightForWidth(width) if widget.hasHeightForWidth() else -1
        self.height = wanted if wanted > 0 else widget.sizeHint().height()
        self.version += 1

    def place(self, area: QRect) -> None:
        """Put the widget where the row is; an empty area hides it."""
        if area.isEmpty():
            if self._widget is not None and not self._widget.isHidden():
                self._widget.hide()
            return
        if self.widget.geometry() != area:
            self.widget.setGeometry(area)
        if self.widget.isHidden():
            self.widget.show()

    def release(self) -> None:
        """Give the widget up, unless somebody is in it."""
        if self._has_focus():
            self._stage.keep(self)
        else:
            self._drop()

    def discard(self) -> None:
        """Give the widget up; a reader who was in it is back in the transcript."""
        if self._has_focus():
            self._stage.holder.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop()

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        if self._widget is None or focus is None:
            return False
        return focus is self._widget or self._widget.isAncestorOf(focus)

    def _drop(self) -> None:
        widget, self._widget = self._widget, None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
