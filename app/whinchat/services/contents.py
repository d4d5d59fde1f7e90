"""What lies beside the messages that go to a model: pictures and files, read when they go."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from whinchat.domain.conversation import Message, Role
from whinchat.domain.errors import WhinchatError
from whinchat.domain.outgoing import ReplyRequest
from whinchat.domain.parts import Attachment, FilePart, ImagePart

log = logging.getLogger(__name__)

Read = Callable[[Attachment], Awaitable[bytes]]


async def with_contents(request: ReplyRequest, read: Read) -> ReplyRequest:
    """Return a request with the contents of the user's attachments, without unreadable ones."""
    contents: dict[str, bytes] = {}
    for attachment in _attachments(request.branch):
        if attachment.sha256 in contents:
            continue
        try:
            contents[attachment.sha256] = await read(attachment)
        except WhinchatError:
            # Said to the model in its place; a lost picture must not end a conversation.
            log.warning("An attachment could not be read to be sent")
    return replace(request, contents=contents) if contents else request


def _attachments(branch: Iterable[Message]) -> Iterable[Attachment]:
    for message in branch:
        for part in message.parts if message.role is Role.USER else ():
            if isinstance(part, ImagePart | FilePart):
                yield part.attachment
