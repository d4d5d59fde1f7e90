"""The colours can be read by everybody, and are the ones of the design."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

import whinchat.ui
from whinchat.ui.theme.tokens import DARK, LIGHT, Tint, Tokens

_TEXT = 4.5
"""WCAG 2.2 AA for text."""
_MARK = 3.0
"""The same for what is not text: rings and state marks."""

_PAGES = ("window", "sidebar", "raised", "selected", "code", "bad_inset", "warn_inset")
_PAIRS = [
    *(("text", page, _TEXT) for page in (*_PAGES, "selection", "find")),
    *(("muted", page, _TEXT) for page in _PAGES),
    *(("accent", page, _TEXT) for page in ("window", "sidebar", "raised", "bad_inset")),
    *(("accent", page, _MARK) for page in _PAGES),
    *(("bad", page, _TEXT) for page in ("window", "sidebar", "bad_inset")),
    *((state, page, _MARK) for state in ("good", "warn", "bad") for page in _PAGES[:4]),
    *(("on_accent", fill, _TEXT) for fill in ("accent", "accent_hover", "accent_pressed")),
    ("on_notice", "notice", _TEXT),
    ("notice_accent", "notice", _MARK),
    *(
        (f"syntax_{name}", "code", _TEXT)
        for name in ("keyword", "string", "number", "name", "comment")
    ),
]


def _luminance(colour: str) -> float:
    channels = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper", "least"), _PAIRS)
def test_ink_stands_out_on_paper(tokens: Tokens, ink: str, paper: str, least: float) -> None:
    assert _contrast(getattr(tokens, ink), getattr(tokens, paper)) >= least


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_tint_is_a_colour(tokens: Tokens) -> None:
    assert all(QColor(tokens.tint(tint)).isValid() for tint in Tint)


def test_no_width_or_height_is_named_outside_the_tokens() -> None:
    named = re.compile(r"^\w*(WIDTH|HEIGHT)\b.* = \d+\b(?!\.)", re.MULTILINE)
    given = re.compile(r"\.(resize|set(Fixed|Minimum|Maximum)(Width|Height|Size))\([^)]*?\b\d\d")
    ui = Path(whinchat.ui.__path__[0])
    files = [file for file in ui.rglob("*.py") if file.name != "tokens.py"]
    texts = {file.name: file.read_text(encoding="utf-8") for file in files}

    assert [name for name, text in texts.items() if named.search(text) or given.search(text)] == []


def test_no_colour_is_named_outside_the_tokens() -> None:
    colour = re.compile(r"""["']#[0-9A-Fa-f]{6,8}["']|QColor\(\s*["']""")
    ui = Path(whinchat.ui.__path__[0])
    files = [file for file in ui.rglob("*.py") if file.name != "tokens.py"]

    assert [file.name for file in files if colour.search(file.read_text(encoding="utf-8"))] == []
