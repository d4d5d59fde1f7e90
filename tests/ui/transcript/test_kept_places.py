"""A selection stays at its words when these are shown in another way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextCursor
from pytestqt.qtbot import QtBot

from fakes.entries import reply
from fakes.screens import settled
from whinchat.ui.transcript.rows.kept_places import position_after, sent_before
from whinchat.ui.transcript.transcript import Transcript
from whinchat.ui.transcript.writing.document import SilentDocument
from whinchat.ui.transcript.writing.signs import stand_for

_SHIFT, _WORDS = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_a_selection_stays_at_its_words_when_a_formula_before_them_is_drawn(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([reply(r"The sum $\sum_{i=1}^{n} i^2$ grows quickly.")])
    settled(qtbot)
    qtbot.keyClick(transcript, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(transcript, Qt.Key.Key_End, _SHIFT)
    for _ in range(3):
        qtbot.keyClick(transcript, Qt.Key.Key_Left, _SHIFT | _WORDS)
    before = _copied(transcript, qtbot)
    assert not transcript.is_settled

    qtbot.waitUntil(lambda: transcript.is_settled, timeout=30_000)
    settled(qtbot)

    assert before.startswith("The sum $")
    assert _copied(transcript, qtbot) == before


# In each, the places 0 to 9 of a text of ten characters: its formula as source, and drawn with
# the number of a source behind it.
_DRAWN = (0, 1, 2, 2, 2, 2, 3, 7, 8, 9)


@pytest.mark.parametrize(("before", "after"), [*enumerate(_DRAWN)])
def test_what_is_counted_is_what_was_sent(before: int, after: int) -> None:
    source = _document(("ab", None), ("$x2$", None), ("c\U0001f600d", None))
    drawn = _document(("ab", None), ("\ufffc", "$x2$"), ("[1]", ""), ("c\U0001f600d", None))

    assert position_after(drawn, sent_before(source, before)) == after
    assert position_after(source, sent_before(drawn, after)) in {before, 2}


def _document(*pieces: tuple[str, str | None]) -> SilentDocument:
    """Return a text in pieces, each of which stands for another where that is given."""
    document = SilentDocument()
    cursor = QTextCursor(document)
    for text, sent in pieces:
        form = QTextCharFormat()
        if sent is not None:
            stand_for(form, sent)
        cursor.insertText(text, form)
    return document


def _copied(transcript: Transcript, qtbot: QtBot) -> str:
    qtbot.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()
