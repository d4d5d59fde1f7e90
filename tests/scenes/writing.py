"""Scenes of what is written and waits: attachments, the queue, what can be taken back."""

import asyncio
from contextlib import closing

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fakes.pictures import attachment_of, bring, landscape
from scenes.scene import Scene
from whinchat.domain.context import Context
from whinchat.domain.conversation import MarkName
from whinchat.domain.draft import Draft
from whinchat.domain.model import Model
from whinchat.domain.parts import Attachment
from whinchat.domain.values import MessageId
from whinchat.services.waiting import Waiting
from whinchat.ui.chat.context_strip import ContextStrip
from whinchat.ui.chat.header import Header
from whinchat.ui.chat.queue_view import QueueView
from whinchat.ui.composer.chip import PASTED_TEXT
from whinchat.ui.composer.composer import Composer
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.pictures.pictures import Pictures

_PAPER = Attachment("b" * 64, "application/pdf", "Retry strategies, measured.pdf", 1_830_000)
_NOTES = Attachment("c" * 64, "text/plain", "backoff.py", 3_120)
_PASTED = Attachment("d" * 64, "text/plain", PASTED_TEXT, 18_400)


def build_chips(theme: Theme) -> QWidget:
    """A draft with a picture, a paper, code and a long paste, and a model without eyes."""
    composer = Composer(theme)
    hills = landscape(480, 320)
    pictures = Pictures(composer)
    bring(pictures, hills)
    composer.chips.take_thumbnails_from(pictures)
    composer.model_label.setText("wren-1")
    composer.chips.show_model(Model("wren-1", input_kinds=frozenset({"text", "file"})))
    draft = Draft(
        "What do these say about waiting?", (attachment_of(hills), _PAPER, _NOTES, _PASTED)
    )
    composer.show_draft(draft)
    return composer


def build_queue(theme: Theme) -> QWidget:
    """The composer while a reply streams, with what is sent after it, and what is held."""
    waiting = Waiting()
    waiting.restore([Draft("And if the server sends Retry-After?"), Draft("", (_PAPER,))])
    waiting.add(Draft("Both, please: the header first, and our own delay where there is none."))
    return _above_composer(theme, waiting, replying=True)


def build_undo_send(theme: Theme) -> QWidget:
    """A message that can still be taken back."""
    waiting = Waiting()

    async def leave() -> None:
        leaving = asyncio.ensure_future(waiting.leave(Draft("Send this to everybody"), 60))
        await asyncio.sleep(0)
        view.show_waiting(waiting)
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)

    page = _above_composer(theme, waiting, replying=False)
    view = page.findChildren(QueueView)[0]
    with closing(asyncio.new_event_loop()) as loop:
        loop.run_until_complete(leave())
    return page


def build_context(theme: Theme) -> QWidget:
    """The strip at ease, nearly full, and when a message has no room."""
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
    for window, is_stopped in ((12_000, False), (3_700, False), (3_000, True)):
        strip = ContextStrip(theme)
        rows.addWidget(strip)
        strip.show_context(_context(window), opened=True)
        strip.show_stop(stopped=is_stopped)
    return page


def build_context_meters(theme: Theme) -> QWidget:
    """Headers whose conversations fill their model's window more and more."""
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    for window in (40_000, 5_800, 3_700, 3_000):
        header = Header(theme)
        rows.addWidget(header)
        header.title.show_title("Birds of wet meadows", can_rename=True)
        header.model_button.show_model("wren-1", "wren-1")
        header.meter.show_context(_context(window))
    return page


def _context(window: int) -> Context:
    lengths = (480, 2_560, 360, 4_800, 1_200, 3_600, 240, 1_920)
    ids = tuple(MessageId(str(number)) for number in range(len(lengths)))
    marks = {ids[1]: frozenset({MarkName.LEFT_OUT}), ids[2]: frozenset({MarkName.ALWAYS_KEPT})}
    return Context(ids, lengths, marks, window)


def _above_composer(theme: Theme, waiting: Waiting, *, replying: bool) -> QWidget:
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
    rows.setSpacing(Space.NONE)
    view = QueueView(theme, page)
    composer = Composer(theme)
    composer.model_label.setText("wren-1")
    composer.set_replying(replying=replying)
    rows.addWidget(view)
    rows.addWidget(composer)
    view.show_waiting(waiting)
    return page


SCENES = (
    Scene("composer-chips", build_chips, (760, 260)),
    Scene("context-strip", build_context, (760, 250)),
    Scene("context-meter", build_context_meters, (560, 220)),
    Scene("composer-queue", build_queue, (760, 300)),
    Scene("composer-undo-send", build_undo_send, (760, 180)),
)
