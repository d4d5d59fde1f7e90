"""The word after a fence finds what reads the code, or deliberately nothing."""

import pytest

from fakes.code_samples import SAMPLES
from whinchat.ui.transcript.writing.languages import language_of, lexer_of
from whinchat.ui.transcript.writing.spans import spans_in


@pytest.mark.parametrize("language", SAMPLES)
def test_the_usual_languages_have_colours(language: str) -> None:
    lexer = lexer_of(language)

    assert lexer is not None
    assert len({span.colour for span in spans_in(lexer, SAMPLES[language])}) >= 2


@pytest.mark.parametrize("info", ["", "text", "plaintext", "txt", "csv", "mermaid", "no-such-one"])
def test_what_is_no_code_stays_plain(info: str) -> None:
    assert lexer_of(info) is None


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("python", "python"),
        ("{.python}", "python"),
        ("python:src/main.py", "python"),
        ("js{1,3-4}", "js"),
        ('C++ title="main"', "C++"),
        ("c#", "c#"),
        ("objective-c", "objective-c"),
        ("   ", ""),
        ("```", ""),
    ],
)
def test_a_language_is_found_among_what_tools_write(info: str, language: str) -> None:
    assert language_of(info) == language


def test_what_a_patch_takes_and_gives_is_told_apart() -> None:
    lexer = lexer_of("diff")
    assert lexer is not None

    colours = {span.line: span.colour for span in spans_in(lexer, "@@ -1 +1 @@\n-old\n+new\n same")}

    assert colours == {0: "name", 1: "deleted", 2: "inserted"}
