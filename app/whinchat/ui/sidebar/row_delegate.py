"""Draws the sidebar's lines: titles, one state mark, quiet heads, folders."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from whinchat.services.rows import Row, RowState
from whinchat.ui.sidebar.line_areas import SIDE, content_of, ground_of, mark_area, title_area
from whinchat.ui.sidebar.lines import UNTITLED, ArchiveLine, FolderLine, Head
from whinchat.ui.sidebar.rows import AnyIndex, RowsModel
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.widgets.focus_ring import paint_focus_ring
from whinchat.ui.widgets.row_painting import draw_line, fill_ground
from whinchat.ui.widgets.spinner import paint_spinner
from whinchat.ui.widgets.state_dot import DotState, paint_dot

_WORDS = {RowState.DRAFT: "draft", RowState.DAMAGED: "damaged"}
_DOTS = {RowState.UNREAD: DotState.NEW, RowState.FAILED: DotState.BAD}
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LOW = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
_LIT = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
_KEYBOARD = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange


class RowDelegate(QStyledItemDelegate):
    """Paints lines; the spinner's angle is set by whoever owns the clock."""

    def __init__(self, theme: Theme, model: RowsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.spinner_degrees = 0.0
        self.exposed = QRect()
        """What is painted now; set by the list, since a painter does not tell."""
        self.shown_key = ""
        """The conversation on the page, whose title is a little stronger."""
        self.drop_key = ""
        """The folder into which what is carried would fall."""
        self.pointer = QPoint(-1, -1)
        """Where the pointer is, for the pin that lights up below it."""

    @property
    def line_height(self) -> int:
        """Return the height of every line."""
        return round(Size.ROW * max(1.0, self._theme.text_scale))

    def spinner_area(self, line: QRect) -> QRect:
        """Return where in the line at ``line`` the spinner turns."""
        return mark_area(content_of(line)).toAlignedRect()

    def pin_area(self, line: QRect, index: AnyIndex) -> QRect:
        """Return where in the line at ``line`` its pin is pressed; empty where it has none."""
        row = self._model.row_at(index)
        if row is None or row.is_archived:
            return QRect()
        room = 0 if _shows_pin(row) else self._mark_room(row)
        return mark_area(content_of(line), room).toAlignedRect()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Return the height that all lines have: so 10,000 are laid out without asking each."""
        return QSize(0, self.line_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one line."""
        rect = QRect(option.rect)
        state: QStyle.StateFlag = option.state
        line = self._model.line_at(index)
        painter.save()
        if not isinstance(line, Head):
            self._paint_ground(painter, ground_of(rect), state)
        match line:
            case Head(title):
                self._paint_head(painter, rect, title)
            case FolderLine():
                self._paint_folder(painter, rect, line)
            case ArchiveLine():
                self._paint_archive(painter, rect, line)
            case Row():
                self._paint_row(painter, rect, state, index)
            case None:
                pass
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        tokens = self._theme.tokens
        if state & _LIT:
            fill_ground(painter, area, tokens.selected)
        if state & _KEYBOARD == _KEYBOARD:
            paint_focus_ring(painter, QRectF(area), Radius.CONTROL, tokens.accent)

    def _paint_head(self, painter: QPainter, rect: QRect, title: str) -> None:
        area = ground_of(rect).adjusted(SIDE, 0, 0, -Space.XS - Space.HAIR)
        painter.setFont(self._theme.group_font())
        painter.setPen(QColor(self._theme.tokens.muted))
        painter.drawText(area, _LOW, title)

    def _paint_folder(self, painter: QPainter, rect: QRect, line: FolderLine) -> None:
        tokens = self._theme.tokens
        if line.folder.id == self.drop_key:
            ring = QRectF(ground_of(rect))
            paint_focus_ring(painter, ring, Radius.CONTROL, tokens.accent)
        area = title_area(rect, line.depth)
        area = self._paint_fold(painter, area, is_open=line.is_open)
        area = self._paint_icon(painter, area, "folder-open" if line.is_open else "folder")
        if line.has_news:
            paint_dot(painter, mark_area(content_of(rect)), DotState.NEW, tokens)
            area.setRight(area.right() - Size.SPINNER - Space.S)
        elif line.count:
            area.setRight(area.right() - self._paint_note(painter, area, str(line.count)))
        self._paint_title(painter, area, line.title)

    def _paint_archive(self, painter: QPainter, rect: QRect, line: ArchiveLine) -> None:
        area = title_area(rect, 0)
        area = self._paint_fold(painter, area, is_open=line.is_open)
        area = self._paint_icon(painter, area, "archive")
        self._paint_title(painter, area, line.title, is_quiet=True)

    def _paint_row(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: AnyIndex
    ) -> None:
        row = self._model.row_at(index)
        if row is None:
            return
        area = title_area(rect, self._model.depth_at(index))
        self._paint_mark(painter, content_of(rect), row)
        room = self._mark_room(row)
        if _shows_pin(row) or state & QStyle.StateFlag.State_MouseOver:
            room = max(room, self._paint_pin(painter, self.pin_area(rect, index), row))
        area.setRight(area.right() - room)
        if not area.intersects(self.exposed):
            return
        words, is_shown = row.title or UNTITLED, row.id == self.shown_key
        title_end = self._paint_title(
            painter, area, words, is_strong=is_shown, is_quiet=row.is_archived
        )
        area.setLeft(title_end + Space.S)
        self._paint_tags(painter, area, row.tags)

    def _paint_pin(self, painter: QPainter, area: QRect, row: Row) -> int:
        """Draw the pin, which lights up below the pointer; return the room it and marks take."""
        if area.isEmpty():
            return 0
        is_lit = area.contains(self.pointer)
        name = "pin-off" if row.is_pinned and is_lit else "pin"
        colour = self._theme.tokens.text if is_lit else self._theme.tokens.muted
        self._theme.paint_icon(painter, name, colour, QRectF(area), Size.ICON_SMALL)
        beside = 0 if _shows_pin(row) else self._mark_room(row)
        return beside + Size.SPINNER + Space.S

    def _paint_title(
        self,
        painter: QPainter,
        area: QRect,
        title: str,
        *,
        is_strong: bool = False,
        is_quiet: bool = False,
    ) -> int:
        """Draw a title as far as there is room; return where it ends."""
        tokens = self._theme.tokens
        font = self._theme.interface_font(QFont.Weight.Medium if is_strong else QFont.Weight.Normal)
        return draw_line(painter, area, title, font, tokens.muted if is_quiet else tokens.text)

    def _paint_tags(self, painter: QPainter, area: QRect, tags: tuple[str, ...]) -> None:
        """Draw at the right the first tags, as many as the title leaves room for."""
        font = self._theme.meta_font()
        metrics = QFontMetrics(font)
        words = ""
        for tag in tags:
            more = f"{words} #{tag}".lstrip()
            if metrics.horizontalAdvance(more) > area.width():
                break
            words = more
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.muted))
        painter.drawText(area, _RIGHT, words)

    def _paint_note(self, painter: QPainter, area: QRect, words: str) -> int:
        font = self._theme.meta_font()
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.muted))
        painter.drawText(area, _RIGHT, words)
        return QFontMetrics(font).horizontalAdvance(words) + Space.S

    def _paint_fold(self, painter: QPainter, area: QRect, *, is_open: bool) -> QRect:
        name = "chevron-down" if is_open else "chevron-right"
        return self._paint_icon(painter, area, name, Size.ICON_SMALL)

    def _paint_icon(
        self, painter: QPainter, area: QRect, name: str, size: Size = Size.ICON
    ) -> QRect:
        """Draw an icon at the left; return what is left of the area."""
        edge = self._theme.scaled(size)
        place = QRectF(area.left(), area.top(), edge, area.height())
        self._theme.paint_icon(painter, name, self._theme.tokens.muted, place, size)
        return area.adjusted(edge + Space.XS, 0, 0, 0)

    def _mark_room(self, row: Row) -> int:
        if row.state in _WORDS:
            metrics = QFontMetrics(self._theme.meta_font())
            return metrics.horizontalAdvance(_WORDS[row.state]) + Space.S
        has_mark = row.state is not RowState.QUIET or row.is_pinned
        return Size.SPINNER + Space.S if has_mark else 0

    def _paint_mark(self, painter: QPainter, content: QRect, row: Row) -> None:
        """Draw the state mark at the right edge."""
        tokens = self._theme.tokens
        mark = mark_area(content)
        if row.state is RowState.REPLYING:
            paint_spinner(painter, mark, self.spinner_degrees, tokens)
        elif row.state in _DOTS:
            paint_dot(painter, mark, _DOTS[row.state], tokens)
        elif row.state in _WORDS:
            self._paint_note(painter, content, _WORDS[row.state])


def _shows_pin(row: Row) -> bool:
    """Tell whether the pin is the mark of the row."""
    return row.is_pinned and row.state is RowState.QUIET and not row.is_archived
