"""Text that is no Markdown as Markdown that shows it."""

import re

from whinchat.markdown.blocks import Definitions

# Between escaped brackets there would be a formula; one by itself that closes closes nothing.
_MARKS = re.compile(r"([\\`*_\[<>#|~&!$])")
_RUNS = re.compile(r"`+")


def escaped(text: str) -> str:
    """Return one line of text in which nothing is markup."""
    return _MARKS.sub(r"\\\1", text)


def link(words: str, address: str) -> str:
    """Return a link of Markdown words, in which no bracket stands for itself."""
    return f"[{words.replace(']', '&#93;')}](<{address}>)"


def fenced(code: str, info: str = "") -> str:
    """Return a code block around ``code``, whatever fences it holds."""
    longest = max((len(run) for run in _RUNS.findall(code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{info}\n{code}\n{fence}"


def with_definitions(text: str, definitions: Definitions) -> str:
    """Return a block with the definitions of the labels that it may refer to."""
    folded = text.casefold()
    lines = [
        f"[{label}]: <{definition.href}>"
        for label, definition in definitions.items()
        if not definition.number and f"[{label.casefold()}]" in folded
    ]
    return "\n\n".join([text, "\n".join(lines)]) if lines else text
