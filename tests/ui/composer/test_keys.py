"""Which key sends, which breaks the line, and that input methods are left in peace."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from whinchat.domain.draft import Draft
from whinchat.domain.settings import SendKey
from whinchat.ui.composer.composer import Composer

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
META = Qt.KeyboardModifier.MetaModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
RETURN, ENTER = Qt.Key.Key_Return, Qt.Key.Key_Enter


def sent_by(composer: Composer) -> list[str]:
    """Return the list that fills with what the composer wants sent."""
    sent: list[str] = []
    composer.submitted.connect(lambda draft: sent.append(draft.text))
    return sent


def press(composer: Composer, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(composer.editor, key, modifiers)


def compose(composer: Composer, preedit: str, commit: str = "") -> None:
    """Do as an input method does: show what is being composed, or commit it."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(composer.editor, event)


@pytest.mark.parametrize(("key", "modifiers"), [(RETURN, NONE), (ENTER, NONE), (ENTER, KEYPAD)])
def test_enter_sends(composer: Composer, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    sent = sent_by(composer)
    QTest.keyClicks(composer.editor, "Hello")

    press(composer, key, modifiers)

    assert sent == ["Hello"]


@pytest.mark.parametrize("modifiers", [SHIFT, CONTROL, ALT, META, CONTROL | SHIFT])
def test_every_other_enter_breaks_the_line(
    composer: Composer, modifiers: Qt.KeyboardModifier
) -> None:
    sent = sent_by(composer)
    QTest.keyClicks(composer.editor, "one")

    press(composer, RETURN, modifiers)
    QTest.keyClicks(composer.editor, "two")

    assert (composer.draft.text, sent) == ("one\ntwo", [])


def test_control_enter_sends_where_that_was_chosen(composer: Composer) -> None:
    sent = sent_by(composer)
    composer.set_send_key(SendKey.CTRL_ENTER)
    QTest.keyClicks(composer.editor, "Hello")

    press(composer, RETURN, CONTROL)

    assert sent == ["Hello"]
    assert "Ctrl+Enter" in composer.send_button.toolTip()


@pytest.mark.parametrize("modifiers", [NONE, SHIFT, ALT, CONTROL | SHIFT])
def test_then_every_other_enter_breaks_the_line(
    composer: Composer, modifiers: Qt.KeyboardModifier
) -> None:
    sent = sent_by(composer)
    composer.set_send_key(SendKey.CTRL_ENTER)
    QTest.keyClicks(composer.editor, "one")

    press(composer, RETURN, modifiers)
    QTest.keyClicks(composer.editor, "two")

    assert (composer.draft.text, sent) == ("one\ntwo", [])


@pytest.mark.parametrize("text", ["", "   ", "\n\n\t"])
def test_nothing_but_space_is_never_sent(composer: Composer, text: str) -> None:
    sent = sent_by(composer)
    composer.show_draft(Draft(text))

    press(composer, RETURN)

    assert sent == []
    assert not composer.send_button.isEnabled()


def test_nothing_is_sent_while_composing(composer: Composer) -> None:
    sent = sent_by(composer)

    compose(composer, "にほん")
    press(composer, RETURN)

    assert (composer.draft.text, sent) == ("", [])


def test_the_enter_that_ends_a_composition_does_not_send(composer: Composer) -> None:
    sent = sent_by(composer)

    compose(composer, "にほん")
    compose(composer, "", commit="日本")
    press(composer, RETURN)

    assert (composer.draft.text, sent) == ("日本", [])


def test_the_next_enter_sends_what_was_composed(composer: Composer) -> None:
    sent = sent_by(composer)
    compose(composer, "にほん")
    compose(composer, "", commit="日本")
    QApplication.processEvents()

    press(composer, RETURN)

    assert sent == ["日本"]


def test_a_composition_taken_back_leaves_enter_as_it_was(composer: Composer) -> None:
    sent = sent_by(composer)
    QTest.keyClicks(composer.editor, "Hi")
    compose(composer, "x")
    compose(composer, "")
    QApplication.processEvents()

    press(composer, RETURN)

    assert sent == ["Hi"]


def test_tab_leaves_the_editor(composer: Composer) -> None:
    QTest.keyClicks(composer.editor, "a")

    press(composer, Qt.Key.Key_Tab)

    assert composer.draft.text == "a"
    assert not composer.editor.hasFocus()


@pytest.mark.parametrize(
    ("reason", "shows"),
    [
        (Qt.FocusReason.TabFocusReason, True),
        (Qt.FocusReason.BacktabFocusReason, True),
        (Qt.FocusReason.ShortcutFocusReason, True),
        (Qt.FocusReason.MouseFocusReason, False),
        (Qt.FocusReason.OtherFocusReason, False),
    ],
)
def test_the_focus_shows_when_it_came_by_the_keyboard(
    composer: Composer, reason: Qt.FocusReason, *, shows: bool
) -> None:
    composer.send_button.setFocus()
    composer.editor.clearFocus()

    composer.setFocus(reason)

    assert composer.editor.shows_focus is shows


def test_coming_back_to_the_window_shows_the_focus_as_before(composer: Composer) -> None:
    composer.editor.clearFocus()
    composer.setFocus(Qt.FocusReason.TabFocusReason)

    back = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(composer.editor, back)

    assert composer.editor.shows_focus


def test_a_click_anywhere_on_the_card_is_one_into_the_editor(composer: Composer) -> None:
    composer.editor.clearFocus()

    QTest.mouseClick(composer, Qt.MouseButton.LeftButton, pos=QPoint(4, composer.height() - 4))

    assert composer.editor.hasFocus()
