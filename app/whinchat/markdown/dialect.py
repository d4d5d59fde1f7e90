"""The Markdown spoken here: CommonMark, tables, tasks, bare links, formulas, notes and more."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore, block
from markdown_it.token import Token
from mdit_py_plugins.tasklists import tasklists_plugin

from whinchat.markdown.bare_links import bare_link
from whinchat.markdown.footnotes import note, note_reference
from whinchat.markdown.formula_blocks import AS_WRITTEN, formula_block
from whinchat.markdown.formulas import formula
from whinchat.markdown.html_tags import html_tag, paired
from whinchat.markdown.table_pipes import hide_pipes, show_pipes

DEEPEST_NESTING = 40
"""Levels of tokens: a quote takes one, a list two."""
LONGEST_INLINE = 10_000
"""Characters of a paragraph, heading or cell. A longer one is shown as the text it is."""

_DEEPEST_CONTAINER = DEEPEST_NESTING - 2
"""The level from which on no quote and no list begins."""
_CONTAINERS: tuple[tuple[str, RuleFuncBlockType, list[str]], ...] = (
    ("blockquote", blockquote, ["paragraph", "reference", "blockquote", "list"]),
    ("list", list_block, ["paragraph", "reference", "blockquote"]),
)
"""Name, rule, and which rules' blocks it ends, as CommonMark has it."""

_INTERRUPTED = ["paragraph", "reference", "blockquote", "list"]
"""The rules whose blocks a formula or a note ends."""

_MAY_LEAD_TO = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


@cache
def dialect() -> MarkdownIt:
    """Return the configured parser, built at the first use.

    HTML stays text but for a few tags. A link that leads elsewhere than to the web or a mail stays
    its source.
    More syntax joins here: rules of the parser, or plugins.
    """
    parser = MarkdownIt("commonmark", {"html": False})
    parser.options["maxNesting"] = DEEPEST_NESTING
    parser.enable(["table", "strikethrough"])
    for name, rule, ended_by_it in _CONTAINERS:
        parser.block.ruler.at(name, _up_to_the_deepest(rule), {"alt": ended_by_it})
    parser.block.ruler.before("fence", "formula_block", formula_block, {"alt": _INTERRUPTED})
    parser.block.ruler.before("reference", "note", note, {"alt": _INTERRUPTED})
    parser.inline.ruler.before("escape", "formula", formula)
    parser.inline.ruler.before("link", "note_reference", note_reference)
    parser.inline.ruler.before("autolink", "html_tag", html_tag)
    parser.inline.ruler.push("bare_link", bare_link)
    parser.core.ruler.at("block", _parse_blocks)
    parser.core.ruler.at("inline", _parse_inlines)
    parser.use(tasklists_plugin)
    parser.validateLink = leads_somewhere_safe  # type: ignore[method-assign]  # its documented seam
    parser.parse("x")  # Compiles its rules, which two threads must not do at once.
    return parser


def leads_somewhere_safe(url: str) -> bool:
    """Tell whether a link may be followed: http, https and mailto."""
    return _MAY_LEAD_TO.match(url) is not None


def as_written(text: str) -> list[Token]:
    """Return the inline tokens of a text without markup: its lines, each break a break."""
    tokens: list[Token] = []
    for line in text.split("\n"):
        if tokens:
            tokens.append(Token("softbreak", "br", 0))
        tokens.append(Token("text", "", 0, content=line))
    return tokens


def _up_to_the_deepest(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    """Return the rule of a quote or a list, which finds none inside what is nested too deep.

    What is in there is a paragraph then. Left to its own limit, markdown-it skips all lines to
    the end of the text, also those below the block.
    """

    def bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's shape
        is_too_deep = not silent and state.level >= _DEEPEST_CONTAINER
        return not is_too_deep and rule(state, start, end, silent)

    return bounded


def _parse_blocks(state: StateCore) -> None:
    written = state.src
    state.src = hide_pipes(written)
    block(state)
    if state.src != written:
        show_pipes(state.tokens)
        state.src = written


def _parse_inlines(state: StateCore) -> None:
    for token in state.tokens:
        if token.type != "inline":
            continue
        if len(token.content) > LONGEST_INLINE or AS_WRITTEN in token.meta:
            token.children = as_written(token.content)
        else:
            children: list[Token] = []
            state.md.inline.parse(token.content, state.md, state.env, children)
            token.children = paired(children)
