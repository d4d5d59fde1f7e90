"""Blocks: the top-level pieces of a Markdown text."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is; each kind has its own way of being drawn."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CODE = "code"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    RULE = "rule"
    HTML = "html"
    """Shown as the text it is."""


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
