"""Footnotes: ``[^label]`` in the text, and ``[^label]: words`` where the note is."""

import re
from collections.abc import MutableMapping
from typing import Any

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote.index import footnote_def

from whinchat.markdown.blocks import Definition

NOTE = "footnote_reference"
"""The type of the tokens around a note, without ``_open`` and ``_close``."""

_BEGIN = re.compile(r"\[\^([^\s\[\]]{1,100})\]:")
_REFERENCE = re.compile(r"\[\^([^\s\[\]]{1,100})\]")


def note_label(label: str) -> str:
    """Return the name of a note among the definitions."""
    return normalizeReference(f"^{label}")


def note(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's shape
    """Make tokens of a note that begins with a line; a block rule of the parser.

    In quotes and lists there are none, so that notes cannot be nested without end.
    """
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    begin = _BEGIN.match(line)
    is_outside = state.level == 0 or (silent and state.sCount[start] < state.blkIndent)
    if begin is None or not is_outside:
        return False
    first = len(state.tokens)
    if not footnote_def(state, start, end, silent):
        return False
    if not silent:
        label = note_label(begin[1])
        notes = _notes(state.env)
        known = notes.setdefault(label, Definition("", number=len(notes) + 1))
        state.tokens[first].meta = {"label": label, "number": known.number}
    return True


def note_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's shape
    """Make a token ``footnote_ref`` of a reference to a note that there is; an inline rule.

    Its ``meta`` has the note's ``label``, its ``number`` and the beginning of its ``words``.
    """
    if not state.src.startswith("[^", state.pos):
        return False
    reference = _REFERENCE.match(state.src, state.pos, state.posMax)
    if reference is None:
        return False
    label = note_label(reference[1])
    known = _notes(state.env).get(label)
    if known is None:
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.meta = {"label": label, "number": known.number, "words": known.title}
        token.markup = reference[0]
    state.pos = reference.end()
    return True


def words_of_note(lines: list[str]) -> str:
    """Return what a note says, without its label, in one line."""
    text = " ".join(" ".join(lines).split())
    begin = _BEGIN.match(text)
    return text[begin.end() :].strip() if begin else text


def _notes(env: MutableMapping[str, Any]) -> dict[str, Definition]:
    notes: dict[str, Definition] = env.setdefault("notes", {})
    return notes
