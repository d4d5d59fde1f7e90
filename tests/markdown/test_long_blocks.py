"""A block too long to be parsed at once becomes several, wherever the text is cut."""

import pytest
from hypothesis import HealthCheck, given, settings

from fakes.markdown_texts import cut_documents
from whinchat.markdown import splitter as splitting
from whinchat.markdown import table_pages
from whinchat.markdown.blocks import BlockKind
from whinchat.markdown.splitter import LONGEST_BLOCK, BlockSplitter, split
from whinchat.markdown.table_pages import MOST_CELLS

_FITTING = settings(
    max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@_FITTING
@given(cut_documents())
def test_a_long_block_ends_where_it_does_wherever_the_text_is_cut(
    monkeypatch: pytest.MonkeyPatch, pieces: list[str]
) -> None:
    monkeypatch.setattr(splitting, "LONGEST_BLOCK", 30)
    monkeypatch.setattr(splitting, "MOST_LINES", 4)
    monkeypatch.setattr(table_pages, "MOST_CELLS", 5)
    splitter = BlockSplitter()
    for piece in pieces:
        splitter.feed(piece)
    splitter.finish()

    assert list(splitter.frozen) == list(split("".join(pieces)))


@pytest.mark.parametrize("line", ["words here\n", "- item\n", "> quote\n", "1. item\n"])
def test_no_block_is_much_longer_than_the_limit(line: str) -> None:
    blocks = split(line * 10_000)

    assert max(len(block.text) for block in blocks) <= LONGEST_BLOCK + len(line)
    assert "".join(block.text for block in blocks).count(line.strip()[-4:]) == 10_000


def test_a_long_table_is_several_with_the_same_head() -> None:
    rows = [f"| {number} | b |" for number in range(3_000)]
    tables = split("\n".join(["| a | b |", "|---|---|", *rows, "", "Words"]))

    assert [block.kind for block in tables[:-1]] == [BlockKind.TABLE] * (len(tables) - 1)
    assert tables[-1].text == "Words"
    lines = [block.text.split("\n") for block in tables[:-1]]
    assert all(table[:2] == ["| a | b |", "|---|---|"] for table in lines)
    assert max(map(len, lines)) <= MOST_CELLS // 4 + 2
    assert [row for table in lines for row in table[2:]] == rows


def test_code_is_one_block_however_long() -> None:
    (block,) = split("```\n" + "x = 1\n" * 20_000 + "```")

    assert block.text.count("x = 1") == 20_000
