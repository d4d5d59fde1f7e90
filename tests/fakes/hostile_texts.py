"""Texts that hold up careless programs: families of any length, by name."""

from collections.abc import Callable
from itertools import count

Family = Callable[[int], str]
"""From a number of characters to a text of about that many."""


def repeated(unit: str, before: str = "", after: str = "") -> Family:
    """Return a family: one piece again and again, between two others."""
    return lambda size: before + unit * max(1, size // len(unit)) + after


def nested(opening: str, closing: str, words: str = "deep") -> Family:
    """Return a family: brackets of a kind, opened all and then closed all."""

    def make(size: int) -> str:
        depth = max(1, size // (len(opening) + len(closing)))
        return opening * depth + words + closing * depth

    return make


def numbered(line: str, before: str = "", after: str = "") -> Family:
    """Return a family: a line with its number in it, again and again."""

    def make(size: int) -> str:
        lines: list[str] = []
        length = 0
        for number in count(1):
            lines.append(line.format(n=number))
            length += len(lines[-1])
            if length >= size:
                return before + "".join(lines) + after
        return ""

    return make


def growing(mark: str, limit: int = 2_000) -> Family:
    """Return a family: runs of a mark, each longer than the one before."""

    def make(size: int) -> str:
        runs: list[str] = []
        length = 0
        for number in count(1):
            runs.append(mark * (number % limit + 1) + " a ")
            length += len(runs[-1])
            if length >= size:
                return "".join(runs)
        return ""

    return make


def fenced(unit: str, language: str = "") -> Family:
    """Return a family: a block of code of one piece again and again."""
    return repeated(unit, f"```{language}\n", "\n```")


def _stairs(size: int) -> str:
    """Return a list each of whose items lies in the one before."""
    lines: list[str] = []
    length = 0
    while length < size:
        depth = len(lines) % 200
        lines.append(" " * 2 * depth + "- x")
        length += len(lines[-1]) + 1
    return "\n".join(lines)


def _wide_table(size: int) -> str:
    columns = max(1, size // 12)
    row = "|a" * columns + "|\n"
    return row + "|-" * columns + "|\n" + row * 4


def _square_table(size: int) -> str:
    side = max(1, int((size / 3) ** 0.5))
    return "|a" * side + "|\n" + "|-" * side + "|\n" + ("|bc" * side + "|\n") * side


BLOCKS: dict[str, Family] = {
    "quotes deep": nested(">", ""),
    "quotes deep, spaced": nested("> ", ""),
    "quotes on each line": repeated("> > > > a\n"),
    "lists deep": _stairs,
    "lists in one line": nested("- ", ""),
    "numbers in one line": nested("1. ", ""),
    "quotes and lists": nested("> - ", ""),
    "items": repeated("- item of a list\n"),
    "items, numbered": numbered("{n}. item\n"),
    "items, loose": repeated("- item\n\n"),
    "items without words": repeated("-\n"),
    "items, marks in turn": repeated("- a\n+ b\n* c\n"),
    "items, boxes": repeated("- [ ] a\n- [x] b\n"),
    "headings": repeated("# heading\n"),
    "headings, underlined": repeated("heading\n===\n"),
    "underlined by nothing": repeated("=\n"),
    "rules": repeated("---\n"),
    "rules that are none": repeated("* * * a "),
    "table, long": repeated("| a | b |\n", "| a | b |\n|---|---|\n"),
    "table, wide": _wide_table,
    "table, square": _square_table,
    "table, all head": repeated("|a", "", "|\n|-|\n"),
    "table without end": repeated("|-", "|a|\n"),
    "tables": repeated("|a|b|\n|-|-|\n|1|2|\n\n"),
    "definitions": numbered("[label{n}]: https://example.org/{n}\n", after="\n[label1]"),
    "definition without end": repeated("a", "[", "]: x"),
    "definitions, same": repeated("[a]: /b\n"),
    "references": repeated("[a] ", "[a]: https://example.org\n\n"),
    "footnotes": numbered("a[^{n}]\n\n[^{n}]: note\n\n"),
    "footnotes, undefined": numbered("[^{n}] "),
    "blocks of HTML": repeated("<div>\n"),
    "comments of HTML": repeated("<!-- "),
    "indented code": repeated("    code\n\n"),
    "tabs": repeated("\t"),
    "tabs and items": repeated("-\t-\t"),
    "fences, open": repeated("```\n"),
    "fences, longer and longer": growing("`"),
    "tildes": growing("~"),
    "paragraphs": repeated("words of a paragraph\n\n"),
    "line ends": repeated("\n"),
    "line ends, Windows": repeated("\r\n", "a", "b"),
    "line ends, old": repeated("a\r"),
    "lines": repeated("a line\n"),
}

INLINE: dict[str, Family] = {
    "emphasis, open": repeated("*a "),
    "emphasis, closed": repeated("a* "),
    "emphasis, deep": nested("*a ", " a*"),
    "emphasis, mixed": repeated("*_**__a"),
    "strikes": repeated("~~a "),
    "brackets, open": repeated("["),
    "brackets, deep": nested("[", "]"),
    "brackets, closed": repeated("]"),
    "links, open": repeated("[a]("),
    "links, unclosed target": repeated("[a](<b"),
    "links": repeated("[a](https://example.org) "),
    "pictures, open": repeated("![[]("),
    "pictures, deep": nested("![", "](a)"),
    "parentheses": nested("[a](" + "(" * 40, ")"),
    "ticks, longer and longer": growing("`", 300),
    "ticks, odd": repeated("`a``b"),
    "backslashes": repeated("\\"),
    "escapes": repeated("\\*"),
    "entities": repeated("&amp;"),
    "entities, unknown": repeated("&abcdefgh;"),
    "entities, numbers": repeated("&#1234567;"),
    "addresses": repeated("https://example.org/a "),
    "addresses, bare": repeated("http://a"),
    "addresses, parentheses": repeated("https://a.b/(", ""),
    "mail": repeated("a@b.c "),
    "angles": repeated("<"),
    "angles, closed": repeated("<a@b.c>"),
    "HTML": repeated("<b>a</b>"),
    "HTML, attributes": repeated(" a='b'", "<x"),
    "dollars": repeated("$"),
    "dollars and words": repeated("$a $b$ "),
    "formulas": repeated("$x^2$ "),
    "formulas, shown": repeated("$$\nx\n$$\n\n"),
    "formula, deep": nested("{", "}", "x"),
    "formula, long": repeated("x+", "$$", "y$$"),
    "formula, fractions": repeated("\\frac{", "$", "$"),
    "breaks": repeated("a  \nb\\\n"),
}

CHARACTERS: dict[str, Family] = {
    "one letter": repeated("x"),
    "one word after the other": repeated("word "),
    "spaces": repeated(" ", "a", "b"),
    "marks on one letter": repeated("\u0301", "a"),
    "marks on each letter": repeated("a\u0301\u0302\u0303\u0304"),
    "right to left": repeated("\u05e9\u05dc\u05d5\u05dd "),
    "both directions": repeated("\u05d0 a "),
    "directions pushed": repeated("\u202e\u2066a"),
    "directions popped": repeated("\u202c\u2069"),
    "nothing to see": repeated("\u200b\u200c\u200d\u2060"),
    "joined pictures": repeated("\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d"),
    "flags": repeated("\U0001f1e9\U0001f1ea"),
    "tag characters": repeated("\U000e0061"),
    "null": repeated("\0a"),
    "separators": repeated("a\u2028b\u2029"),
    "next lines": repeated("a\u0085\x0b\x0c"),
    "halves of characters": repeated("\ud83d a \ude00"),
    "private": repeated("\ue000\ufffe\uffff"),
    "object": repeated("\ufffc"),
    "escapes of a terminal": repeated("\x1b[31m"),
    "wide": repeated("\u6f22\u5b57"),
    "soft hyphens": repeated("a\u00ad"),
    "width of ligatures": repeated("\ufdfd"),
    "Thai": repeated("\u0e20\u0e32\u0e29\u0e32"),
}

CODE: dict[str, Family] = {
    "code, one line": fenced("x"),
    "code, lines": fenced("x = 1\n", "python"),
    "code, empty lines": fenced("\n"),
    "code, tabs": fenced("\t"),
    "code, directions": fenced("\u202ea"),
    "code, open string": fenced('"\\', "python"),
    "code, open brackets": fenced("[", "javascript"),
    "code, slashes": fenced("/a", "javascript"),
    "code, templates": fenced("`${", "javascript"),
    "code, angles": fenced("<a ", "html"),
    "code, closed tags": fenced("</", "html"),
    "code, heredocs": fenced("<<a\n", "bash"),
    "code, dollars": fenced("$(", "bash"),
    "code, comments": fenced("/*", "c"),
    "code, templates in C++": fenced("a<", "cpp"),
    "code, attributes": fenced("#[", "rust"),
    "code, quotes in SQL": fenced("'", "sql"),
    "code, YAML": fenced("- " * 20 + "\n", "yaml"),
    "code, JSON": fenced('{"a":', "json"),
    "code, CSS": fenced("a{", "css"),
    "code, Perl": fenced("s/a", "perl"),
    "code, Ruby": fenced("%w[", "ruby"),
    "code, Lisp": fenced("(", "lisp"),
    "code, Haskell": fenced("{-", "haskell"),
    "code, Markdown": fenced("[a](", "markdown"),
    "code, TeX": fenced("\\begin{", "latex"),
    "code, PHP": fenced("<?php '", "php"),
    "code, a difference": fenced("+a\n-b\n", "diff"),
}

FAMILIES: dict[str, Family] = {**BLOCKS, **INLINE, **CHARACTERS, **CODE}
