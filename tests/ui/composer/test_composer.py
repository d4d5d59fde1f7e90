"""What the composer holds, how it grows, and what its one button is."""

from time import thread_time

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from whinchat.domain.draft import Draft
from whinchat.ui.composer.composer import Composer
from whinchat.ui.theme.theme import Theme

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_PASTE_SECONDS = 10
"""What a hang is on a loaded machine; an idle one takes a tenth of a second."""


def paste(composer: Composer, text: str, html: str = "") -> None:
    """Do as the clipboard does."""
    source = QMimeData()
    if text:
        source.setText(text)
    if html:
        source.setHtml(html)
    composer.editor.insertFromMimeData(source)


def test_it_grows_with_its_lines_and_then_scrolls(composer: Composer) -> None:
    composer.editor.set_greatest_height(100)
    one_line = composer.editor.sizeHint().height()

    composer.show_draft(Draft("a\nb\nc"))
    three_lines = composer.editor.sizeHint().height()
    composer.show_draft(Draft("line\n" * 50))

    assert one_line < three_lines < 100
    assert composer.editor.sizeHint().height() == 100
    always_off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert composer.editor.verticalScrollBarPolicy() != always_off
    assert composer.editor.verticalScrollBar().maximum() > 0


def test_it_shrinks_again(composer: Composer) -> None:
    empty = composer.editor.sizeHint().height()
    composer.show_draft(Draft("a\n" * 9))

    composer.clear()

    assert composer.editor.sizeHint().height() == empty


def test_long_lines_make_it_grow_where_they_break(composer: Composer, qtbot: QtBot) -> None:
    one_line = composer.editor.sizeHint().height()

    composer.show_draft(Draft("many words " * 30))

    qtbot.waitUntil(lambda: composer.editor.sizeHint().height() > 2 * one_line)


def test_it_grows_with_the_text_size(composer: Composer, theme: Theme, qtbot: QtBot) -> None:
    small = composer.editor.sizeHint().height()

    theme.apply("light", zoom=2.0, reduced_motion=True)

    qtbot.waitUntil(lambda: composer.editor.sizeHint().height() > 1.6 * small)


def test_pasting_takes_the_words_and_nothing_else(composer: Composer) -> None:
    paste(composer, "bold <b>x</b>", html="<b style='color: red'>bold</b><img src='x.png'>")

    assert composer.draft.text == "bold <b>x</b>"
    cursor = QTextCursor(composer.editor.document())
    cursor.movePosition(QTextCursor.MoveOperation.End)
    assert not cursor.charFormat().hasProperty(cursor.charFormat().Property.ForegroundBrush)


def test_a_picture_alone_pastes_nothing(composer: Composer) -> None:
    paste(composer, "", html="")

    assert composer.draft.is_empty


def test_a_megabyte_pastes_without_a_hang(composer: Composer) -> None:
    text = "A line of what somebody copied from a log, of some length.\n" * 17_000
    QApplication.clipboard().setText(text)
    start = thread_time()

    QTest.keyClick(composer.editor, Qt.Key.Key_V, CTRL_SHIFT)
    QApplication.processEvents()
    composer.grab()

    assert thread_time() - start < _PASTE_SECONDS
    assert composer.draft.text == text


def test_undo_brings_back_what_was_sent(composer: Composer) -> None:
    QTest.keyClicks(composer.editor, "Hello")
    composer.clear()

    QTest.keyClick(composer.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert composer.draft.text == "Hello"


def test_showing_a_draft_is_no_change_of_the_users(composer: Composer) -> None:
    changes: list[Draft] = []
    composer.draft_changed.connect(changes.append)

    composer.show_draft(Draft("From yesterday"))
    assert changes == []

    QTest.keyClicks(composer.editor, "!")
    assert changes == [Draft("From yesterday!")]


def test_exactly_one_of_send_and_stop_shows(composer: Composer) -> None:
    def shown() -> tuple[bool, bool]:
        return composer.send_button.isVisible(), composer.stop_button.isVisible()

    assert shown() == (True, False)
    composer.set_replying(replying=True)
    assert shown() == (False, True)
    composer.show_draft(Draft("More"))
    assert shown() == (True, False)
    composer.clear()
    assert shown() == (False, True)
    composer.set_replying(replying=False)
    assert shown() == (True, False)


def test_stop_asks_for_an_end_and_keeps_the_draft(composer: Composer, qtbot: QtBot) -> None:
    composer.set_replying(replying=True)

    with qtbot.waitSignal(composer.stop_requested):
        QTest.mouseClick(composer.stop_button, Qt.MouseButton.LeftButton)


def test_markup_that_is_typed_stays_text(composer: Composer) -> None:
    composer.show_draft(Draft("<b>bold</b> &amp; <script>"))

    assert composer.editor.toPlainText() == "<b>bold</b> &amp; <script>"
