"""What keys do in the field that narrows the list."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView

from whinchat.ui.widgets.own_keys import claims_escape
from whinchat.ui.widgets.search_field import SearchField


class FilterKeys(QObject):
    """Escape empties the field and then leaves it; Down goes on into the list."""

    left = Signal()

    def __init__(self, field: SearchField, view: QListView) -> None:
        super().__init__(field)
        self._field = field
        self._view = view
        field.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys that are ours before the field does, and before they are shortcuts."""
        if claims_escape(event):
            return True
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        match Qt.Key(event.key()):
            case Qt.Key.Key_Escape if self._field.text():
                self._field.clear()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Down | Qt.Key.Key_PageDown:
                self._go_into_list()
            case _:
                return False
        return True

    def _go_into_list(self) -> None:
        """Go to the line that is selected, else to the first that can be."""
        model = self._view.model()
        if not self._view.currentIndex().isValid():
            lines = (model.index(place, 0) for place in range(model.rowCount()))
            found = (line for line in lines if line.flags() & Qt.ItemFlag.ItemIsSelectable)
            if (first := next(found, None)) is None:
                return
            self._view.setCurrentIndex(first)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
