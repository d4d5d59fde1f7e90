"""Which text is a formula, which is money, and that it costs no more than its length."""

from collections.abc import Callable
from time import process_time

import pytest
from markdown_it.token import Token

from whinchat.markdown.blocks import Block, BlockKind
from whinchat.markdown.formulas import source_of
from whinchat.markdown.parser import parse
from whinchat.markdown.splitter import BlockSplitter, split


def formulas(text: str) -> list[str]:
    """Return the TeX of each formula, displayed ones in brackets."""
    found = []
    for token in parse(text):
        if token.type == "math_block":
            found.append(f"[{token.content}]")
        found += [
            f"[{child.content}]" if child.meta["display"] else child.content
            for child in token.children or ()
            if child.type == "math_inline"
        ]
    return found


def cells(text: str) -> list[str]:
    return [token.content for token in parse(text) if token.type == "inline"]


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("so $x$ is", ["x"]),
        ("($a$), $b$; “$c$”", ["a", "b", "c"]),
        ("$x$-axis, the $n$th and the $k$-th", ["x", "n", "k"]),
        ("其中$x$是", ["x"]),
        (r"$\$5$ and $a\_b$", [r"\$5", r"a\_b"]),
        ("$3$ of $2n + 1$", ["3", "2n + 1"]),
        (r"a \(x_1\) b \( y \)", ["x_1", " y "]),
        ("then $$x$$ is", ["[x]"]),
        (r"then \[x = 1\] is", ["[x = 1]"]),
        (r"\(ABC\) and \(5\)", ["ABC", "5"]),
        (r"\(a \\(b)\)", [r"a \\(b)"]),
        (r"\[a \\[2pt] b\] c", [r"[a \\[2pt] b]"]),
        ("**$x$** and *a $y$*", ["x", "y"]),
        ("# About $x$", ["x"]),
        ("- one $a$\n- two \\(b\\)", ["a", "b"]),
        ("| a | b |\n|---|---|\n| $x$ | $|y|$ |", ["x", "|y|"]),
        ("$a\nb$", ["a\nb"]),
    ],
)
def test_a_formula_in_a_line_is_one(text: str, tex: list[str]) -> None:
    assert formulas(text) == tex


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $10",
        "$5-$10",
        "$5\u2013$10",
        "US$5 or A$6",
        "$HOME/$USER",
        "$PATH:$HOME",
        "costs $3.50, or $4",
        "5$ and 10$ more",
        "between $5 and up to 10$",
        "$5 | $6",
        "($AAPL) ($TSLA)",
        r"\$x\$",
        "`$x$`",
        "```\n$x$\n```",
        "$5 `$`",
        "$ x $",
        "$$",
        "$$$ and $$$",
        "$$$$",
        r"\\(x\\)",
        r"\[1\] and \[see there\]",
        r"\[ \] open",
        r"\(or not\)",
        "$",
        "\\",
    ],
)
def test_money_names_and_code_are_no_formulas(text: str) -> None:
    assert formulas(text) == []


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("$$\nx\n$$", "x"),
        ("$$x$$", "x"),
        ("$$ x\n+ y\n- z $$", "x\n+ y\n- z"),
        ("\\[\nx\n= y\n\\]", "x\n= y"),
        ("\\[ x \\\\[2pt] y \\].", "x \\\\[2pt] y."),
        ("\\begin{align}\na &= b\n\\end{align}", "\\begin{align}\na &= b\n\\end{align}"),
        ("- item\n\n  $$\n  x\n  y\n  $$", "x\ny"),
        ("- item\n  \\[\n  x\n  \\]", "x"),
        ("> $$\n> x\n> $$", "x"),
        ("text\n$$\nx\n$$\nmore", "x"),
    ],
)
def test_a_formula_on_its_own_lines_is_displayed(text: str, tex: str) -> None:
    assert formulas(text) == [f"[{tex}]"]


def test_a_displayed_formula_is_a_block_of_its_own() -> None:
    text = "So\n$$\nx\n\n$$\ny\n$$\n\\[a=1\\]\n"

    assert [(block.kind.value, block.text) for block in split(text)] == [
        ("paragraph", "So"),
        ("paragraph", "$$\nx"),
        ("math", "$$\ny\n$$"),
        ("math", "\\[a=1\\]"),
    ]


@pytest.mark.parametrize(
    "text",
    ["$$\nx", "$$\n*x*\n\ny\n$$", "\\[\nx\n# Head\n\\]", "$$\nx\n```\n$$\n```", "$$\n$$"],
)
def test_a_formula_without_an_end_is_shown_as_it_is(text: str) -> None:
    assert formulas(text) == []
    first = split(text)[0]
    children = [child for token in parse(first.text) for child in token.children or ()]
    assert "\n".join(c.content for c in children if c.type == "text") == first.text


def test_dollars_that_a_paragraph_has_opened_are_closed_by_a_line_of_dollars() -> None:
    assert formulas("So we have: $$\nx\n$$\nwhere **x** is") == ["[\nx\n]"]


def test_words_behind_a_displayed_formula_stay_words() -> None:
    text = "$$\nx\n+ y $$ where **z**\n\\[a=1\\] and `b`"

    assert formulas(text) == ["[\nx\n+ y ]", "[a=1]"]
    shown = [child.content for token in parse(text) for child in token.children or ()]
    assert {"z", "b"} <= set(shown)


def test_the_pipe_in_a_formula_is_no_border_of_a_cell() -> None:
    table = "| $|a|$ | \\(b|c\\) |\n|---|---|\n| $5 | $6 |\n| `|` | x |"

    assert cells(table) == ["$|a|$", "\\(b|c\\)", "$5", "$6", "`", "`"]


def test_pipes_in_code_survive() -> None:
    assert split("```a$x|y$\n$a|b$\n```") == (Block(BlockKind.CODE, "$a|b$", "a$x|y$"),)


@pytest.mark.parametrize("text", ["$a$", "$$a$$ b", r"\(a\)", r"\[a=1\] b", "$$\na\n$$"])
def test_a_formula_remembers_how_it_was_written(text: str) -> None:
    tokens = [token for parsed in parse(text) for token in (parsed, *(parsed.children or ()))]
    source = next(source_of(token) for token in tokens if token.type.startswith("math"))

    assert text.replace("\n", "").startswith(source)


def test_an_unfinished_formula_shows_its_source_until_it_ends() -> None:
    splitter = BlockSplitter()
    seen = []
    for character in "$$\nx_1 * y\n+ z * a\n$$\n":
        splitter.feed(character)
        tail = splitter.tail()
        if tail and not splitter.frozen:
            seen.append(_shown(parse(tail.text)))

    assert all(text and "$$\nx_1 * y\n+ z * a\n$".startswith(text) for text in seen[:-1])
    assert [block.kind for block in splitter.frozen] == [BlockKind.MATH]


def _shown(tokens: list[Token] | tuple[Token, ...] | object) -> str:
    assert isinstance(tokens, list)
    children = [child for token in tokens for child in token.children or ()]
    return "".join(child.content or "\n" for child in children)


_UNMATCHED: dict[str, Callable[[int], str]] = {
    "dollars": lambda n: "$a " * n,
    "tight dollars": lambda n: "a $b" * n,
    "double dollars": lambda n: "$$a `" * n,
    "brackets": lambda n: "\\(a " * n,
    "square brackets": lambda n: "\\[a " * n,
    "lines of dollars": lambda n: "$$ a\n" * n,
    "lines of brackets": lambda n: "\\[ a\n" * n,
    "environments": lambda n: "\\begin{align} a\n" * n,
    "many environments": lambda n: "\\begin{align}\n\\begin{gather}\n\\[\n" * n,
    "quotes": lambda n: "> $$\n" * n,
    "items": lambda n: "- $$\n" * n,
    "rows": lambda n: "|$a|b|\n|-|-|\n" * n,
}


@pytest.mark.parametrize("name", _UNMATCHED)
def test_the_time_for_unmatched_signs_grows_with_their_number(name: str) -> None:
    def seconds(pieces: int) -> float:
        text = _UNMATCHED[name](pieces)
        start = process_time()
        parse(text)
        split(text)
        return process_time() - start

    def grows_as_it_should() -> bool:
        small, middle, large = (min(seconds(n) for _ in range(2)) for n in (750, 1_500, 3_000))
        return large <= 2.6 * middle + 0.005 and middle <= 2.6 * small + 0.005

    assert any(grows_as_it_should() for _ in range(4))
