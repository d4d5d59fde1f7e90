"""Splitting while the text comes gives what splitting the whole text gives."""

import re
from collections.abc import Sequence
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from fakes.markdown_texts import cut_documents, documents
from whinchat.markdown.blocks import Block, BlockKind, Definition
from whinchat.markdown.dialect import dialect
from whinchat.markdown.splitter import BlockSplitter, split

MANY = settings(max_examples=150, deadline=None)


def normal(text: str) -> str:
    """Return a text as the parser sees it."""
    return re.sub(r"\r\n?", "\n", text).replace("\0", "\ufffd")


def top_tokens(text: str) -> list[Token]:
    return [token for token in dialect().parse(text) if token.level == 0 and token.nesting >= 0]


def blocks_of_whole(text: str) -> list[tuple[str, str]]:
    """Return the kind and the text of each block, straight from a parse of the whole text."""
    kinds = {"fence": "code", "code_block": "code", "hr": "rule", "blockquote_open": "quote"}
    kinds |= {"math_block": "math", "footnote_reference_open": "note"}
    lines = normal(text).split("\n")
    found = []
    for token in top_tokens(text):
        if token.type == "inline":
            continue
        kind = kinds.get(token.type, token.tag if token.tag == "table" else token.type)
        kind = re.sub("(bullet_|ordered_)?(.*)_open", r"\2", kind)
        start, end = token.map or (0, 0)
        source = re.sub(r"(\n[ \t]*)*\Z", "", "\n".join(lines[start:end]))
        is_code = kind == "code"
        found.append((kind, token.content.removesuffix("\n") if is_code else source))
    return found


def simple(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in blocks]


def without_empty_end_in_code(blocks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(kind, text.rstrip("\n") if kind == "code" else text) for kind, text in blocks]


@MANY
@given(documents)
def test_blocks_are_those_of_the_parser(text: str) -> None:
    assert simple(split(text)) == blocks_of_whole(text)


@MANY
@given(cut_documents())
def test_the_result_does_not_depend_on_where_the_text_is_cut(pieces: list[str]) -> None:
    splitter = BlockSplitter()
    for piece in pieces:
        splitter.feed(piece)
    splitter.finish()

    assert simple(splitter.frozen) == blocks_of_whole("".join(pieces))
    assert splitter.tail() is None


@MANY
@given(documents)
def test_whenever_a_line_has_ended_the_blocks_are_those_of_what_has_come(text: str) -> None:
    splitter = BlockSplitter()
    so_far = ""
    for line in normal(text).split("\n"):
        splitter.feed(line + "\n")
        so_far += line + "\n"
        tail = splitter.tail()
        shown = [*splitter.frozen, tail] if tail else splitter.frozen
        assert without_empty_end_in_code(simple(shown)) == without_empty_end_in_code(
            blocks_of_whole(so_far)
        )


@pytest.mark.parametrize("mark", ["- ", "1. ", "> ", "> - ", "- > 1) "])
@pytest.mark.parametrize("more", ["", "\nlazy", "\n\n"])
def test_what_is_nested_too_deep_ends_where_it_would_otherwise(mark: str, more: str) -> None:
    deep = f"{mark * 150}deep{more}"
    text = f"{deep}\n\nSome **words**.\n\n## Head\n"
    splitter = BlockSplitter()
    for character in text:
        splitter.feed(character)
    splitter.finish()

    assert simple(splitter.frozen) == simple(split(text)) == blocks_of_whole(text)
    assert [block.text for block in splitter.frozen] == [
        deep.rstrip("\n"),
        "Some **words**.",
        "## Head",
    ]


@MANY
@given(cut_documents())
def test_what_is_frozen_stays(pieces: list[str]) -> None:
    splitter = BlockSplitter()
    before: list[Block] = []
    for piece in pieces:
        splitter.feed(piece)
        assert list(splitter.frozen[: len(before)]) == before
        before = list(splitter.frozen)


@MANY
@given(cut_documents())
def test_definitions_are_those_of_the_whole_text(pieces: list[str]) -> None:
    env: dict[str, dict[str, dict[str, str]]] = {}
    tokens = dialect().parse("".join(pieces), env)
    splitter = BlockSplitter()
    for piece in pieces:
        splitter.feed(piece)
    splitter.finish()

    definitions = splitter.definitions
    assert {label: found for label, found in definitions.items() if not found.number} == {
        label: Definition(found["href"], found["title"])
        for label, found in env.get("references", {}).items()
    }
    assert {label: found.number for label, found in definitions.items() if found.number} == {
        token.meta["label"]: token.meta["number"]
        for token in tokens
        if token.type == "footnote_reference_open"
    }


@MANY
@given(documents)
def test_every_character_is_in_a_block_or_is_markup_around_one(text: str) -> None:
    lines = iter(normal(text).split("\n"))
    for block in split(text):
        for shown in filter(None, map(without_blanks, block.text.split("\n"))):
            while not (line := without_blanks(next(lines))).endswith(shown):
                assert is_markup_around_blocks(line)
    assert all(is_markup_around_blocks(without_blanks(line)) for line in lines)


def without_blanks(line: str) -> str:
    return line.strip(" \t")


def is_markup_around_blocks(line: str) -> bool:
    """Tell whether a line may be in no block: empty, a fence or a part of a definition."""
    return (
        re.fullmatch(r"|(`{3,}|~{3,}).*|\[(foo|bar)\]:.*|http://.*|['\"]?(title|end)['\"]?", line)
        is not None
    )


@given(
    st.integers(0, 30), st.sampled_from(["- item {}", "{}. item", "{}. item\n\n    more", "1. {}"])
)
@settings(max_examples=60, deadline=None)
def test_a_long_list_is_in_pieces_while_it_grows_and_whole_at_the_end(
    extra: int, item: str
) -> None:
    items = [item.format(number) + " word" * 40 for number in range(1, 30 + extra)]
    splitter = BlockSplitter()
    for line in items:
        splitter.feed(line + "\n")
    pieces = len(splitter.frozen)
    splitter.feed("\nAfter it.\n")
    splitter.finish()

    assert pieces > 1 or item == "1. {}", "only a list whose items count up may be cut"
    assert simple(splitter.frozen) == [("list", "\n".join(items)), ("paragraph", "After it.")]


def test_a_piece_of_a_long_list_begins_with_its_own_number() -> None:
    splitter = BlockSplitter()
    for number in range(1, 200):
        splitter.feed(f"{number}. {'word ' * 10}\n")

    seen = " ".join(block.text for block in splitter.frozen)
    numbers = [int(number) for number in re.findall(r"(\d+)\.", seen)]
    assert numbers == [*range(1, len(numbers) + 1)]
    assert len(numbers) > 100
    assert all(re.match(r"\d+\. ", block.text) for block in splitter.frozen)


def test_an_open_fence_shows_its_code_and_language() -> None:
    splitter = BlockSplitter()
    splitter.feed("Look:\n\n```python\nx = 1\n\nprint(")

    assert simple(splitter.frozen) == [("paragraph", "Look:")]
    assert splitter.tail() == Block(BlockKind.CODE, "x = 1\n\nprint(", "python", is_open=True)


def test_the_beginning_of_a_closing_fence_is_not_shown_as_code() -> None:
    splitter = BlockSplitter()
    splitter.feed("```\nx = 1\n``")

    assert splitter.tail() == Block(BlockKind.CODE, "x = 1", is_open=True)


def test_a_closed_fence_is_frozen_at_once() -> None:
    splitter = BlockSplitter()
    splitter.feed("~~~~ c++ numbered\nint x;\n~~~\n\n~~~~\n")

    assert splitter.frozen == [Block(BlockKind.CODE, "int x;\n~~~\n", "c++ numbered")]
    assert splitter.tail() is None


def test_an_unfinished_line_is_shown_as_what_it_looks_like() -> None:
    splitter = BlockSplitter()
    splitter.feed("## Hea")

    assert splitter.tail() == Block(BlockKind.HEADING, "## Hea", is_open=True)


def test_html_is_text() -> None:
    assert split("<div>\n\n<script>x</script>") == (
        Block(BlockKind.PARAGRAPH, "<div>"),
        Block(BlockKind.PARAGRAPH, "<script>x</script>"),
    )


def test_the_first_definition_of_a_label_counts() -> None:
    splitter = BlockSplitter()
    splitter.feed("[a]: http://one.org\n\nText [a].\n\n[A]: http://two.org\n\n")

    assert splitter.definitions == {"A": Definition("http://one.org")}


def test_a_line_of_a_million_characters_is_one_paragraph() -> None:
    line = "word " * 200_000
    splitter = BlockSplitter()
    for start in range(0, len(line), 1_000):
        splitter.feed(line[start : start + 1_000])
    tail = splitter.tail()

    assert tail == Block(BlockKind.PARAGRAPH, line, is_open=True)


GROWING = {
    "list": "- item with some words in it\n",
    "equal numbers": "1. item with some words in it\n",
    "nested list": "- a\n  - some words in it\n    - and more in it\n",
    "paragraph": "word word word word word\n",
    "emphasis": "*word word word word word\n",
    "too deep a list": "- " * 30 + "x\n",
    "quote": "> word word word word\n",
    "definitions": "[a]: https://example.org\n",
    "one line": "word ",
    "table": "| cell one | cell two |\n",
    "fence in a list": "  code code code\n",
    "fence": "code code code\n",
    "formulas": "$$\n+ x\n$$\n",
    "notes": "[^a]: words\n",
    "note": "    words words\n",
    "tags": "a <sub>b</sub> <kbd>\n",
}
BEGINNINGS = {
    "table": "| a | b |\n|---|---|\n",
    "fence in a list": "- x\n\n  ```\n",
    "fence": "```\n",
    "note": "[^a]: x\n\n",
}


@pytest.mark.parametrize("name", GROWING)
def test_the_time_for_a_growing_block_grows_with_its_length(name: str) -> None:
    def seconds(characters: int) -> float:
        piece = GROWING[name]
        text = BEGINNINGS.get(name, "") + piece * (characters // len(piece))
        start = process_time()
        splitter = BlockSplitter()
        for position in range(0, len(text), 16):
            splitter.feed(text[position : position + 16])
        splitter.finish()
        return process_time() - start

    def grows_as_it_should() -> bool:
        small, middle, large = (min(seconds(n) for _ in range(2)) for n in (4_000, 8_000, 16_000))
        return large <= 2.6 * middle + 0.005 and middle <= 2.6 * small + 0.005

    assert any(grows_as_it_should() for _ in range(4))
