"""What is chosen, pasted or dropped becomes an attachment, or text in the box."""

from collections import Counter
from collections.abc import Awaitable
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject
from PySide6.QtGui import QDropEvent, QImage

from whinchat.domain.draft import Draft, joined, refusal_of
from whinchat.domain.errors import WhinchatError
from whinchat.domain.media import decode_text
from whinchat.domain.parts import Attachment
from whinchat.domain.values import ConversationId
from whinchat.services.chat import Chat
from whinchat.services.incoming import Content, Incoming
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.ui.announcing import announce
from whinchat.ui.chat.drafting import draft_place
from whinchat.ui.chat.page import ChatPage
from whinchat.ui.choosing_paths import FILES, choose_paths
from whinchat.ui.composer.chip import PASTED_TEXT
from whinchat.ui.composer.given import is_for_the_box, is_welcome, paths_in
from whinchat.ui.widgets.toast import Toast


class Attaching(QObject):
    """Takes files, pictures and long texts of a page; everything slow happens on other threads."""

    def __init__(
        self, page: ChatPage, incoming: Incoming, shelf: Shelf, tasks: Tasks, toast: Toast
    ) -> None:
        super().__init__(page)
        self._shelf = shelf
        self._page = page
        self._incoming = incoming
        self._tasks = tasks
        self._toast = toast
        self._reading: Counter[ConversationId] = Counter()
        """How many files of each conversation are being read."""
        page.refreshed.connect(self._show_reading)
        composer = page.composer
        composer.attach_requested.connect(self.open)
        composer.given.connect(self.take)
        composer.chips.paste_requested.connect(self.paste_as_text)
        composer.chips.take_thumbnails_from(page.transcript.pictures)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def open(self) -> None:
        """Ask for files."""
        if not self._can_attach():
            return
        choose_paths(self._page.window(), "Attach", FILES, self.take_files)

    def take(self, given: QMimeData) -> None:
        """Attach files, a picture, or a text that is long; type a short one."""
        if is_for_the_box(given):
            self._page.composer.editor.insert(given.text())
        elif paths := paths_in(given):
            self.take_files(paths)
        elif given.hasText() and given.text().strip():
            self.take_text(given.text())
        elif given.hasImage():
            self.take_picture(QImage(given.imageData()))

    def take_text(self, text: str) -> None:
        """Attach a text that is too long for the box."""
        if self._can_attach():
            # Half an emoji has no bytes.
            self._start(self._incoming.take(PASTED_TEXT, lambda: text.encode(errors="replace")))

    def take_files(self, paths: list[Path]) -> None:
        """Attach files, in order."""
        for path in paths if self._can_attach() else ():
            self._start(self._incoming.read(path))

    def take_picture(self, image: QImage) -> None:
        """Attach a picture from the clipboard."""
        if image.isNull() or not self._can_attach():
            return
        self._start(self._incoming.take("Pasted picture.png", lambda: _png_of(image)))

    def paste_as_text(self, attachment: Attachment) -> None:
        """Put a pasted text into the box after all."""
        self._tasks.start(self._paste_as_text(attachment))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take what is dropped anywhere on the page."""
        if not isinstance(event, QDropEvent) or not is_welcome(event.mimeData()):
            return False
        if event.type() == QEvent.Type.Drop:
            self.take(event.mimeData())
            self._page.composer.setFocus()
        event.acceptProposedAction()
        return True

    def _can_attach(self) -> bool:
        chat = self._page.chat
        return chat is not None and not chat.conversation.is_read_only

    def _start(self, reading: Awaitable[Content]) -> None:
        if (chat := self._page.chat) is not None:
            self._reading[chat.id] += 1
            self._show_reading()
            self._tasks.start(self._attach(chat, reading))

    def _show_reading(self) -> None:
        chat = self._page.chat
        self._page.composer.set_reading(reading=chat is not None and self._reading[chat.id] > 0)

    async def _attach(self, chat: Chat, reading: Awaitable[Content]) -> None:
        try:
            attachment, data = await reading
        except WhinchatError as error:
            self._toast.show_notice(str(error))
            return
        finally:
            self._reading[chat.id] -= 1
            self._show_reading()
        is_shown = chat is self._page.chat
        place = draft_place(chat)
        draft = self._page.composer.draft if is_shown else self._shelf.draft(place)
        if refusal := refusal_of(draft, attachment):
            self._toast.show_notice(refusal)
            return
        # Given to the disk before the draft that refers to it.
        chat.keep_attachment(attachment, data)
        if is_shown:
            self._page.composer.attach(attachment)
            announce(self._page.composer, f"Attached {attachment.name}")
            return
        # Somebody went on to another conversation meanwhile: it waits where it was meant for.
        self._shelf.keep_draft(place, joined((draft, Draft("", (attachment,)))))
        title = chat.conversation.title or "the new conversation"
        self._toast.show_notice(f"Attached {attachment.name} to {title}")

    async def _paste_as_text(self, attachment: Attachment) -> None:
        chat = self._page.chat
        try:
            data = await chat.attachment(attachment) if chat is not None else b""
        except WhinchatError as error:
            self._toast.show_notice(str(error))
            return
        composer = self._page.composer
        if chat is self._page.chat and attachment in composer.draft.attachments:
            composer.editor.insert(decode_text(data))
            composer.detach(attachment)
            composer.setFocus()


def _png_of(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt a text
    return bytes(buffer.data().data())
