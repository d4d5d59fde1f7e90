"""The name for a file of code, with the suffix that its language has."""

import re

from whinchat.ui.transcript.writing.languages import language_of, lexer_of

_SUFFIX = re.compile(r"\*(\.[A-Za-z0-9_+-]+)")
_WHOLE_NAME = re.compile(r"[A-Za-z]+(\.[a-z]+)?")
"""As of a Dockerfile."""
_SHORT = re.compile(r"\.[a-z0-9]{1,3}$")
_OWN_SUFFIXES = {
    "csv": ".csv",
    "jsonc": ".jsonc",
    "jsonl": ".jsonl",
    "mermaid": ".mmd",
    "prisma": ".prisma",
    "svelte": ".svelte",
    "svg": ".svg",
    "tsv": ".tsv",
    "xaml": ".xaml",
}
"""Of languages that another one's lexer reads, or none."""
_STEM = "code"
_WITHOUT_LANGUAGE = ".txt"


def file_name(info: str) -> str:
    """Return a name for code whose fence says ``info``; nothing of ``info`` itself is in it."""
    language = language_of(info).casefold()
    if language in _OWN_SUFFIXES:
        return _STEM + _OWN_SUFFIXES[language]
    lexer = lexer_of(info)
    patterns = lexer.filenames if lexer is not None else []
    suffixes = [match[1] for pattern in patterns if (match := _SUFFIX.fullmatch(pattern))]
    if patterns and _WHOLE_NAME.fullmatch(patterns[0]):
        return str(patterns[0])
    # A short name is often the suffix itself, where a lexer reads several languages.
    wanted = f".{language}"
    own = [suffix for suffix in suffixes if suffix.casefold() == wanted and _SHORT.match(wanted)]
    return _STEM + (own or suffixes or [_WITHOUT_LANGUAGE])[0]
