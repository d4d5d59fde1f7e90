"""Code that still comes is coloured like code that is there, at a cost that does not grow."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers.python import PythonLexer
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from fakes.code_samples import SAMPLES
from whinchat.ui.transcript.writing.colouring import Colourer
from whinchat.ui.transcript.writing.growing_colours import GrowingColours
from whinchat.ui.transcript.writing.languages import lexer_of
from whinchat.ui.transcript.writing.spans import Spans, spans_in

_READ_AT_MOST = 10_000


class _CountingLexer(PythonLexer):
    """Counts the characters that it is given."""

    longest = 0

    def get_tokens(self, text: str, *args: Any, **kwargs: Any) -> Iterator[Any]:
        self.longest = max(self.longest, len(text))
        yield from super().get_tokens(text, *args, **kwargs)


@pytest.mark.parametrize("language", ["python", "javascript", "c", "rust", "html", "css", "diff"])
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_finished_lines_look_as_they_do_in_the_end(language: str, data: st.DataObject) -> None:
    text = SAMPLES[language] * (4_000 // len(SAMPLES[language]))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=20)))
    growing = GrowingColours(_lexer(language))

    for cut in [*cuts, len(text)]:
        growing.grow(text[:cut], is_due=True)

    assert _lines(growing.lines.items()) == _whole(language, text)


def test_a_growing_listing_is_never_read_from_the_start() -> None:
    lexer = _CountingLexer(stripnl=False, ensurenl=False)
    growing = GrowingColours(lexer)
    text = ""

    for number in range(1_500):
        text += f"def function_{number}(x): return 'words'\n"
        growing.grow(text, is_due=True)

    assert len(text) > 5 * _READ_AT_MOST
    assert lexer.longest < _READ_AT_MOST
    assert len(growing.lines) == 1_500


def test_a_string_without_an_end_waits_for_it() -> None:
    lexer = _CountingLexer(stripnl=False, ensurenl=False)
    growing = GrowingColours(lexer)
    text = 'x = """\n'

    for _ in range(500):
        text += "if it were code, for or while would stand out\n"
        growing.grow(text, is_due=True)

    assert lexer.longest < _READ_AT_MOST
    assert {span.colour for line in growing.lines.values() for span in line} <= {"string"}


def test_an_open_comment_is_one_before_its_end_has_come() -> None:
    growing = GrowingColours(_lexer("c"))

    growing.grow("int x;\n/* for a while\n   return 5;\n", is_due=True)

    assert [span.colour for span in growing.lines[2]] == ["comment"]


def test_only_lines_that_look_different_are_told() -> None:
    growing = GrowingColours(_lexer("python"))

    assert growing.grow("x = 1\nret", is_due=True) == [0]
    assert growing.grow("x = 1\nreturn", is_due=True) == []
    assert growing.grow("x = 1\nreturn\n", is_due=True) == [1]


def test_a_moment_later_is_too_soon() -> None:
    growing = GrowingColours(_lexer("python"))
    growing.grow("x = 1\n")

    assert growing.grow("x = 1\ny = 2\n") == []
    assert growing.grow("x = 1\ny = 2\n", is_due=True) == [1]


def _lexer(language: str) -> Any:
    lexer = lexer_of(language)
    assert lexer is not None
    return lexer


def _whole(language: str, text: str) -> dict[int, Spans]:
    last = text.count("\n")
    spans = [span for span in spans_in(_lexer(language), text) if span.line < last]
    return _lines((line, list(run)) for line, run in groupby(spans, attrgetter("line")))


def _lines(lines: Any) -> dict[int, Spans]:
    return {line: run for line, run in lines if run}


def test_the_same_code_again_costs_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = QObject()
    colourer = Colourer(lambda: None, holder)
    code = SAMPLES["python"] * 50
    found: list[Spans] = []
    colourer.colour(code, "python", found.append)
    qtbot.waitUntil(lambda: colourer.is_idle)
    monkeypatch.setattr("whinchat.ui.transcript.writing.colouring.spans_in", None)

    colourer.colour(code, "py", found.append)

    assert found[0] is found[1]


def test_code_that_is_too_long_stays_plain(qtbot: QtBot) -> None:
    holder = QObject()
    colourer = Colourer(lambda: None, holder)

    colourer.colour("x = 1\n" * 10_000, "python", lambda _: pytest.fail("it was coloured"))

    assert colourer.is_idle
