"""Entries: what the transcript is given to show, and what it asks for in return."""

from dataclasses import dataclass
from enum import StrEnum

from whinchat.domain.conversation import Message


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of the branch with what is known about it besides its words."""

    message: Message
    label: str = ""
    """The model's name, for a reply's meta line."""
    version: tuple[int, int] = (1, 1)
    """Which of how many siblings this is, counted from 1."""
    progress: str = ""
    """How the request is getting on; shown while no words have come."""
    silence: str = ""
    """That nothing has come for a while; shown with Wait, Stop and Retry."""
    can_change: bool = True
    """Whether the conversation may be written; one of a newer version of ours is only read."""


class Action(StrEnum):
    """What the reader can ask for at a message."""

    COPY = "copy"
    """Already done by the transcript; told so that a notice can say it."""
    EDIT = "edit"
    RETRY = "retry"
    RETRY_WITH = "retry_with"
    """With another model, for this one reply."""
    CONTINUE = "continue"
    PREVIOUS_VERSION = "previous_version"
    NEXT_VERSION = "next_version"
    COMPARE = "compare"
    """Versions of the message, word by word."""
    FORK = "fork"
    """Into a new conversation."""
    INCLUDE = "include"
    """Send the message as usual."""
    LEAVE_OUT = "leave_out"
    ALWAYS_KEEP = "always_keep"
    LEAVE_OUT_BEFORE = "leave_out_before"
    """All that came before the message."""
    DELETE = "delete"
    DELETE_BRANCH = "delete_branch"
    """The message and all that follows it."""
    WAIT = "wait"
    STOP = "stop"
    OPEN_KEY_SETTINGS = "open_key_settings"
    OPEN_PROVIDER_SETTINGS = "open_provider_settings"
    CHOOSE_MODEL = "choose_model"
    FETCH_MODEL = "fetch_model"
