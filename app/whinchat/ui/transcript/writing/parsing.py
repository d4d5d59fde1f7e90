"""Parsing, imported at its first use: the window is on the screen 45 ms sooner."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from whinchat.domain.citing import citings
from whinchat.domain.parts import TextPart
from whinchat.markdown.blocks import Block, Definitions
from whinchat.markdown.cells import Cells

if TYPE_CHECKING:
    from markdown_it.token import Token

    from whinchat.markdown.citing import SourceSign
    from whinchat.markdown.html import HtmlWriter
    from whinchat.markdown.splitter import BlockSplitter


def new_splitter() -> "BlockSplitter":
    """Return a splitter for a text that may grow."""
    from whinchat.markdown.splitter import BlockSplitter  # noqa: PLC0415  # slow to import

    return BlockSplitter()


def tokens_of(
    text: str, definitions: Definitions | None = None, signs: "Sequence[SourceSign]" = ()
) -> "Sequence[Token]":
    """Return the tokens of a block's Markdown, with the signs of sources that are given."""
    if signs:
        from whinchat.markdown.citing import parse_with_signs  # noqa: PLC0415  # slow to import

        return parse_with_signs(text, definitions or {}, signs)
    from whinchat.markdown.parser import parse  # noqa: PLC0415  # slow to import

    return parse(text, definitions or {})


def signs_of(
    part: TextPart, blocks: Sequence[Block], known: Sequence[str] = ()
) -> "list[tuple[SourceSign, ...]]":
    """Return which sources are named in each block of a part's words.

    ``known`` are addresses that have the first numbers.
    """
    from whinchat.markdown.citing import SourceSign, signs_by_block  # noqa: PLC0415  # slow to import

    signs = [
        SourceSign(place.offset, place.number, place.citation.url, place.citation.title)
        for place in citings(part.text, part.citations, known)
    ]
    return signs_by_block(part.text, blocks, signs)


def last_words(tokens: "Sequence[Token]") -> str:
    """Return the plain words that a block ends in, if it does."""
    from whinchat.markdown import growth  # noqa: PLC0415  # slow to import

    return growth.last_words(tokens)


def words_after(before: str, after: str) -> str | None:
    """Return the words added to a block; ``None`` where it has to be parsed again."""
    from whinchat.markdown import growth  # noqa: PLC0415  # slow to import

    return growth.added_words(before, after)


def box_state(token: "Token") -> bool | None:
    """Return whether the box is ticked that an inline token stands for, ``None`` for no box."""
    from whinchat.markdown.parser import task_state  # noqa: PLC0415  # slow to import

    return task_state(token)


def labels_in(text: str) -> list[str]:
    """Return what in a text may be the labels of links and notes, as definitions have them."""
    from whinchat.markdown.parser import labels_in as found_in  # noqa: PLC0415  # slow to import

    return found_in(text)


def tex_source(token: "Token") -> str:
    """Return a formula's token as it was written, delimiters included."""
    from whinchat.markdown.formulas import source_of  # noqa: PLC0415  # slow to import

    return source_of(token)


def new_html_writer() -> "HtmlWriter":
    """Return a writer of HTML that fetches nothing."""
    from whinchat.markdown.html import HtmlWriter  # noqa: PLC0415  # slow to import

    return HtmlWriter()


def cells_of(table: str, definitions: Definitions) -> Cells:
    """Return the words in the cells of a table in Markdown."""
    from whinchat.markdown import table_cells  # noqa: PLC0415  # slow to import

    return table_cells.cells_of(table, definitions)


def cells_in(tokens: "Sequence[Token]") -> Cells:
    """Return the words in the cells among a table's tokens."""
    from whinchat.markdown import table_cells  # noqa: PLC0415  # slow to import

    return table_cells.cells_in(tokens)


def load_parser() -> None:
    """Import and build the parser now."""
    tokens_of("")
    new_splitter()


def last_numbers(tokens: "Sequence[Token]") -> list[int]:
    """Return the numbers of the last items of ordered lists, in the order in which these begin."""
    found: list[int] = []
    open_lists: list[int | None] = []
    for token in tokens:
        match token.type:
            case "ordered_list_open":
                open_lists.append(len(found))
                found.append(int(token.attrs.get("start", 1)) - 1)
            case "bullet_list_open":
                open_lists.append(None)
            case "ordered_list_close" | "bullet_list_close":
                open_lists.pop()
            case "list_item_open" if (place := open_lists[-1]) is not None:
                found[place] += 1
    return found
