"""The page of one conversation: what the user does becomes verbs of its chat."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from whinchat.domain.conversation import Field, Message, Role, Status
from whinchat.domain.draft import Draft
from whinchat.domain.model import NO_CHOICE
from whinchat.domain.values import MessageId
from whinchat.services.chat import Chat
from whinchat.services.models import Models
from whinchat.services.providers import Providers
from whinchat.services.tasks import Tasks
from whinchat.ui.announcing import announce
from whinchat.ui.branches.beside import Beside
from whinchat.ui.branches.map_panel import MapPanel
from whinchat.ui.chat.attachment_fetch import AttachmentFetch
from whinchat.ui.chat.banner import Banner
from whinchat.ui.chat.column import Column
from whinchat.ui.chat.context_strip import ContextStrip
from whinchat.ui.chat.drafting import Drafting
from whinchat.ui.chat.editing import Editing
from whinchat.ui.chat.find_bar import FindBar
from whinchat.ui.chat.header import Header
from whinchat.ui.chat.hero import Beginnings, Emptied, Hero
from whinchat.ui.chat.message_acts import MaySend, MessageActs, always
from whinchat.ui.chat.model_words import button_words, short_name
from whinchat.ui.chat.offer import Offer
from whinchat.ui.chat.queue_view import QueueView
from whinchat.ui.chat.running_reply import RunningReply
from whinchat.ui.chat.shown_branch import ShownBranch
from whinchat.ui.chat.tuning_dialog import TuningDialog
from whinchat.ui.composer.composer import Composer
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.transcript.transcript import Transcript

_COMPOSER_SHARE = 0.4


class ChatPage(QWidget):
    """Shows one chat at a time; the others go on without it."""

    refreshed = Signal()
    """Something that is shown of the chat as a whole may be different."""
    undo_seconds = 0
    """How long a message can be taken back before it leaves."""

    def __init__(self, theme: Theme, providers: Providers, models: Models, tasks: Tasks) -> None:
        super().__init__()
        self._theme = theme
        self._providers = providers
        self._models = models
        self._tasks = tasks
        self._chat: Chat | None = None
        self._shown: ShownBranch | None = None
        self._leave: list[Callable[[], None]] = []
        self.header = Header(theme)
        self.banner = Banner(theme)
        self.transcript = Transcript(theme)
        AttachmentFetch(self.transcript.pictures, tasks, lambda: self._chat)
        self.context_strip = ContextStrip(theme)
        self.queue = QueueView(theme)
        self.composer = Composer(theme)
        self.may_send: MaySend = always
        self.offer = Offer(theme)
        self.map = MapPanel(theme)
        self._hero = Hero(theme)
        self.emptied = Emptied(theme)
        self.beginnings = Beginnings(theme)
        self.drafting = Drafting(self.composer)
        self._running_reply = RunningReply(self.composer)
        self._running_reply.ticked.connect(self._show_progress)
        self.editing = Editing(theme, self.composer, self.drafting)
        self.acts = MessageActs(self.transcript, self.editing, tasks, lambda: self._chat)
        self._lay_out()
        self.find_bar = FindBar(theme, self.transcript, self._branch, self)
        self._connect()

    @property
    def chat(self) -> Chat | None:
        """Return the chat that is shown."""
        return self._chat

    def show_chat(self, chat: Chat, draft: Draft) -> None:
        """Show a chat with what was typed there; what is typed now is kept first."""
        self.drafting.keep()
        self.editing.leave()
        self._running_reply.leave()
        self.find_bar.close_bar()
        for leave in self._leave:
            leave()
        self._chat = chat
        self._shown = ShownBranch(self.transcript, self._models, chat)
        self._leave = [
            chat.changed.add(self._follow),
            chat.fields_changed.add(self._follow_field),
            chat.waiting.changed.add(lambda _: self.queue.show_waiting(chat.waiting)),
        ]
        self._shown.show()
        self.drafting.show(chat, draft)
        self.editing.come_back(chat)
        self.map.show_chat(chat)
        self.queue.show_waiting(chat.waiting)
        self.refresh()
        self.composer.setFocus()

    def send(self, draft: Draft) -> None:
        """Send the draft; keep it where nobody can answer or a reply is still running."""
        if self._chat is None or self._chat.conversation.is_read_only:
            return
        edited = self.editing.message_id
        is_busy = self._chat.is_replying or self._chat.waiting.is_leaving
        if is_busy and edited is None:
            if self.may_send(draft):
                self._chat.waiting.add(draft)
                self.composer.clear()
                announce(self, "Queued: it is sent after this reply")
        elif not self.can_answer:
            self.drafting.keep()
            self.refresh()
            self.offer.say_kept()
            announce(self, "Nobody can answer yet. Your message is kept as a draft.")
        elif not self.may_send(draft, edited):
            return
        elif edited is not None:
            self.editing.finish()
            self.transcript.jump_to_end()
            self._tasks.start(self._chat.edit(edited, draft))
        else:
            # The draft on disk is forgotten only after typing rests: by then the words are saved.
            self.composer.clear()
            self.transcript.jump_to_end()
            self._send(self._chat, draft)

    def _send(self, chat: Chat, draft: Draft) -> None:
        if self.undo_seconds:
            announce(self, "Sending. Escape puts it back.")
            self._tasks.start(chat.send_soon(draft, self.undo_seconds))
        else:
            self._tasks.start(chat.send(draft))

    def stop(self) -> None:
        """Stop the reply that runs; what has come stays."""
        if self._chat is not None:
            self._chat.stop()

    def escape(self) -> None:
        """Do the nearest: close what is open, take back, drop the selection, stop, go to type."""
        if self.find_bar.isVisible():
            self.find_bar.close_bar()
        elif self._chat is not None and self._chat.waiting.is_leaving:
            self.drafting.recall(0)
        elif self.editing.message_id is not None:
            self.editing.cancel()
        elif self.transcript.hasFocus() and self.transcript.clear_selection():
            pass
        elif self._chat is not None and self._chat.is_replying:
            self.stop()
        else:
            self.composer.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def can_answer(self) -> bool:
        """Tell whether the chat's provider can answer at all."""
        choice = (self._chat.choice if self._chat else None) or NO_CHOICE
        profile = self._providers.profile(choice.provider_id)
        return profile is not None and self._providers.can_answer(profile)

    def set_full_width(self, *, full: bool) -> None:
        """Let text run over the whole page, or keep it in a column."""
        self.transcript.set_full_width(full=full)
        self._column.set_full_width(full=full)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the composer grow to its share of the height."""
        super().resizeEvent(event)
        self.composer.editor.set_greatest_height(int(self.height() * _COMPOSER_SHARE))

    def _follow(self, message_id: MessageId) -> None:
        if self._chat is None or self._shown is None:
            return
        message = self._chat.conversation.messages[message_id]
        if self._shown.put(message):
            self.find_bar.look_again()
        if message.status is not Status.STREAMING:
            self.refresh()
        is_running = message.status is Status.STREAMING
        # One that another computer wrote says nothing of the one that is on its way here.
        if message.role is Role.ASSISTANT and is_running is self._chat.is_replying:
            self._running_reply.follow(message)

    def _follow_field(self, field: Field) -> None:
        if self._chat is None or self._shown is None:
            return
        if field is not Field.LEAF:
            self.refresh()
            return
        if len(self._chat.conversation.messages) == 1 and not self._chat.is_temporary:
            self.drafting.forget_new()
        self._shown.follow_leaf()
        self.find_bar.look_again()

    def _branch(self) -> Iterator[Message]:
        return self._shown.messages() if self._shown else iter(())

    def _show_progress(self) -> None:
        if self._shown is not None:
            self._shown.show_progress()

    def refresh(self) -> None:
        """Show how things stand after keys, models, settings or the conversation changed."""
        if self._chat is None:
            return
        conversation = self._chat.conversation
        is_empty = conversation.leaf_id is None
        is_emptied = is_empty and bool(conversation.messages)
        choice = self._chat.choice or NO_CHOICE
        model = self._models.find(choice)
        self.header.title.show_title(
            conversation.title or _untitled(self._chat),
            can_rename=bool(conversation.messages) and not conversation.is_read_only,
        )
        words = button_words(model, self._providers.profile(choice.provider_id))
        self.header.model_button.show_model(words or "Choose a model", choice.model_id)
        self.header.set_temporary(temporary=self._chat.is_temporary)
        self.header.set_has_messages(has_messages=bool(conversation.messages))
        self.composer.model_label.setText(short_name(model))
        self.composer.chips.show_model(model)
        self.composer.setEnabled(not conversation.is_read_only)
        self.composer.set_replying(replying=self._chat.is_replying)
        self.transcript.setVisible(not is_empty)
        self._hero.setVisible(is_empty and not is_emptied)
        self.emptied.setVisible(is_emptied)
        self.emptied.offer(can_restore=not conversation.is_read_only)
        self.beginnings.setVisible(is_empty and not is_emptied)
        self.offer.setVisible(
            not self.can_answer and (is_empty or not self.composer.draft.is_empty)
        )
        self._rows.setStretch(self._top_place, 1 if is_empty else 0)
        self._rows.setStretch(self._bottom_place, 1 if is_empty else 0)
        self.refreshed.emit()

    def _lay_out(self) -> None:
        self._column = Column()
        self._column.body.addWidget(self._hero)
        self._column.body.addWidget(self.emptied)
        self._column.body.addWidget(self.offer)
        self._column.body.addSpacing(Space.S)
        for part in (self.context_strip, self.queue, self.editing, self.composer, self.beginnings):
            self._column.body.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.NONE)
        outer.addWidget(self.header)
        outer.addWidget(self.banner)
        body = QWidget()
        outer.addWidget(Beside(body, self.map), 1)
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(0, 0, 0, Space.L)
        self._rows.setSpacing(Space.NONE)
        self._rows.addWidget(self.transcript, 1)
        self._top_place = self._rows.count()
        self._rows.addStretch(0)
        self._rows.addWidget(self._column)
        self._bottom_place = self._rows.count()
        self._rows.addStretch(0)

    def _connect(self) -> None:
        self.composer.submitted.connect(self.send)
        self.map.chosen.connect(self.acts.show_message)
        self.map.abandoned.connect(self.composer.setFocus)
        self.header.map_requested.connect(self.map.toggle)
        self.composer.stop_requested.connect(self.stop)
        self.header.title.renamed.connect(self._rename)
        self.header.tuning_requested.connect(self._open_tuning)
        self.beginnings.suggested.connect(lambda text: self.drafting.begin_with(Draft(text)))

    def _open_tuning(self) -> None:
        if self._chat is not None and not self._chat.conversation.is_read_only:
            TuningDialog(self._theme, self._chat, self).open()

    def _rename(self, title: str) -> None:
        if self._chat is not None:
            self._chat.rename(title)


def _untitled(chat: Chat) -> str:
    return "Temporary conversation" if chat.is_temporary else "New conversation"
