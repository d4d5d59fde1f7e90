"""Markdown to HTML that is inert: no script, no style, no picture, nothing that is fetched."""

from html import escape

from markdown_it.tree import SyntaxTreeNode

from whinchat.markdown.blocks import BlockKind
from whinchat.markdown.parser import parse, task_state
from whinchat.markdown.splitter import BlockSplitter

_LONGEST_COLOURED = 50_000
"""Characters of code. Lexers take long for more."""
_EMPTY_ELEMENTS = {"hr": "<hr>\n", "hardbreak": "<br>\n", "softbreak": "\n"}
_KEPT_ATTRIBUTES: tuple[str, ...] = ("href", "start", "class")


def words_to_html(text: str) -> str:
    """Return Markdown as HTML."""
    splitter = BlockSplitter()
    splitter.feed(text)
    splitter.finish()
    return "".join(
        code_to_html(block.text, block.info)
        if block.kind is BlockKind.CODE
        else _inside(SyntaxTreeNode(parse(block.text, splitter.definitions)))
        for block in splitter.frozen
    )


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


def _html(node: SyntaxTreeNode) -> str:
    match node.type:
        case "text":
            return escape(node.content)
        case "fence" | "code_block":
            return code_to_html(node.content.removesuffix("\n"), node.info)
        case "image":
            # A picture is named and linked: to show it would be to fetch it.
            source = str(node.attrs["src"])
            return link_to_html(source, node.content or source)
        case "html_inline":
            return "\u2611" if node.token and task_state(node.token) else "\u2610"
        case "hr" | "hardbreak" | "softbreak":
            return _EMPTY_ELEMENTS[node.type]
        case _:
            return _element(node)


def _element(node: SyntaxTreeNode) -> str:
    inside = escape(node.content) if node.type == "code_inline" else _inside(node)
    if not node.tag or (node.type == "paragraph" and node.hidden):
        return inside
    end = "\n" if node.block else ""
    return f"<{node.tag}{_attributes(node)}>{inside}</{node.tag}>{end}"


def _inside(node: SyntaxTreeNode) -> str:
    return "".join(map(_html, node.children))


def _attributes(node: SyntaxTreeNode) -> str:
    """Return what an element needs; alignment as a class, since the page allows no other style."""
    own = {str(name): str(value) for name, value in node.attrs.items()}
    kept = {name: own[name] for name in _KEPT_ATTRIBUTES if name in own}
    if alignment := own.get("style", "").removeprefix("text-align:"):
        kept["class"] = alignment
    if "href" in kept:
        kept["rel"] = "noopener noreferrer"
    return "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
