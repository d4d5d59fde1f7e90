"""A tree that was used leaves nothing for the garbage collector."""

import weakref

from whinchat.markdown.parser import parse
from whinchat.markdown.trees import tree_of


def test_a_tree_is_gone_once_it_was_used() -> None:
    with tree_of(parse("* one\n    * *two*\n\n| a |\n|---|\n| b |")) as root:
        nodes = [weakref.ref(node) for node in root.walk()]
        assert len(nodes) > 20

    del root
    assert not [node for node in nodes if node() is not None]
