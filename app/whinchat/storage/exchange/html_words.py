"""Words and code as the exported page shows them: its classes, its colours, no style inline."""

from collections.abc import Sequence
from html import escape

from markdown_it.tree import SyntaxTreeNode

from whinchat.markdown.citing import SourceSign
from whinchat.markdown.html import HtmlWriter

_LONGEST_COLOURED = 50_000
"""Characters of code. Lexers take long for more."""
_KEPT_ATTRIBUTES: tuple[str, ...] = ("href", "start", "class")


class _PageWriter(HtmlWriter):
    def code(self, code: str, info: str = "") -> str:
        return code_to_html(code, info)

    def image(self, source: str, words: str) -> str:
        # A picture is named and linked: to show it would be to fetch it.
        return link_to_html(source, words or source)

    def attributes(self, node: SyntaxTreeNode) -> dict[str, str]:
        """Return what an element needs; alignment as a class, since the page allows no style."""
        own = {str(name): str(value) for name, value in node.attrs.items()}
        kept = {name: own[name] for name in _KEPT_ATTRIBUTES if name in own}
        if alignment := own.get("style", "").removeprefix("text-align:"):
            kept["class"] = alignment
        if "href" in kept:
            kept["rel"] = "noopener noreferrer"
        return kept


def words_to_html(text: str, signs: Sequence[SourceSign] = ()) -> str:
    """Return Markdown as HTML, with the numbers of the sources that its words have."""
    return _PageWriter().words(text, signs)


def code_to_html(code: str, info: str = "") -> str:
    """Return a block of code, coloured where its language is known."""
    language = info.partition(" ")[0]
    label = f"<figcaption>{escape(language)}</figcaption>" if language else ""
    return f"<figure>{label}<pre><code>{_coloured(code, language)}</code></pre></figure>\n"


def link_to_html(href: str, words: str) -> str:
    """Return a link, which tells the page it leads to nothing about this one."""
    return f'<a href="{escape(href)}" rel="noopener noreferrer">{escape(words)}</a>'


def _coloured(code: str, language: str) -> str:
    from pygments import highlight  # noqa: PLC0415  # slow to import, and few exports need it
    from pygments.formatters.html import HtmlFormatter  # noqa: PLC0415  # slow to import
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415  # slow to import
    from pygments.util import ClassNotFound  # noqa: PLC0415  # slow to import

    try:
        if not language or len(code) > _LONGEST_COLOURED:
            return escape(code)
        lexer = get_lexer_by_name(language.lower(), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return escape(code)
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True))).removesuffix("\n")
