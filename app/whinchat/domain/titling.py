"""Titles by a model: what it is asked, and what of its answer can be a title."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from whinchat.domain.conversation import Conversation, Field, Message, Role, Status
from whinchat.domain.outgoing import ReplyRequest
from whinchat.domain.parameters import Parameters
from whinchat.domain.parts import TextPart
from whinchat.domain.values import MessageId, new_id

_INSTRUCTIONS = (
    "You name conversations. Answer with a title of at most 8 words for the conversation below, in "
    "the language of the conversation. No quotation marks, no Markdown, no full stop, nothing else."
)
_LONGEST_EXCERPT = 1_500
"""Characters of the question and of the reply each: the beginning says what it is about."""
_MOST_TOKENS = 400
"""A model that thinks first needs some of them for that."""
_LONGEST = 80
_THOUGHTS = re.compile(r"<think>.*?(</think>|$)", re.DOTALL)
_LABEL = re.compile(r"^(?:title|titel|titre|título|titolo)\s*[::]\s*", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SIGNS = "\"'`*_#>~“”„«»\u2018\u2019\u2039\u203a「」『』 \t"

_STOPS = ".。,;:"


def wants_title(conversation: Conversation) -> bool:
    """Tell whether this is the moment: after the first complete reply, without a title of its own.

    A title that somebody took away counts as one: it was their wish.
    """
    if Field.TITLE in conversation.marks or conversation.is_read_only:
        return False
    branch = conversation.branch_ids()
    replies = [
        message
        for message in (conversation.messages[message_id] for message_id in branch[:_FIRST])
        if message.role is Role.ASSISTANT and message.status is Status.COMPLETE and message.text
    ]
    return len(replies) == 1 and len(branch) <= _FIRST


_FIRST = 8
"""Messages among which the first complete reply is looked for; failures may come before it."""


def title_request(model: str, branch: Sequence[Message]) -> ReplyRequest:
    """Return the one request for a title of a branch."""
    words = "\n\n".join(
        f"{'Question' if message.role is Role.USER else 'Answer'}:\n{_excerpt(message.text)}"
        for message in branch
        if message.text
    )
    question = Message(
        id=MessageId(new_id()),
        parent_id=None,
        role=Role.USER,
        parts=(TextPart(f"{words}\n\nTitle:"),),
        created_at=datetime.now(UTC),
    )
    return ReplyRequest(
        model, (question,), _INSTRUCTIONS, Parameters(max_output_tokens=_MOST_TOKENS)
    )


def clean_title(answer: str) -> str:
    """Return what of a model's answer can be a title: one plain line; empty if nothing can."""
    text = _LINK.sub(r"\1", _THOUGHTS.sub("", answer))
    line = next((line for line in text.splitlines() if line.strip(_SIGNS)), "")
    line = _LABEL.sub("", line.strip(_SIGNS)).strip(_SIGNS + _STOPS)
    line = re.sub(r"\*\*|__|`", "", line)
    line = "".join(sign for sign in line if sign.isprintable())
    line = " ".join(line.split())
    if len(line) <= _LONGEST:
        return line
    return (line[:_LONGEST].rpartition(" ")[0] or line[: _LONGEST - 1]) + "…"


def _excerpt(text: str) -> str:
    return text if len(text) <= _LONGEST_EXCERPT else f"{text[:_LONGEST_EXCERPT]}…"
