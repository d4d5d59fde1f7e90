"""Picture rows: what was attached or generated, as wide as it is or as the column."""

import math

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

from whinchat.domain.parts import Attachment
from whinchat.ui.theme.tokens import Radius, Size, Space
from whinchat.ui.transcript.clipboard import copy_image
from whinchat.ui.transcript.pictures.picture import Picture
from whinchat.ui.transcript.pictures.picture_view import PictureView
from whinchat.ui.transcript.rows.row import Command, Frame, Row, RowKey, Thing
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.unseen import in_words

_OPEN = "Open picture"


class PictureRow(Row):
    """One picture; its pixels are only there while it is near the view."""

    space_above = Space.M

    def __init__(self, stage: Stage, key: RowKey, attachment: Attachment) -> None:
        super().__init__(key)
        self.attachment = attachment
        self._stage = stage
        self._picture: Picture | None = None
        self._natural: QSize | None = None
        """In pixels of its own; null for one that cannot be shown."""
        self._is_asked = False
        self.height = Size.PICTURE_UNKNOWN

    def measure(self, width: int) -> None:
        """Be as high as the picture is at that width; a line where it cannot be shown."""
        self._stage.keep(self)
        self._ask()
        if self.measured_for == width:
            return
        self.measured_for = width
        self.height = self._shown_size(width).height()
        self.version += 1

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw the picture, or what is known of it."""
        area = QRect(frame.area.topLeft(), self._shown_size(frame.area.width()))
        if self._is_broken:
            self._paint_words(painter, frame, area)
            return
        card = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(card, Radius.CARD, Radius.CARD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillPath(outline, QColor(self._stage.theme.tokens.raised))
        if self._picture is not None:
            painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
            painter.drawImage(area, self._picture.image)
            painter.setClipRect(frame.clip)
        painter.setPen(QPen(QColor(self._stage.theme.tokens.line), Size.HAIRLINE))
        painter.drawPath(outline)
        painter.restore()

    def release(self) -> None:
        """Give the pixels up."""
        self._picture = None
        self._is_asked = False

    def press(self, point: QPoint) -> bool:
        """Show the picture large."""
        if not self.tip_at(point):
            return False
        self.open()
        return True

    def tip_at(self, point: QPoint) -> str:
        """Return what pressing the picture does."""
        is_inside = QRect(QPoint(), self._shown_size(self.measured_for)).contains(point)
        return _OPEN if is_inside and self._natural is not None and not self._is_broken else ""

    def things(self) -> list[Thing]:
        """Return the picture with what can be done with it."""
        save = Command("Save picture", self.save)
        if self._is_broken:
            return [Thing("Picture", self._name, (save,))]
        commands = (Command(_OPEN, self.open), Command("Copy picture", self.copy), save)
        return [Thing("Picture", self._name, commands)]

    def text_between(self, _start: int, _end: int) -> str:
        """Return what stands for the picture where there are only words."""
        return f"[Picture: {self.attachment.name}]"

    def open(self) -> None:
        """Show the picture large, in a window of its own."""
        view = PictureView(self._stage.theme, self._name, self._stage.holder.window())
        view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view.copy_requested.connect(self.copy)
        view.save_requested.connect(self.save)
        self._stage.pictures.ask(self.attachment, view.greatest, view.show_picture)
        view.open()

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        whole = self._natural or QSize(Size.COLUMN, Size.COLUMN)
        self._stage.pictures.ask(self.attachment, whole, lambda picture: copy_image(picture.image))

    def save(self) -> None:
        """Ask where to save the picture's file."""
        self._stage.pictures.read(self.attachment, self._save)

    def _save(self, data: bytes | None) -> None:
        if data is not None:
            self._stage.save(self._name, data)

    @property
    def _name(self) -> str:
        return self.attachment.name or "picture"

    @property
    def _is_broken(self) -> bool:
        return self._natural is not None and self._natural.isEmpty()

    def _ask(self) -> None:
        if self._is_asked:
            return
        self._is_asked = True
        ratio = self._stage.holder.devicePixelRatioF()
        bounds = QSize(Size.COLUMN, Size.PICTURE) * ratio
        kept = self._stage.pictures.find(self.attachment, bounds)
        if kept is not None:
            self._put(kept)
        else:
            self._stage.pictures.ask(self.attachment, bounds, self._take)

    def _take(self, picture: Picture) -> None:
        if self._is_asked:
            self._put(picture)
            self._stage.resized()

    def _put(self, picture: Picture) -> None:
        is_new = self._natural != picture.size
        self._picture, self._natural = picture, picture.size
        self.version += 1
        if is_new:
            self.forget_measure()

    def _shown_size(self, width: int) -> QSize:
        if self._natural is None:
            return QSize(min(width, 2 * Size.PICTURE_UNKNOWN), Size.PICTURE_UNKNOWN)
        if self._is_broken:
            return QSize(width, self._stage.typography.meta_line_height + Space.S)
        share = min(
            1.0, width / self._natural.width(), Size.PICTURE / max(1, self._natural.height())
        )
        return QSize(
            max(1, math.floor(self._natural.width() * share)),
            max(1, math.floor(self._natural.height() * share)),
        )

    def _paint_words(self, painter: QPainter, frame: Frame, area: QRect) -> None:
        tokens = self._stage.theme.tokens
        pixmap = self._stage.theme.pixmap("image", tokens.muted, Size.ICON_SMALL, frame.ratio)
        middle = (area.height() - Size.ICON_SMALL) // 2
        painter.drawPixmap(area.topLeft() + QPoint(0, middle), pixmap)
        line = area.adjusted(Size.ICON_SMALL + Space.S, 0, 0, 0)
        trouble = self._picture.trouble if self._picture else "it cannot be decoded"
        words = f"{in_words(self._name)} cannot be shown: {trouble}"
        painter.setFont(self._stage.typography.meta)
        painter.setPen(QColor(tokens.muted))
        words = QFontMetrics(painter.font()).elidedText(
            words, Qt.TextElideMode.ElideMiddle, line.width()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
