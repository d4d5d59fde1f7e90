"""Words added to a text that can mean nothing else: a block that need not be parsed again."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from whinchat.markdown.dialect import LONGEST_INLINE

# Letters and digits of the scripts that run to the right of the page. Whatever else may mark
# something, or turn the direction of a paragraph.
_LETTER = r"[^\W_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010000-\U0010ffff]"
# After a letter and before a blank they end a sentence; a number with a full stop begins an item.
_END_OF_SENTENCE = r"(?<=[^\W\d_])[.;:!?]"
_WORDS = re.compile(rf"(?:{_LETTER}|,|{_END_OF_SENTENCE}(?=[ ]|\Z)|[ ](?![ ]))+")
_ENDS_IN_WORD = re.compile(
    rf"(?:\A|(?<=[ ]))(?:{_LETTER}|,)*{_LETTER}(?:,|{_END_OF_SENTENCE})?[ ]?\Z"
)
_GLANCE = 100
"""Characters before the end that are looked at, however long the text is."""
_ENDS_OF_BLOCKS = {
    "paragraph_close",
    "heading_close",
    "list_item_close",
    "bullet_list_close",
    "ordered_list_close",
    "blockquote_close",
}


def last_words(tokens: Sequence[Token]) -> str:
    """Return the text that a block ends in, if it is outside of links, code, tables and the like.

    Where there is some, and ``added_words`` finds words, the block with those words has the same
    tokens but for this text, which is longer by them.
    """
    for token in reversed(tokens):
        if token.type in _ENDS_OF_BLOCKS:
            continue
        last = token.children[-1] if token.type == "inline" and token.children else None
        return last.content if last and last.type == "text" and last.level == 0 else ""
    return ""


def added_words(before: str, after: str) -> str | None:
    """Return what ``after`` reads beyond ``before``, or ``None`` where it may change that.

    A space at the end is read once a word follows it.
    """
    if len(after) > LONGEST_INLINE or not after.startswith(before):
        return None
    added = after[len(before) :]
    end = before[-_GLANCE:]
    word = _ENDS_IN_WORD.search(end)
    if word is None or not _WORDS.fullmatch(after, len(before)):
        return None
    is_cut = word.start() == 0 and len(before) > len(end)
    if is_cut or (end[-1] == added[0] == " ") or (end[-1] in ".;:!?" and added[0] != " "):
        return None
    return after.rstrip(" ")[len(before.rstrip(" ")) :]
