"""Formulas in a transcript: drawn on the line, copied as TeX, found by it, quiet where broken."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAbstractTextDocumentLayout, QGuiApplication, QImage, QPainter
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply
from fakes.formulas import Setter
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.query import make_query
from whinchat.ui.transcript.rows.document_row import DocumentRow
from whinchat.ui.transcript.rows.markdown_of import markdown_of
from whinchat.ui.transcript.rows.math_row import MathRow
from whinchat.ui.transcript.transcript import Transcript
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.formula_object import FormulaObject
from whinchat.ui.transcript.writing.parsing import tokens_of
from whinchat.ui.transcript.writing.prose import Prose
from whinchat.ui.transcript.writing.signs import SLIM_BLANK, sent_between
from whinchat.ui.transcript.writing.typography import Typography
from whinchat.ui.transcript.writing.unseen import OBJECT

_PATIENCE_MILLISECONDS = 30_000
_INK = 140
_ON_THE_LINE = (
    r"\mathrm{H}",
    r"\mathrm{H}^2",
    r"\mathrm{H}_i",
    r"\mathrm{H}_{\frac{a}{b}}",
    r"\mathrm{H}\sum_{i=1}^n",
    r"\mathrm{H}^{x^{y^z}}",
)


class Page:
    """Documents with formulas, drawn into pictures."""

    def __init__(self, theme: Theme) -> None:
        self._owner = QObject()
        self._typography = Typography(theme)
        self._setter = Setter(self._owner)
        self._object = FormulaObject(self._setter.formulas, self._owner)

    def document(self, text: str, *formulas: str) -> SilentDocument:
        """Return a text, laid out, whose formulas are drawn."""
        for tex in formulas:
            self._setter.drawn(tex, is_display=False)
        document = SilentDocument(self._owner)
        self._object.join(document)
        Prose(document, self._typography, self._setter.formulas).write(tokens_of(text))
        document.setTextWidth(500)
        return document

    def picture(self, document: SilentDocument, scale: float) -> QImage:
        """Return what a document looks like."""
        size = document.size() * scale
        image = QImage(round(size.width()), round(size.height()), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(self._typography.tokens.window)
        painter = QPainter(image)
        context = QAbstractTextDocumentLayout.PaintContext()
        document.documentLayout().draw(painter, context)
        painter.end()
        return image


@pytest.fixture
def page(theme: Theme) -> Page:
    """A page in light colours."""
    return Page(theme)


@pytest.mark.parametrize("scale", [1, 1.25, 2, 3])
@pytest.mark.parametrize("tex", _ON_THE_LINE)
def test_a_formula_stands_on_the_baseline_of_its_line(page: Page, tex: str, scale: float) -> None:
    document = page.document(f"H ${tex}$ H", tex)
    picture = page.picture(document, scale)
    words = _lowest_ink(picture, 0, _x_of(document, 1) * scale)
    start = _x_of(document, 2)

    assert abs(_lowest_ink(picture, start * scale, (start + 11) * scale) - words) <= 1


@pytest.mark.parametrize("tex", _ON_THE_LINE[:2])
def test_a_formula_alone_stands_where_words_would(page: Page, tex: str) -> None:
    alone = page.picture(page.document(f"${tex}$", tex), 2)
    words = page.picture(page.document("H"), 2)

    assert abs(_lowest_ink(alone, 2, 22) - _lowest_ink(words, 0, 20)) <= 1


def test_lines_with_small_formulas_are_no_higher(page: Page) -> None:
    small = page.document("a $x_i^2$ b $\\alpha$ c $O(n)$", "x_i^2", "\\alpha", "O(n)")

    assert abs(small.size().height() - page.document("a b c").size().height()) <= 2


def test_a_formula_is_as_sharp_as_the_screen(page: Page) -> None:
    document = page.document(r"$\frac{a}{b}$", r"\frac{a}{b}")
    for scale in (1, 2, 3):
        picture = page.picture(document, scale)
        column = round(_x_of(document, 1) * scale / 2)
        grey = [picture.pixelColor(column, y).lightness() for y in range(picture.height())]
        bar = [light for light in grey if light < 250]
        # The bar covers whole pixels: none of them is half grey.
        middle = bar[len(bar) // 2 - 2 : len(bar) // 2 + 2]
        assert min(middle) < 60, (scale, grey)


def test_formulas_take_the_colour_of_the_text(page: Page, theme: Theme) -> None:
    light = page.picture(page.document("$H$", "H"), 1)
    theme.apply("dark", reduced_motion=True)
    dark_page = Page(theme)
    dark = dark_page.picture(dark_page.document("$H$", "H"), 1)

    assert min(_lightnesses(light)) < 60
    assert max(_lightnesses(dark)) > 190


def test_money_stays_text(transcript: Transcript, qtbot: QtBot) -> None:
    row = _shown(transcript, qtbot, "It costs $5 and $10.")

    assert row.document.toPlainText() == "It costs $5 and $10."


def test_a_formula_is_one_character_that_is_copied_as_its_source(
    transcript: Transcript, qtbot: QtBot
) -> None:
    text = r"See $\frac{a}{b}$ and *so* \(x^2\)."
    row = _shown(transcript, qtbot, text)
    typography = row.typography

    assert row.document.toPlainText() == f"See {OBJECT} and so {OBJECT}{SLIM_BLANK}."
    assert row.text_between(0, row.length) == r"See $\frac{a}{b}$ and so \(x^2\)."
    assert markdown_of(row.document, 0, row.length, row.marks, typography.code) == text
    assert row.text_between(4, 5) == r"$\frac{a}{b}$"


def test_a_formula_by_itself_stands_in_the_middle(transcript: Transcript, qtbot: QtBot) -> None:
    row = _shown(transcript, qtbot, "$$\nx + y\n$$")

    assert isinstance(row, MathRow)
    assert row.document.toPlainText() == OBJECT
    area = row.area_of(0, 1)
    assert abs(area.center().x() - row.measured_for / 2) <= 2
    assert row.text_between(0, 1).replace("\n", "") == "$$x + y$$"


@pytest.mark.parametrize("belonging", [".", ",", ")", "th", "-fold", "。"])
def test_what_belongs_to_a_formula_stays_on_its_line(page: Page, belonging: str) -> None:
    document = page.document(f"Some words with $abc${belonging} after", "abc")
    layout = document.firstBlock().layout()
    text = document.firstBlock().text()
    starts = set()
    for width in range(100, 300):
        document.setTextWidth(width)
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        starts |= {text[line.textStart() :].strip()[:1] for line in lines}

    assert starts == {"S", "w", OBJECT, "a"}
    assert sent_between(document.firstBlock(), 0, len(text)) == (
        f"Some words with $abc${belonging} after"
    )


def test_what_belongs_to_a_formula_follows_it_at_once(page: Page) -> None:
    document = page.document("$abc$. After", "abc")
    alone = page.document("$abc$ . After", "abc")

    point = _x_of(document, document.toPlainText().index("."))
    assert point == pytest.approx(_x_of(alone, 1), abs=0.1)


def test_a_wide_formula_is_moved_sideways(transcript: Transcript, qtbot: QtBot) -> None:
    wide = _shown(transcript, qtbot, "$$" + "+".join(f"x_{{{n}}}" for n in range(60)) + "$$")
    narrow = _shown(transcript, qtbot, "$$x$$")

    assert wide.scroll_sideways(40)
    assert wide.is_bar_at(QPoint(20, wide.height - 1))
    assert not narrow.scroll_sideways(40)


@pytest.mark.parametrize("tex", [r"\frac{a}{", r"\unknown", r"\begin{matrix} a"])
def test_what_is_broken_shows_its_source_and_says_why(
    transcript: Transcript, qtbot: QtBot, tex: str
) -> None:
    row = _shown(transcript, qtbot, f"See ${tex}$ here")
    inside = row.area_of(6, 9).center()

    assert row.document.toPlainText() == f"See ${tex}$ here"
    assert row.link_tip_at(inside)


def test_finding_looks_into_the_source_of_formulas(transcript: Transcript, qtbot: QtBot) -> None:
    row = _shown(transcript, qtbot, "A \U0001f426 sings, $\\alpha + \\beta$ and alpha")
    query = make_query("alpha")

    assert query is not None
    first, second = row.hits(query)
    assert first[1] - first[0] == 1
    assert row.text_between(*first) == r"$\alpha + \beta$"
    assert row.text_between(*second) == "alpha"


def test_the_menu_copies_a_formula_without_its_signs(transcript: Transcript, qtbot: QtBot) -> None:
    row = _shown(transcript, qtbot, r"See $x^2$ here")
    thing = row.thing_at(row.area_of(4, 5).center())

    assert thing is not None
    thing.commands[0].run()
    assert QGuiApplication.clipboard().text() == "x^2"


def test_a_formula_is_source_while_it_is_open_and_stays_drawn_once_closed(
    transcript: Transcript, qtbot: QtBot
) -> None:
    text = r"Now $\alpha + \beta$ and $\gamma$ so"
    seen: list[str] = []
    for end in range(5, len(text) + 1):
        transcript.put(growing(text[:end]))
        qtbot.waitUntil(lambda: transcript.is_settled, timeout=_PATIENCE_MILLISECONDS)
        seen.append(_rows(transcript)[0].document.toPlainText())

    closed = text.index("$ and") + 1 - 5
    assert all(OBJECT not in shown for shown in seen[:closed])
    assert all(shown.startswith(f"Now {OBJECT}") for shown in seen[closed:])
    assert seen[-1] == f"Now {OBJECT} and {OBJECT} so"


def test_what_the_reader_looks_at_stays_while_formulas_come(
    transcript: Transcript, qtbot: QtBot
) -> None:
    parts = [f"Word {n}\n\n$$\\sum_{{i=1}}^{{{n}}} i^2$$" for n in range(60)]
    transcript.show_entries([reply("\n\n".join(parts))])
    transcript._board.jump(900)
    first = transcript._board.flow.placed[0]
    qtbot.waitUntil(lambda: transcript.is_settled, timeout=_PATIENCE_MILLISECONDS)

    there = {placed.row.key: placed.top for placed in transcript._board.flow.placed}
    assert there[first.row.key] == first.top


def test_documents_with_formulas_come_and_go(transcript: Transcript, qtbot: QtBot) -> None:
    for round_ in range(6):
        texts = [f"$x_{{{n}}}$ and $$\\frac{{{n}}}{{2}}$$" for n in range(30)]
        transcript.show_entries([reply(text) for text in texts])
        qtbot.waitUntil(lambda: transcript.is_settled, timeout=_PATIENCE_MILLISECONDS)
        transcript._board._stage.release_all()
        transcript._board.jump(round_ * 50)

    assert transcript._board.flow.placed


def _shown(transcript: Transcript, qtbot: QtBot, text: str) -> DocumentRow:
    transcript.show_entries([reply(text)])
    qtbot.waitUntil(lambda: transcript.is_settled, timeout=_PATIENCE_MILLISECONDS)
    return _rows(transcript)[0]


def _rows(transcript: Transcript) -> list[DocumentRow]:
    rows = transcript._board.flow.views[0].rows
    return [row for row in rows if isinstance(row, DocumentRow)]


def _x_of(document: SilentDocument, position: int) -> float:
    found = document.firstBlock().layout().lineAt(0).cursorToX(position)
    assert isinstance(found, tuple)
    return float(found[0])


def _lowest_ink(picture: QImage, left: float, right: float) -> int:
    rows = [
        y
        for y in range(picture.height())
        for x in range(round(left), round(right))
        if picture.pixelColor(x, y).lightness() < _INK
    ]
    return max(rows)


def _lightnesses(picture: QImage) -> Iterator[int]:
    for y in range(picture.height()):
        for x in range(picture.width()):
            yield picture.pixelColor(x, y).lightness()
