"""What a piece costs must not depend on how much there is: counted, not timed."""

from collections.abc import Sequence

import pytest
from PySide6.QtGui import QTextDocument

from fakes.entries import growing
from fakes.texts import DELTA, deltas_of, mixed_markdown
from whinchat.markdown.blocks import Definitions
from whinchat.markdown.outline import Outline, outline
from whinchat.markdown.parser import parse
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.stage import Stage

_WIDTH = 640
_DELTAS = 300


class _Count:
    """Counts the characters that are parsed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.characters = 0

        def counted_parse(text: str, definitions: Definitions) -> object:
            self.characters += len(text)
            return parse(text, definitions)

        def counted_outline(lines: Sequence[str]) -> Outline:
            self.characters += sum(map(len, lines))
            return outline(lines)

        monkeypatch.setattr("whinchat.markdown.parser.parse", counted_parse)
        monkeypatch.setattr("whinchat.markdown.splitter.outline", counted_outline)


def parsed(stage: Stage, count: _Count, begun: int, rest: str) -> int:
    """Return how many characters are parsed while the rest comes in deltas."""
    text = mixed_markdown(begun) + "\n\n"
    view = MessageView(stage, growing(text))
    view.build(_WIDTH)
    before = count.characters
    for delta in deltas_of(rest):
        text += delta
        view.show(growing(text))
        for index in range(max(0, len(view.rows) - 4), len(view.rows)):
            view.measure(index, _WIDTH)
    return count.characters - before


def test_a_delta_costs_as_much_in_a_long_reply_as_in_a_short_one(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = _Count(monkeypatch)
    rest = mixed_markdown(_DELTAS * DELTA, seed=3)

    short, long = (parsed(stage, count, begun, rest) for begun in (10_000, 200_000))

    assert 0 < long <= short * 1.5


def test_words_added_to_a_paragraph_are_not_parsed_with_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = _Count(monkeypatch)
    words = "only words, without any sign that could mean something " * 60

    assert parsed(stage, count, 1_000, words) < 10 * len(words)


def test_code_that_grows_is_not_laid_out_anew(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    widths: list[float] = []
    lay_out = QTextDocument.setTextWidth

    def counted(document: QTextDocument, width: float) -> None:
        widths.append(width)
        lay_out(document, width)

    monkeypatch.setattr(QTextDocument, "setTextWidth", counted)
    view = MessageView(stage, growing("```text\nfirst line\n"))
    view.build(_WIDTH)
    view.measure(1, _WIDTH)
    before, layouts = view.rows[1].height, len(widths)

    view.show(growing("```text\nfirst line\n" + "more lines\n" * 30))
    view.measure(1, _WIDTH)

    assert view.rows[1].height > before
    assert len(widths) == layouts
