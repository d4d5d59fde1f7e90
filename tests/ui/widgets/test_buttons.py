"""Buttons can be read, reached and pressed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from whinchat.ui.theme.theme import Mode, Theme
from whinchat.ui.theme.tokens import LIGHT, Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel


def _has(image: QImage, colour: str) -> bool:
    wanted = QColor(colour)
    return any(
        image.pixelColor(x, y) == wanted
        for x in range(image.width())
        for y in range(image.height())
    )


def test_an_ampersand_is_an_ampersand(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Providers & keys")
    qtbot.addWidget(button)

    assert button.accessibleName() == "Providers & keys"
    assert button.shortcut().isEmpty()


def test_new_words_are_a_new_name(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Details")
    qtbot.addWidget(button)
    narrow = button.sizeHint().width()

    button.setText("Hide details")

    assert button.accessibleName() == "Hide details"
    assert button.sizeHint().width() > narrow


@pytest.mark.parametrize("kind", list(ButtonKind))
def test_words_have_room_at_every_zoom(theme: Theme, qtbot: QtBot, kind: ButtonKind) -> None:
    button = Button(theme, "Open key settings", kind, icon_name="settings")
    qtbot.addWidget(button)

    theme.apply(Mode.LIGHT, zoom=3)

    words = button.fontMetrics().boundingRect("Open key settings")
    assert button.minimumSizeHint().width() > words.width()
    assert button.minimumSizeHint().height() > words.height()


def test_a_click_leaves_the_keyboard_where_it_was(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    rows = QVBoxLayout(page)
    field, button = QLineEdit(), IconButton(theme, "copy", "Copy")
    rows.addWidget(field)
    rows.addWidget(button)
    with qtbot.waitActive(page):
        page.show()
    field.setFocus()

    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert field.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("words", ["", "Copy"])
def test_the_keyboard_presses(theme: Theme, qtbot: QtBot, words: str, key: Qt.Key) -> None:
    button = Button(theme, words) if words else IconButton(theme, "copy", "Copy")
    qtbot.addWidget(button)
    button.show()
    button.setFocus(Qt.FocusReason.TabFocusReason)

    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


@pytest.mark.parametrize("filled", [False, True])
def test_the_focus_shows_on_every_icon(theme: Theme, qtbot: QtBot, *, filled: bool) -> None:
    button = IconButton(theme, "copy", "Copy")
    button.set_filled(filled=filled)
    qtbot.addWidget(button)
    button.show()
    before = button.grab().toImage()

    with qtbot.waitActive(button):
        button.setFocus(Qt.FocusReason.TabFocusReason)
    after = button.grab().toImage()

    assert button.hasFocus()
    assert _has(after, LIGHT.accent)
    assert before != after


def test_a_tooltip_names_the_shortcut(theme: Theme, qtbot: QtBot) -> None:
    button = IconButton(theme, "search", "Search", shortcut="Ctrl+Shift+F")
    qtbot.addWidget(button)

    assert button.toolTip() == "<qt>Search (Ctrl+Shift+F)</qt>"
    assert button.accessibleName() == "Search"


def test_a_link_among_quiet_words_is_as_small_as_they_are(theme: Theme, qtbot: QtBot) -> None:
    link = Button(theme, "Paste as text instead", ButtonKind.META_LINK)
    words = PlainLabel(theme, "Text · 18 kB", LabelKind.META)
    qtbot.addWidget(link)
    qtbot.addWidget(words)

    theme.apply(Mode.LIGHT, zoom=2)

    assert link.fontInfo().pixelSize() == words.fontInfo().pixelSize()
    assert link.sizeHint().height() <= words.sizeHint().height() + Space.XS
