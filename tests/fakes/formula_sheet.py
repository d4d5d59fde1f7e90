"""Formulas as answers contain them, one a line in the text beside this; and broken ones."""

from pathlib import Path

_SHEET = Path(__file__).with_suffix(".txt")

BROKEN = (
    r"\frac{a}{",
    r"\unknowncommand{x}",
    r"\begin{matrix} a & b",
    r"\left( x",
    r"x^2^3",
    r"}{",
    r"\sqrt[3",
    r"a & b",
    r"\require{html}",
    r"\includegraphics{/etc/passwd}",
    r"\unicode{x41}",
)
"""What no engine can set, or ours must not."""


def formula_groups() -> dict[str, list[str]]:
    """Return the formulas of the sheet by what they are about."""
    groups: dict[str, list[str]] = {}
    for line in _SHEET.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            groups[line[2:]] = []
        elif line:
            groups[[*groups][-1]].append(line)
    return groups


def all_formulas() -> list[str]:
    """Return every formula of the sheet."""
    return [tex for group in formula_groups().values() for tex in group]
