"""Where a reply of the model on this computer ended for want of room."""

from dataclasses import replace

from whinchat.domain.conversation import Status
from whinchat.domain.errors import Failure, FailureKind, Remedy
from whinchat.domain.events import Finished
from whinchat.domain.usage import Usage
from whinchat.provider.local_child import CONTEXT_TOKENS, REPLY_TOKENS

_LONG_REPLY = Failure(
    FailureKind.CUT,
    "The reply reached its limit",
    f"The model on this computer writes at most {REPLY_TOKENS:,} tokens at a time. "
    "Continue to read on.",
    Remedy.CONTINUE,
)
_FULL = Failure(
    FailureKind.CUT,
    "The conversation is too long for this model",
    f"It can hold {CONTEXT_TOKENS:,} tokens, questions and replies together. "
    "Begin a new conversation, or choose a larger model.",
    Remedy.CHOOSE_MODEL,
)


def name_limit(end: Finished, usage: Usage | None) -> Finished:
    """Return the end of a reply, with its cause where a limit cut it.

    llama.cpp says “completed” then as well (b11549); only the counted tokens tell.
    """
    if end.status is not Status.COMPLETE or usage is None:
        return end
    written = usage.output_tokens or 0
    # The context counts as full one token early: the last one needs no room.
    if written + (usage.input_tokens or 0) >= CONTEXT_TOKENS - 1:
        failure = _FULL
    elif written >= REPLY_TOKENS:
        failure = _LONG_REPLY
    else:
        return end
    return replace(end, status=Status.INTERRUPTED, reason="max_output_tokens", failure=failure)
