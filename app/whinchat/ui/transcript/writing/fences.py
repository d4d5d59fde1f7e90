"""The user's own words and the fenced code among them."""

import re
from collections.abc import Iterator

from whinchat.markdown.blocks import Block, BlockKind

_FENCED = re.compile(
    r"^(?P<fence>`{3,}|~{3,})(?P<info>[^\n`]*)\n(?P<code>.*?)^(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)


def written_pieces(text: str) -> Iterator[str | Block]:
    """Return the user's words, and the code between fences that stands among them."""
    end = 0
    for match in _FENCED.finditer(text):
        if (words := text[end : match.start()]).strip():
            yield words.strip("\n")
        yield Block(BlockKind.CODE, match["code"].removesuffix("\n"), match["info"].strip())
        end = match.end()
    if text[end:].strip():
        yield text[end:].strip("\n")
