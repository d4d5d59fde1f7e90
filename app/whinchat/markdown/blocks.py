"""Blocks: the top-level pieces of a Markdown text."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class BlockKind(StrEnum):
    """What a block is; each kind has its own way of being drawn.

    There is none for HTML: its tags are text, or belong to the words of a paragraph.
    """

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CODE = "code"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    RULE = "rule"
    MATH = "math"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level piece of a text."""

    kind: BlockKind
    text: str
    """The block's Markdown source; for code the code alone, without its fence."""
    info: str = ""
    """The language of a code block, as written after the fence."""
    is_open: bool = False
    """Whether more text may still change it."""


@dataclass(frozen=True, slots=True)
class Definition:
    """Where the links of one label lead: ``[label]: href "title"``; or the note of one label."""

    href: str
    title: str = ""
    """Of a note how it begins."""
    number: int = 0
    """Of a note its place among the notes, from 1; a link has none."""


Definitions: TypeAlias = Mapping[str, Definition]
"""By label, as normalised by the parser; that of a note begins with ``^``."""
