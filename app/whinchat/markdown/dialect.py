"""The Markdown that is spoken here: CommonMark, tables, strikethrough, tasks and bare links."""

import re
from functools import cache

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin

DEEPEST_NESTING = 20
"""Quotes and lists inside each other. The parser leaves out what lies deeper."""

_MAY_LEAD_TO = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


@cache
def dialect() -> MarkdownIt:
    """Return the configured parser, built at the first use.

    HTML stays text, and a link that leads elsewhere than to the web or a mail stays its source.
    """
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True})
    parser.options["maxNesting"] = DEEPEST_NESTING
    parser.enable(["table", "strikethrough", "linkify"])
    parser.use(tasklists_plugin)
    parser.validateLink = leads_somewhere_safe  # type: ignore[method-assign]  # its documented seam
    # Without this "README.md" and "main.py" become links: both end in top-level domains.
    parser.linkify = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False})
    return parser


def leads_somewhere_safe(url: str) -> bool:
    """Tell whether a link may be followed: http, https and mailto."""
    return _MAY_LEAD_TO.match(url) is not None
