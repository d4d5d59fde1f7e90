"""A conversation as text to read anywhere: without marks, with code and tables in their place."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import indent

from markdown_it.tree import SyntaxTreeNode

from whinchat.domain.parts import Citation
from whinchat.markdown.blocks import Definitions
from whinchat.markdown.footnotes import NOTE
from whinchat.markdown.formulas import source_of
from whinchat.markdown.parser import parse, task_state
from whinchat.markdown.splitter import BlockSplitter
from whinchat.markdown.trees import tree_of
from whinchat.storage.exchange.record import Piece, PieceKind, Record, Turn

_CODE_INDENT = "    "
_RULE = "* * *"


def to_text(record: Record) -> Iterator[str]:
    """Yield the record as plain text."""
    yield f"{_underlined(record.title, '=')}\n"
    for paragraph in _paragraphs(record):
        yield f"\n{paragraph}\n"


def _paragraphs(record: Record) -> Iterator[str]:
    if record.time:
        yield record.time
    if record.instructions.strip():
        yield _underlined("Instructions", "-")
        yield record.instructions.strip("\n")
    for chapter in record.chapters():
        if chapter.title:
            yield _underlined(chapter.title, "=")
            yield chapter.origin
        for turn in chapter.turns:
            yield from _turn(turn)


def _turn(turn: Turn) -> Iterator[str]:
    yield _underlined(", ".join(filter(None, (turn.speaker, turn.facts))), "-")
    yield from filter(None, (_piece(piece, turn) for piece in turn.pieces))
    if turn.sources:
        yield "\n".join(_sources(turn.sources))
    yield from filter(None, (turn.ending, turn.cost))


def _underlined(line: str, mark: str) -> str:
    return f"{line}\n{mark * len(line)}"


def _piece(piece: Piece, turn: Turn) -> str:
    match piece.kind:
        case PieceKind.TEXT:
            return piece.text.strip("\n") if turn.is_users else unmarked(piece.text)
        case PieceKind.REASONING:
            return f"Reasoning:\n\n{indent(unmarked(piece.text), _CODE_INDENT)}"
        case PieceKind.CODE:
            return f"{piece.label}:\n\n{indent(piece.text, _CODE_INDENT)}"
        case PieceKind.NOTE | PieceKind.PICTURE:
            return piece.text


def _sources(sources: Sequence[Citation]) -> Iterator[str]:
    for number, source in enumerate(sources, start=1):
        yield f"{number}. {' '.join(f'{source.title} {source.url}'.split())}"


def unmarked(text: str) -> str:
    """Return Markdown as the text that a reader of it sees."""
    splitter = BlockSplitter()
    splitter.feed(text)
    splitter.finish()
    return "\n\n".join(
        indent(block.text, _CODE_INDENT)
        if block.kind == "code"
        else _unmarked_block(block.text, splitter.definitions)
        for block in splitter.frozen
    )


def _unmarked_block(text: str, definitions: Definitions) -> str:
    with tree_of(parse(text, definitions)) as root:
        return "\n\n".join(map(_block, root.children))


def _block(node: SyntaxTreeNode) -> str:
    write = _BLOCKS.get(node.type)
    return write(node) if write is not None else _inside(node)


def _inside(node: SyntaxTreeNode, between: str = "\n\n") -> str:
    return between.join(map(_block, node.children))


def _code(node: SyntaxTreeNode) -> str:
    return indent(node.content.removesuffix("\n"), _CODE_INDENT)


def _quote(node: SyntaxTreeNode) -> str:
    return indent(_inside(node), "> ", lambda _line: True)


def _list(node: SyntaxTreeNode) -> str:
    first = int(str(node.attrs.get("start", 1)))
    is_ordered = node.type == "ordered_list"
    items = []
    for number, item in enumerate(node.children, first):
        mark = f"{number}. " if is_ordered else "- "
        is_tight = all(child.hidden for child in item.children if child.type == "paragraph")
        body = indent(_inside(item, "\n" if is_tight else "\n\n"), " " * len(mark))
        items.append(mark + body[len(mark) :])
    return "\n".join(items)


def _note(node: SyntaxTreeNode) -> str:
    return f"[{node.meta['number']}] {_inside(node)}"


def _table(node: SyntaxTreeNode) -> str:
    rows = [
        [_inside(cell) for cell in row.children] for part in node.children for row in part.children
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-+-".join("-" * width for width in widths), *lines[1:]])


def _words(node: SyntaxTreeNode) -> str:
    return "".join(_inline(node.children))


def _inline(nodes: Iterable[SyntaxTreeNode]) -> Iterator[str]:
    for node in nodes:
        match node.type:
            case "text" | "code_inline":
                yield node.content
            case "link":
                words = "".join(_inline(node.children))
                yield words + _address(str(node.attrs["href"]), words)
            case "image":
                yield node.content + _address(str(node.attrs["src"]), node.content)
            case kind if kind in _SIGNS:
                yield _SIGNS[kind](node)
            case _:
                yield from _inline(node.children)


def _box(node: SyntaxTreeNode) -> str:
    return "[x]" if node.token and task_state(node.token) else "[ ]"


def _formula(node: SyntaxTreeNode) -> str:
    return source_of(node.token) if node.token else ""


def _address(href: str, words: str) -> str:
    return "" if href.removeprefix("mailto:") == words else f" ({href})"


_SIGNS: dict[str, Callable[[SyntaxTreeNode], str]] = {
    "softbreak": lambda _node: "\n",
    "hardbreak": lambda _node: "\n",
    "html_inline": _box,
    "math_inline": _formula,
    "footnote_ref": lambda node: f"[{node.meta['number']}]",
}
_BLOCKS: dict[str, Callable[[SyntaxTreeNode], str]] = {
    "inline": _words,
    "fence": _code,
    "code_block": _code,
    "blockquote": _quote,
    "bullet_list": _list,
    "ordered_list": _list,
    "table": _table,
    "math_block": _formula,
    NOTE: _note,
    "hr": lambda _node: _RULE,
}
