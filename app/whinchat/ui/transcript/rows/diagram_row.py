"""Diagram rows: code in Mermaid's language, drawn once it has ended; the source is a press away."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from whinchat.markdown.blocks import Block
from whinchat.provider.diagram_process import DiagramOrder
from whinchat.ui.theme.tokens import Size, Space, Tokens
from whinchat.ui.transcript.clipboard import copy_image
from whinchat.ui.transcript.pictures.diagram_look import diagram_config
from whinchat.ui.transcript.pictures.diagrams import LONGEST_SOURCE, Drawing
from whinchat.ui.transcript.pictures.picture_view import PictureView
from whinchat.ui.transcript.rows.code_header import CodeTool
from whinchat.ui.transcript.rows.code_row import CodeRow
from whinchat.ui.transcript.rows.row import Frame, RowKey
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.writing.languages import language_of

_LANGUAGES = ("mermaid", "mmd")
_LEAST_SCALE = 2.0
"""So that it is crisp when it is shown large."""
_OPEN = "Open diagram"


def make_code_row(stage: Stage, key: RowKey, block: Block, *, is_folded: bool) -> CodeRow:
    """Return the row for a block of code: one that is drawn, where that can be."""
    is_diagram = language_of(block.info).lower() in _LANGUAGES and stage.diagrams.are_possible
    kind = DiagramRow if is_diagram else CodeRow
    return kind(stage, key, block, is_folded=is_folded)


class DiagramRow(CodeRow):
    """A card with a diagram; with its source while that comes, or where it cannot be drawn."""

    kind = "Diagram"

    def __init__(self, stage: Stage, key: RowKey, block: Block, *, is_folded: bool = False) -> None:
        super().__init__(stage, key, block, is_folded=is_folded)
        self._asked: tuple[Tokens, float] | None = None
        """For which colours and scale a drawing was asked for."""
        self._order: DiagramOrder | None = None
        self._image = QImage()
        """Only there while the row is near the view."""
        self._size = QSize()
        """In logical pixels; empty for what is not drawn."""
        self._trouble = ""
        self._wants_source = False

    @property
    def label(self) -> str:
        """Return the language, and quietly that it could not be drawn."""
        trouble = f"  ·  cannot be drawn: {self._trouble}" if self._trouble else ""
        return super().label + trouble

    @property
    def tools(self) -> tuple[CodeTool, ...]:
        """Return what the header offers, from the right."""
        if self._is_drawn:
            return CodeTool.COPY, CodeTool.SAVE_PICTURE, CodeTool.SHOW_SOURCE
        if self._can_be_drawn:
            return *super().tools, CodeTool.SHOW_DIAGRAM
        return super().tools

    def show(self, block: Block) -> None:
        """Show another block; it is drawn anew when that has ended."""
        if block.text != self._block.text:
            self._asked = self._order = None
            self._image, self._size, self._trouble = QImage(), QSize(), ""
        super().show(block)

    def measure(self, width: int) -> None:
        """Be as high as the drawing or the code."""
        self.stage.keep(self)
        self._ask()
        super().measure(width)

    def release(self) -> None:
        """Give up the layout and the drawing; how large that is stays known."""
        super().release()
        self._asked = self._order = None
        self._image = QImage()

    def measured_height(self) -> int:
        """Return the card's height."""
        if not self._is_drawn:
            return super().measured_height()
        return self._header_height + self._drawn_size.height() + 2 * Space.L

    def paint_body(self, painter: QPainter, frame: Frame) -> None:
        """Draw the diagram, or the code."""
        if not self._is_drawn:
            super().paint_body(painter, frame)
            return
        area = self._drawn_area().translated(frame.area.topLeft())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, self._image)
        if frame.selection is not None:
            shade = QColor(self.stage.theme.tokens.selection)
            shade.setAlphaF(0.5)
            painter.fillRect(area, shade)
        painter.restore()

    def use(self, tool: CodeTool) -> None:
        """Show the source or the diagram, save its picture, or do what can be done with code."""
        match tool:
            case CodeTool.SHOW_SOURCE | CodeTool.SHOW_DIAGRAM:
                self._wants_source = tool is CodeTool.SHOW_SOURCE
                self.forget_measure()
                self.stage.resized()
            case CodeTool.SAVE_PICTURE:
                self._save()
            case _:
                super().use(tool)

    def press(self, point: QPoint) -> bool:
        """Use the tool, or show the diagram large, where that was pressed."""
        if self._is_drawn and self._tool_at(point) is None:
            if is_inside := self._drawn_area().contains(point):
                self.open()
            return is_inside
        return super().press(point)

    def tip_at(self, point: QPoint) -> str:
        """Return what pressing does at a point."""
        if self._is_drawn and self._tool_at(point) is None:
            return _OPEN if self._drawn_area().contains(point) else ""
        return super().tip_at(point)

    def scroll_sideways(self, pixels: int) -> bool:
        """Move the code; a diagram always fits."""
        return not self._is_drawn and super().scroll_sideways(pixels)

    def is_bar_at(self, point: QPoint) -> bool:
        """Tell whether the bar below the code is under a point."""
        return not self._is_drawn and super().is_bar_at(point)

    def open(self) -> None:
        """Show the diagram large, in a window of its own."""
        self._with_image(self._open)

    def _open(self, image: QImage) -> None:
        view = PictureView(self.stage.theme, "Diagram", self.stage.holder.window())
        view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view.copy_requested.connect(partial(copy_image, image))
        view.save_requested.connect(self._save)
        view.show_image(image)
        view.open()

    @property
    def _can_be_drawn(self) -> bool:
        return not self._size.isEmpty()

    @property
    def _is_drawn(self) -> bool:
        return self._can_be_drawn and not self._wants_source and not self._block.is_open

    @property
    def _drawn_size(self) -> QSize:
        """Return the drawing's size in logical pixels, smaller where there is less room."""
        size = QSize(self._size)
        room = QSize(self.measured_for - 2 * Space.L, Size.DIAGRAM)
        if size.width() > room.width() or size.height() > room.height():
            size.scale(room, Qt.AspectRatioMode.KeepAspectRatio)
        return size

    def _drawn_area(self) -> QRect:
        size = self._drawn_size
        left = (self.measured_for - size.width()) // 2
        return QRect(QPoint(left, self._header_height + Space.L), size)

    def _ask(self) -> None:
        if self._block.is_open or len(self._block.text) > LONGEST_SOURCE:
            return
        tokens, scale = self.stage.theme.tokens, self._scale
        if self._asked == (tokens, scale):
            return
        self._asked = tokens, scale
        self._order = order = self._order_for(tokens, scale)
        drawing = self.stage.diagrams.find(order)
        if drawing is not None:
            self._put(drawing)
        else:
            self.stage.diagrams.ask(order, partial(self._take, order))

    @property
    def _scale(self) -> float:
        return max(_LEAST_SCALE, self.stage.holder.devicePixelRatioF())

    def _order_for(self, tokens: Tokens, scale: float) -> DiagramOrder:
        return DiagramOrder(self.code, diagram_config(tokens), scale)

    def _take(self, order: DiagramOrder, drawing: Drawing) -> None:
        if order == self._order:
            self._put(drawing)
            self.stage.resized()

    def _put(self, drawing: Drawing) -> None:
        self._image, self._trouble = drawing.image, drawing.trouble
        self._size = drawing.image.deviceIndependentSize().toSize()
        self.forget_measure()

    def _with_image(self, use: Callable[[QImage], None]) -> None:
        """Use the drawing, which is made again where it was given up."""
        if not self._image.isNull():
            use(self._image)
            return
        order = self._order_for(self.stage.theme.tokens, self._scale)
        self.stage.diagrams.ask(order, lambda drawing: use(drawing.image))

    def _save(self) -> None:
        self._with_image(self._save_image)

    def _save_image(self, image: QImage) -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        self.stage.save("diagram.png", bytes(buffer.data().data()))
