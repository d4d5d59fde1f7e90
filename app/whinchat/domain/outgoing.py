"""What goes to a model: the branch, as far as it may be sent, and what is asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from whinchat.domain.conversation import MarkName, Message, Role
from whinchat.domain.parameters import Parameters
from whinchat.domain.values import NOTHING


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """One request for a reply, in the program's own words."""

    model: str
    branch: tuple[Message, ...]
    """From the root to the message to answer, already without what must not be sent."""
    instructions: str = ""
    parameters: Parameters = Parameters()
    streams: bool = True
    goes_on: bool = False
    """Whether the last message is a partial reply that the model shall go on with."""
    contents: Mapping[str, bytes] = NOTHING
    """Of the branch's attachments by their hashes; what is missing here could not be read."""


def sendable(branch: tuple[Message, ...]) -> tuple[Message, ...]:
    """Return a branch without deleted and left-out messages and replies without text."""
    return tuple(
        message
        for message in branch
        if not message.is_deleted
        and not message.has(MarkName.LEFT_OUT)
        and (message.role is Role.USER or message.text)
    )
