"""The sidebar beside the page, or over it where the window is narrow."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.shadow import paint_shadow

_WIDEST_SHARE = 0.5


class Panes(QWidget):
    """Lays out two widgets; the edge between them can be dragged."""

    sidebar_toggled = Signal(bool)
    """Whether the sidebar shows now."""

    def __init__(self, sidebar: QWidget, page: QWidget) -> None:
        super().__init__()
        self._sidebar = sidebar
        self._page = page
        self._width: int = Size.SIDEBAR
        self._is_wanted = True
        """Whether the user wants it beside the page."""
        self._is_laid_over = False
        self._edge = _Edge(self)
        self._edge.dragged.connect(self._follow_edge)
        self._curtain = _Curtain(self, sidebar)
        self._curtain.pressed.connect(self.close_overlay)
        for widget in (page, self._curtain, sidebar, self._edge):
            widget.setParent(self)
            # A parent that a widget has already does not bring it to the front.
            widget.raise_()
        self._curtain.hide()

    @property
    def is_narrow(self) -> bool:
        """Tell whether there is no room for both side by side."""
        return self.width() < Size.SIDEBAR_OVERLAY_BELOW

    @property
    def is_sidebar_shown(self) -> bool:
        """Tell whether the sidebar can be seen."""
        return self._is_laid_over if self.is_narrow else self._is_wanted

    @property
    def is_sidebar_wanted(self) -> bool:
        """Tell whether the user wants the sidebar where there is room for it."""
        return self._is_wanted

    @property
    def sidebar_width(self) -> int:
        """Return the width the user gave the sidebar."""
        return self._width

    def set_sidebar_width(self, width: int) -> None:
        """Make the sidebar so wide wherever the window has room for it."""
        self._width = max(width, int(Size.SIDEBAR_MINIMUM))
        self._place()

    def want_sidebar(self, *, wanted: bool) -> None:
        """Show or hide the sidebar where there is room for it."""
        self._is_wanted = wanted
        self._place()

    def toggle_sidebar(self) -> None:
        """Show the sidebar, or hide it."""
        if self.is_narrow:
            self._is_laid_over = not self._is_laid_over
            self._place()
        else:
            self.want_sidebar(wanted=not self._is_wanted)

    def close_overlay(self) -> None:
        """Take the sidebar away where it lies over the page."""
        if self._is_laid_over:
            self._is_laid_over = False
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out anew."""
        super().resizeEvent(event)
        if not self.is_narrow:
            self._is_laid_over = False
        self._place()

    @property
    def _most(self) -> int:
        return max(int(Size.SIDEBAR), int(self.width() * _WIDEST_SHARE))

    def _follow_edge(self, left: int) -> None:
        self.set_sidebar_width(min(left, self._most))

    def _place(self) -> None:
        shown = self.is_sidebar_shown
        beside = shown and not self.is_narrow
        width = min(self._width, self._most)
        left = width if beside else 0
        self._sidebar.setGeometry(0, 0, width, self.height())
        self._page.setGeometry(left, 0, self.width() - left, self.height())
        self._curtain.setGeometry(self.rect())
        self._edge.setGeometry(width - Space.XS, 0, Space.S, self.height())
        was_shown = self._sidebar.isVisible()
        self._sidebar.setVisible(shown)
        self._edge.setVisible(beside)
        self._curtain.setVisible(shown and not beside)
        if shown != was_shown:
            self.sidebar_toggled.emit(shown)


class _Edge(QWidget):
    """The edge of the sidebar, to drag."""

    dragged = Signal(int)

    def __init__(self, panes: QWidget) -> None:
        super().__init__(panes)
        self._panes = panes
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the edge shall be."""
        self.dragged.emit(self.mapTo(self._panes, event.position().toPoint()).x())


class _Curtain(QWidget):
    """Lies over the page while the sidebar does; a press on it closes the sidebar."""

    pressed = Signal(QPoint)

    def __init__(self, panes: QWidget, sidebar: QWidget) -> None:
        super().__init__(panes)
        self._sidebar = sidebar

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sidebar's shadow."""
        painter = QPainter(self)
        paint_shadow(painter, QRectF(self._sidebar.geometry()), Radius.SMALL)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell that the page was pressed."""
        self.pressed.emit(event.position().toPoint())
