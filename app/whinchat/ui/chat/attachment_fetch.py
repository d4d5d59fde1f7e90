"""What a conversation keeps beside its words, brought when it is to be shown."""

from collections.abc import Callable

from whinchat.domain.errors import WhinchatError
from whinchat.domain.parts import Attachment
from whinchat.services.chat import Chat
from whinchat.services.tasks import Tasks
from whinchat.ui.transcript.pictures.pictures import Pictures


class AttachmentFetch:
    """Answers what the transcript's pictures ask; what cannot be read is answered with nothing."""

    def __init__(self, pictures: Pictures, tasks: Tasks, chat: Callable[[], Chat | None]) -> None:
        self._pictures = pictures
        self._chat = chat
        pictures.wanted.connect(lambda attachment: tasks.start(self._fetch(attachment)))

    async def _fetch(self, attachment: Attachment) -> None:
        chat = self._chat()
        try:
            data = await chat.attachment(attachment) if chat is not None else None
        except WhinchatError:
            data = None
        self._pictures.take(attachment, data)
