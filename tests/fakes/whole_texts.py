"""Whether rows hold all of a text: every sign that is seen, and how often."""

import re
from collections import Counter

from fakes.hostile_texts import CHARACTERS
from whinchat.ui.transcript.message_view import MessageView

# Where links lead and what a fence says are no words of the text; copying brings them.
_NO_WORDS = re.compile(r"(?m)^(```.*|~~~.*|\[[^^\]]+\]:.*)$")
_NULL, _NOT_KNOWN = "\0", "\ufffd"


def missing_of(name: str, text: str, view: MessageView) -> str:
    """Return what the rows of a message do not hold of a family's text; nothing is as it should.

    Spaces between Markdown's words are the reader's business; texts that are one paragraph of odd
    characters have to be there exactly.
    """
    # CommonMark has one character that is shown as another.
    sent = text if view.is_user else text.replace(_NULL, _NOT_KNOWN)
    held = "".join(row.source for row in view.rows)
    if name in CHARACTERS:
        return "" if held.strip("\n") == sent.strip("\n") else "an exact text"
    wanted, found = _signs(_NO_WORDS.sub("", sent)), _signs(held)
    return "".join((wanted - found).elements())[:_FEW]


_FEW = 100


def _signs(text: str) -> Counter[str]:
    return Counter("".join(text.split()))
