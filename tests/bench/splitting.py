"""Markdown that grows, to blocks."""

from pathlib import Path

from bench.figures import Figures, Watch
from bench.sample import sampled
from fakes.texts import DELTA, deltas_of, mixed_markdown
from whinchat.markdown.dialect import dialect
from whinchat.markdown.splitter import BlockSplitter


def ours(deltas: int, _folder: Path) -> Figures:
    """Split as the window does: the open block is asked for every 17 deltas."""
    text = mixed_markdown(deltas * DELTA)
    watch = Watch()
    splitter = BlockSplitter()
    for number, delta in enumerate(deltas_of(text)):
        splitter.feed(delta)
        if number % 17 == 0:
            splitter.tail()
    splitter.finish()
    return watch.read()


def naive(deltas: int, _folder: Path) -> Figures:
    """Parse everything that has come, for each delta."""
    text = mixed_markdown(deltas * DELTA)
    return sampled(deltas, lambda number: dialect().parse(text[: number * DELTA]), sample=20)


def floor(deltas: int, _folder: Path) -> Figures:
    """Parse everything once."""
    text = mixed_markdown(deltas * DELTA)
    dialect()
    watch = Watch()
    dialect().parse(text)
    return watch.read()
