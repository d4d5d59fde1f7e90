"""The board: entries become views, views are laid out, and the surface shows them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QPainter, QRegion

from whinchat.domain.conversation import Role, Status
from whinchat.domain.values import MessageId
from whinchat.ui.transcript.cadence import Cadence
from whinchat.ui.transcript.canvas import Canvas, Scene
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.excerpt import Excerpt
from whinchat.ui.transcript.flow import Flow, Placed, Spot
from whinchat.ui.transcript.hit_marks import HitMarks
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.message_views import Branch, GivenBranch, MessageViews
from whinchat.ui.transcript.offering import Offering
from whinchat.ui.transcript.page import Page
from whinchat.ui.transcript.pictures.pictures import Pictures
from whinchat.ui.transcript.places import Places
from whinchat.ui.transcript.rows.row import Row
from whinchat.ui.transcript.selection import Place, Selection
from whinchat.ui.transcript.spotlight import Glow
from whinchat.ui.transcript.stage import Redrawn, Stage


class Board(QObject):
    """Everything of the transcript that is not a matter of events."""

    def __init__(
        self, stage: Stage, canvas: Canvas, shown: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.flow = Flow(MessageViews(stage, GivenBranch(())))
        self.selection = Selection()
        self.hits = HitMarks()
        self.lit: int | None = None
        """The message that the pointer or the keyboard is at."""
        self.ringed: int | None = None
        """The message with the keyboard's focus, while that is to be seen."""
        self.glow: Glow | None = None
        """The message that the reader was just taken to."""
        self.page = Page(0, 1, 1)
        self._stage = stage
        self._canvas = canvas
        self._shown = shown
        self._cadence = Cadence(self._take_pending, self)
        self._pending: dict[MessageId, Entry] = {}
        self._places = Places()
        self._in_sight: set[Row] = set()
        self._fill_timer = QTimer(self)
        self._fill_timer.setSingleShot(True)
        self._fill_timer.timeout.connect(self._fill)
        self._offering = Offering(self.selection, self.selected_excerpts, self)

    def show_branch(self, branch: Branch) -> None:
        """Show a branch at its end."""
        self._pending.clear()
        self._stage.release_all()
        for view in self.flow.views.built:
            view.discard()
        self.selection.clear()
        self.hits.clear_current()
        self.lit = self.ringed = self.glow = None
        self._places = Places(branch.ids)
        self.flow.set_views(MessageViews(self._stage, branch))
        self._canvas.forget()
        self.refresh()

    def put(self, entry: Entry) -> None:
        """Append a message, or exchange the one with the same id."""
        self._pending[entry.message.id] = entry
        place = self._places.get(entry.message.id)
        before = None if place is None else self.flow.views.entry(place).message.status
        if before is entry.message.status is Status.STREAMING:
            self._cadence.ask()
        else:
            self._cadence.run()

    def remove_after(self, message_id: MessageId | None) -> None:
        """Take away the messages after one; all for ``None``, none for one that is not here."""
        self._take_pending()
        if message_id is not None and message_id not in self._places:
            return
        last = None if message_id is None else self._places.get(message_id)
        length = 0 if last is None else last + 1
        self._places.cut(length)
        if self.selection.last_message >= length:
            self.selection.clear()
        self.flow.cut(length)
        self.refresh()

    def entry(self, message: int) -> Entry:
        """Return the newest state of a message, shown already or not."""
        entry = self.flow.views.entry(message)
        return self._pending.get(entry.message.id, entry)

    def place_of(self, message_id: str) -> int | None:
        """Return the index of a message."""
        return self._places.get(MessageId(message_id))

    def resize(self, page: Page, height: int) -> None:
        """Take another size."""
        self.page = page
        self.flow.resize(page.width, height)
        self.refresh()

    def restyle(self) -> None:
        """Take the theme as it is now; the reader's place stays."""
        before = self._stage.typography.line_height
        self._stage.restyle()
        self.flow.restyle(self._stage.typography.line_height / before)
        self._canvas.forget()
        self.refresh()

    def refresh(self) -> None:
        """Lay out what is in sight and repaint what has changed of it."""
        self._stay_at_words()
        self.flow.arrange()
        widgets = [placed for placed in self.flow.placed if placed.row.is_widget]
        in_sight = {placed.row for placed in widgets}
        # Painting moves the pixels first, and with them the widgets, which are placed after it.
        self._canvas.show(self.scene)
        for row in self._in_sight - in_sight:
            row.place(QRect())
        for placed in widgets:
            placed.row.place(self.page.area(placed))
        self._in_sight = in_sight
        self._stage.trim()
        if any(view.is_filling for view in self._views_in_sight):
            self._fill_timer.start()
        self._shown()

    @property
    def pictures(self) -> Pictures:
        """Return the pictures that are shown."""
        return self._stage.pictures

    @property
    def is_settled(self) -> bool:
        """Return whether all that came is shown: coloured, decoded, set, in blocks."""
        is_idle = self._stage.is_idle and not self._fill_timer.isActive()
        return not self._pending and is_idle

    @property
    def scene(self) -> Scene:
        """Return what is to be seen."""
        return Scene(
            self.page,
            self.flow.placed,
            self.selection,
            self.hits,
            self.lit,
            self.ringed,
            self.glow,
        )

    def paint(self, painter: QPainter, region: QRegion) -> None:
        """Draw a region of the surface."""
        self._canvas.paint(painter, self.scene, region)

    def add_cost(self, seconds: float) -> None:
        """Take into account how long painting took."""
        self._cadence.add_cost(seconds)

    def row_at(self, point: QPoint) -> Placed | None:
        """Return the row whose band holds a point, or the nearest one."""
        if not self.flow.placed:
            return None
        for placed in self.flow.placed:
            if point.y() < placed.bottom:
                return placed
        return self.flow.placed[-1]

    def inside(self, placed: Placed, point: QPoint) -> QPoint:
        """Return a point as counted from a row's own corner."""
        return point - self.page.area(placed).topLeft()

    def scroll_by(self, pixels: int) -> None:
        """Move the view down, or up by fewer pixels than none."""
        self.flow.scroll(pixels)
        self.refresh()

    def jump(self, offset: int) -> None:
        """Go to a distance from the beginning."""
        self.flow.jump(offset)
        self.refresh()

    def jump_to_end(self) -> None:
        """Go to the end and stay there while it grows."""
        self.flow.follows = True
        self.refresh()

    def built(self, message: int) -> MessageView:
        """Return a message with its rows."""
        view = self.flow.views[message]
        view.build(self.page.width)
        self.flow.changed(message)
        return view

    def measure(self, spot: Spot) -> None:
        """Make a row's height right before anything is brought to it."""
        self.flow.views[spot.message].measure(spot.row, self.page.width)
        self.flow.changed(spot.message)

    def bring_into_view(self, message: int) -> None:
        """Show a message's beginning, unless that is in sight already."""
        tops = {placed.spot: placed.top for placed in self.flow.placed}
        top = tops.get(Spot(message, 0))
        if top is None or not 0 <= top < self.flow.view_height * 3 // 4:
            self.flow.hold(Spot(message, 0), self.flow.view_height // 8)
        self.refresh()

    @property
    def with_actions(self) -> set[int]:
        """Return the messages that show their actions: pointed at, focused, or the newest."""
        wanted = {message for message in (self.lit, self.ringed) if message is not None}
        if self.flow.views:
            last = self.flow.views[-1].entry.message
            if last.role is Role.ASSISTANT and last.status is not Status.STREAMING:
                wanted.add(len(self.flow.views) - 1)
        return wanted

    def corner_of(self, message: int) -> QPoint:
        """Return where a menu of a message opens that was asked for by key."""
        for placed in self.flow.placed:
            if placed.spot.message == message:
                area = self.page.area(placed)
                return QPoint(area.left(), max(0, area.bottom()))
        return QPoint()

    def select_all(self) -> None:
        """Select every message."""
        if self.flow.views:
            self.selection.select_messages(0, len(self.flow.views) - 1)
            self.hold_still()

    def clear_selection(self) -> bool:
        """Select nothing; return whether anything was selected."""
        was_empty = self.selection.is_empty
        self.selection.clear()
        self.refresh()
        return not was_empty

    def shine(self, glow: Glow | None) -> None:
        """Mark a message that the reader was taken to, or none."""
        self.glow = glow
        self.refresh()

    def hold_still(self) -> None:
        """Show what is selected; from now on nothing moves by itself."""
        if not self.selection.is_empty:
            self.flow.follows = False
            self._offering.note_change()
        self.refresh()

    def selected_excerpts(self) -> list[Excerpt]:
        """Return what is selected, for the clipboard."""
        return self.selection.excerpts(self.flow.views, self.page.width)

    @property
    def _views_in_sight(self) -> dict[MessageView, int]:
        return {placed.view: placed.spot.message for placed in self.flow.placed}

    def _fill(self) -> None:
        """Bring some more of what is long and in sight into blocks."""
        for view, place in self._views_in_sight.items():
            if view.is_filling:
                view.fill()
                self.flow.changed(place)
                break
        self.refresh()

    def _take_pending(self) -> None:
        pending, self._pending = self._pending, {}
        for message_id, entry in pending.items():
            place = self._places.get(message_id)
            if place is None:
                self._places.append(message_id)
                self.flow.append(entry)
            else:
                self.flow.views[place].show(entry)
                self.flow.changed(place)
        if pending:
            self.refresh()

    def _stay_at_words(self) -> None:
        """Let the selection keep its words in rows that show them in another way now."""
        for redrawn in self._stage.take_redrawn():
            self.selection.adjust(partial(self._moved, redrawn))

    def _moved(self, redrawn: Redrawn, place: Place) -> Place:
        view = self.flow.views[place.message]
        row = view.rows[view.index_of(place.key)] if view.is_built else None
        if row is None or row is not redrawn.row or row.key != place.key:
            return place
        return place._replace(position=redrawn.moved(place.position))
