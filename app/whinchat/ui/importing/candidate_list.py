"""The list of a preview: a box to check, the title, quiet facts below it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from whinchat.services.import_preview import Candidate
from whinchat.ui.importing.candidate_rows import CandidateRows
from whinchat.ui.importing.words import STANDINGS, facts_of
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.row_painting import draw_line, fill_ground, two_lines

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class CandidateList(QListView):
    """A click or Space checks a row; with several selected, all of them."""

    def __init__(self, theme: Theme, rows: CandidateRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setAccessibleName("Conversations to import")
        self.setModel(rows)
        self.setItemDelegate(_CandidateDelegate(theme, rows, self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Check on Space what is selected."""
        if event.key() == Qt.Key.Key_Space:
            self._toggle([index.row() for index in self.selectedIndexes()])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Check the row under the pointer, unless it only adds to the selection."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if index.isValid() and is_plain and event.button() == Qt.MouseButton.LeftButton:
            self._toggle([index.row()])

    def _toggle(self, rows: list[int]) -> None:
        all_checked = all(self._rows.is_checked(row) for row in rows)
        self._rows.check(rows, checked=not all_checked)


class _CandidateDelegate(QStyledItemDelegate):
    """Rows are all equally high, so that a list of thousands is laid out at once."""

    def __init__(self, theme: Theme, rows: CandidateRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = rows

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of two lines and the air around them."""
        lines = two_lines(self._theme)
        return QSize(Size.POPUP_WIDTH, lines + 2 * Space.S)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row."""
        tokens = self._theme.tokens
        area = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            fill_ground(painter, area, tokens.selected)
        keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
        if option.state & keyboard == keyboard:
            paint_focus_ring(painter, QRectF(area), Radius.CONTROL, tokens.accent)
        inner = area.adjusted(Space.M, Space.S, -Space.M, -Space.S)
        taken = self._paint_box(painter, inner, is_checked=self._rows.is_checked(index.row()))
        inner.setLeft(inner.left() + taken)
        self._paint_words(painter, inner, self._rows.candidate_at(index.row()))
        painter.restore()

    def _paint_box(self, painter: QPainter, area: QRect, *, is_checked: bool) -> int:
        """Draw the box at the left; return the room it took."""
        tokens = self._theme.tokens
        edge = self._theme.scaled(Size.ICON)
        box = QRectF(area.left(), area.center().y() - edge / 2, edge, edge)
        painter.setPen(QPen(QColor(tokens.accent if is_checked else tokens.muted), Size.HAIRLINE))
        painter.setBrush(QColor(tokens.accent) if is_checked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, Radius.SMALL, Radius.SMALL)
        if is_checked:
            self._theme.paint_icon(painter, "check", tokens.window, box, Size.ICON_SMALL)
        return edge + Space.M

    def _paint_words(self, painter: QPainter, area: QRect, candidate: Candidate) -> None:
        tokens = self._theme.tokens
        standing = STANDINGS[candidate.standing]
        meta = self._theme.meta_font()
        painter.setFont(meta)
        painter.setPen(QColor(tokens.accent if standing else tokens.muted))
        painter.drawText(area, _RIGHT, standing)
        if standing:
            area.setRight(area.right() - QFontMetrics(meta).horizontalAdvance(standing) - Space.M)
        title_font = self._theme.interface_font()
        title = QRect(area.topLeft(), QSize(area.width(), QFontMetrics(title_font).height()))
        draw_line(painter, title, candidate.title, title_font, tokens.text)
        below = area.adjusted(0, title.height(), 0, 0)
        draw_line(painter, below, facts_of(candidate), meta, tokens.muted)
