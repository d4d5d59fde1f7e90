"""What every text has in which a regular expression is found: stretches of plain letters."""

import re

_SIGN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|.", re.DOTALL)
_OPTIONAL = ("*", "?", "{")
_UNSURE = re.compile(r"\(\?[aiLmsux-]|\\[xuUN0-9]")
"""Flags, and characters written as numbers."""


def literals_of(pattern: str) -> list[str]:
    """Return stretches that occur in every text with a match, in some case; none where unsure."""
    if _UNSURE.search(pattern):
        return []
    found: list[str] = []
    run = ""
    depth = 0
    for sign in _SIGN.findall(pattern):
        if sign == "|" and depth == 0:
            return []
        if sign in ("(", ")"):
            depth += 1 if sign == "(" else -1
            found, run = [*found, run], ""
        elif depth == 0 and sign[0] in _OPTIONAL:
            # The letter before may be missing, and what comes after does not follow on it.
            found, run = [*found, run[:-1]], ""
        elif depth == 0 and _is_plain(sign):
            run += sign[-1]
        else:
            found, run = [*found, run], ""
    return [stretch for stretch in [*found, run] if stretch]


def _is_plain(sign: str) -> bool:
    if sign[0] == "\\":
        return not sign[1:].isalnum()
    return len(sign) == 1 and sign not in ".^$+()["
