"""Languages of code: the word after a fence, and what reads it."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_WORD = re.compile(r"[\w+#-][\w+#.-]*")
_WITHOUT_COLOURS = (
    "ansi asciidoc code crontab csv gitignore log mermaid none output plain plaintext raw regex "
    "text tsv txt"
)
_OTHER_NAMES = {
    "apex": "java",
    "astro": "html",
    "cmd": "batch",
    "cshtml": "html",
    "dotenv": "properties",
    "ejs": "html",
    "env": "properties",
    "gradle": "groovy",
    "hbs": "html+handlebars",
    "html5": "html",
    "ipython": "python",
    "jinja2": "html+jinja",
    "json5": "json",
    "jsonc": "json",
    "jsonl": "json",
    "kt": "kotlin",
    "mjs": "javascript",
    "ndjson": "json",
    "node": "javascript",
    "patch": "diff",
    "prisma": "typescript",
    "razor": "html",
    "sh-session": "console",
    "svelte": "html",
    "svg": "xml",
    "vb": "vb.net",
    "viml": "vim",
    "vimscript": "vim",
    "xaml": "xml",
}
"""Names that models use and Pygments does not know, to the names of what reads them best."""


def language_of(info: str) -> str:
    """Return the language that a fence names, as it is written there, or nothing.

    Besides ``python`` alone, tools write ``{.python}``, ``python:main.py`` and ``js{1,3}``.
    """
    found = _WORD.search(info.split(maxsplit=1)[0]) if info.strip() else None
    return found[0] if found else ""


@lru_cache(128)
def lexer_of(info: str) -> "Lexer | None":
    """Return what reads the language that a fence names; ``None`` for none, or one not known."""
    # Sixty milliseconds the first time: not before the first paint.
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415  # slow to import
    from pygments.util import ClassNotFound  # noqa: PLC0415  # slow to import

    name = language_of(info).lower()
    if not name or name in _WITHOUT_COLOURS.split():
        return None
    try:
        # Some patterns need the end of the last line.
        return get_lexer_by_name(_OTHER_NAMES.get(name, name), stripnl=False, ensurenl=True)
    except ClassNotFound:
        return None


def load_lexers() -> None:
    """Import what the first piece of code would otherwise wait for."""
    lexer_of("python")
