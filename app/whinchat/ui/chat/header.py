"""The header of a conversation: title, context, model, menu."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from whinchat.ui.chat.context_meter import ContextMeter
from whinchat.ui.chat.model_button import ModelButton
from whinchat.ui.chat.temporary_mark import TemporaryMark
from whinchat.ui.chat.title_label import TitleLabel
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.icon_button import IconButton

_MODEL_SHARE = 0.42
"""Of the header's width, the most that the model's name gets: the rest is the title's."""


class Header(QWidget):
    """Says what the user wants done with the conversation as a whole."""

    model_requested = Signal()
    export_requested = Signal()
    print_requested = Signal()
    import_requested = Signal()
    export_all_requested = Signal()
    delete_requested = Signal()
    tuning_requested = Signal()
    context_requested = Signal()
    sidebar_requested = Signal()
    temporary_requested = Signal()
    """A new conversation that is not saved."""
    keep_requested = Signal()
    map_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = TitleLabel(theme)
        self.model_button = ModelButton(theme)
        self.model_button.clicked.connect(self.model_requested)
        self.meter = ContextMeter(theme)
        self._sidebar_button = IconButton(
            theme, "panel-left", "Show the sidebar", shortcut="Ctrl+B"
        )
        self._sidebar_button.clicked.connect(self.sidebar_requested)
        self._sidebar_button.hide()
        self._has_messages = False
        self._is_temporary = False
        self._temporary = TemporaryMark(theme)
        self._temporary.keep_requested.connect(self.keep_requested)
        self._menu_button = IconButton(theme, "ellipsis", "Conversation menu")
        self._menu_button.clicked.connect(self._open_menu)
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.L, 0, Space.M, 0)
        line.setSpacing(Space.S)
        line.addWidget(self._sidebar_button)
        line.addWidget(self.title, 1)
        line.addWidget(self._temporary)
        line.addWidget(self.meter)
        line.addWidget(self.model_button)
        line.addWidget(self._menu_button)
        self.setFixedHeight(Size.HEADER)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def tab_stops(self) -> tuple[QWidget, ...]:
        """Return what takes the keyboard, from left to right."""
        return (
            self._sidebar_button,
            *self.title.tab_stops,
            *self._temporary.tab_stops,
            self.meter,
            self.model_button,
            self._menu_button,
        )

    def offer_sidebar(self, *, offered: bool) -> None:
        """Show the button that brings the sidebar back."""
        self._sidebar_button.setVisible(offered)

    def set_has_messages(self, *, has_messages: bool) -> None:
        """Offer what can be done with messages; before the first there is nothing to export."""
        self._has_messages = has_messages

    def set_temporary(self, *, temporary: bool) -> None:
        """Say that nothing of the conversation is saved, and offer to keep it."""
        self._is_temporary = temporary
        self._temporary.setVisible(temporary)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room between the title and the model."""
        super().resizeEvent(event)
        self.model_button.setMaximumWidth(int(self.width() * _MODEL_SHARE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the hairline below."""
        painter = QPainter(self)
        bottom = self.height() - Size.HAIRLINE
        painter.fillRect(0, bottom, self.width(), Size.HAIRLINE, QColor(self._theme.tokens.line))
        painter.end()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        tune = menu.addAction("Instructions and parameters")
        tune.triggered.connect(self.tuning_requested)
        if self._has_messages:
            menu.addAction("Context").triggered.connect(self.context_requested)
            menu.addAction("Map of branches").triggered.connect(self.map_requested)
            menu.addAction("Rename").triggered.connect(self.title.edit)
            self._add_listed(menu)
        menu.addSeparator()
        temporary = menu.addAction("New temporary conversation")
        temporary.triggered.connect(self.temporary_requested)
        menu.addAction("Import conversations").triggered.connect(self.import_requested)
        everything = menu.addAction("Export all conversations")
        everything.triggered.connect(self.export_all_requested)
        menu.aboutToHide.connect(menu.deleteLater)
        corner = self._menu_button.rect().bottomRight()
        corner.setX(corner.x() - menu.sizeHint().width())
        menu.popup(self._menu_button.mapToGlobal(corner))

    def _add_listed(self, menu: QMenu) -> None:
        """Offer what can be done with a conversation that is on the disk."""
        if not self._is_temporary:
            menu.addAction("Export conversation").triggered.connect(self.export_requested)
            menu.addAction("Print").triggered.connect(self.print_requested)
            menu.addSeparator()
            menu.addAction("Move to trash").triggered.connect(self.delete_requested)
