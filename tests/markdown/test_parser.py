"""What the parser makes of a block, and that no text can hold it up."""

from time import process_time

import pytest
from hypothesis import given, settings
from markdown_it.token import Token

from fakes.markdown_texts import documents
from whinchat.markdown.blocks import Definition
from whinchat.markdown.parser import parse, task_state


def inlines(text: str, definitions: dict[str, Definition] | None = None) -> list[Token]:
    return [child for token in parse(text, definitions or {}) for child in token.children or ()]


def links(text: str) -> list[str]:
    return [str(token.attrs["href"]) for token in inlines(text) if token.type == "link_open"]


def shown(text: str) -> str:
    """Return the characters that a reader sees."""
    return "".join(
        child.content or ("\n" if child.type.endswith("break") else "") for child in inlines(text)
    )


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[a](https://example.org/x)", "https://example.org/x"),
        ("[a](HTTP://example.org)", "HTTP://example.org"),
        ("<https://example.org>", "https://example.org"),
        ("<me@example.org>", "mailto:me@example.org"),
        ("see https://example.org/a_b_(c), or", "https://example.org/a_b_(c)"),
        ("(http://example.org/x).", "http://example.org/x"),
        ("https://example.org/ä", "https://example.org/%C3%A4"),
        ("见https://example.org/x。谢谢", "https://example.org/x"),
        ("**https://example.org/x**", "https://example.org/x"),
    ],
)
def test_links_to_the_web_and_to_mail_are_links(text: str, href: str) -> None:
    assert links(text) == [href]


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert(1))",
        "[a](file:///etc/passwd)",
        "[a](data:text/html,x)",
        "![a](file:///etc/passwd)",
        "[a](//example.org)",
        "<vbscript:x>",
        "README.md and main.py",
        "http://",
        "xhttp://example.org",
        "`https://example.org`",
        "[x]: javascript:x",
    ],
)
def test_everything_else_stays_the_text_it_is(text: str) -> None:
    assert links(text) == []
    assert "image" not in {token.type for token in inlines(text)}
    assert shown(text).strip("`") == text.strip("`")


def test_html_stays_text() -> None:
    text = "std::vector<int> <script>alert(1)</script> <font>x</font>"

    assert shown(text) == text


def test_a_link_finds_its_definition() -> None:
    definitions = {"THERE": Definition("https://example.org", "a title")}
    link = next(token for token in inlines("[here][there]", definitions) if token.attrs)

    assert link.attrs == {"href": "https://example.org", "title": "a title"}


def test_tasks_say_whether_they_are_done() -> None:
    states = [task_state(token) for token in inlines("- [x] one\n- [ ] two\n- three")]

    assert [state for state in states if state is not None] == [True, False]


@pytest.mark.parametrize(
    "deep", ["> " * 60 + "deep", "\n".join("  " * n + "- x" for n in range(60))]
)
def test_what_is_nested_too_deep_is_shown_as_it_is(deep: str) -> None:
    assert shown(deep) == deep


@pytest.mark.parametrize("mark", ["- ", "1. ", "> ", "> - ", "- > 1) "])
def test_only_the_block_that_is_nested_too_deep_is_shown_as_it_is(mark: str) -> None:
    deep = mark * 150 + "**deep**"

    tokens = parse(f"{deep}\n\nSome **words**.\n\n## Head")

    opened = [token.type for token in tokens if token.nesting > 0]
    assert opened == ["paragraph_open", "paragraph_open", "heading_open"]
    assert next(token.content for token in tokens if token.type == "inline") == deep
    assert "strong_open" in {child.type for child in tokens[4].children or ()}


@pytest.mark.parametrize("size", [20_000, 150_000])
def test_a_paragraph_that_is_too_long_is_shown_as_it_is(size: int) -> None:
    text = "**word** <b>\n" * (size // 13)

    assert shown(text.strip()) == text.strip()


@given(documents)
@settings(max_examples=300, deadline=None)
def test_any_text_has_tokens(text: str) -> None:
    tokens = parse(text)

    assert sum(token.nesting for token in tokens) == 0


HOSTILE = [
    *("![[]()", "**a ", "*a **b ", "> ", "[", "[a](", "`a``b", "_a", "<", "http://a", "https://(("),
    *("https://e.org/a,", "\\", "&#", "~~a", "![](", "a@b.c ", "[a](<b", "[a][b]", "&amp;", "|"),
    *("<http://a", "a\n", "- a\n", "- ", "1. ", "|a|b|\n|-|-|\n", "```\n", "[a]: http://b\n", "\t"),
    *("***", "# ", "a*", "[]()", "((", "\u202e", "a  \n", "> - ", "<!--", "~~~x\n"),
]


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_the_time_for_a_hostile_text_grows_with_its_length(piece: str) -> None:
    def seconds(characters: int) -> float:
        text = (piece * (characters // len(piece) + 1))[:characters]
        start = process_time()
        parse(text)
        return process_time() - start

    def grows_as_it_should() -> bool:
        # Four times the text: four times the work, or sixteen times where it is squared; what
        # takes no longer than a frame at the longest text that is parsed may do as it likes.
        small, large = (min(seconds(n) for _ in range(3)) for n in (2_000, 8_000))
        return large <= 8 * small + 0.016

    assert any(grows_as_it_should() for _ in range(4))
