"""Labels show what they are given, letter by letter."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

import whinchat.ui
from whinchat.ui.theme.theme import Mode, Theme
from whinchat.ui.theme.tokens import DARK
from whinchat.ui.widgets.elided_label import ElidedLabel
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel, label_font, plain_tooltip

_MARKUP = '<b>bold</b> <img src="file:///etc/passwd"> &amp;'


def test_markup_is_shown_and_not_rendered(theme: Theme, qtbot: QtBot) -> None:
    label = PlainLabel(theme, _MARKUP)
    qtbot.addWidget(label)

    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(_MARKUP)


def test_no_other_label_is_used() -> None:
    ui = Path(whinchat.ui.__path__[0])
    files = [file for file in ui.rglob("*.py") if file.name != "plain_label.py"]
    label = re.compile(r"\bQLabel\b(?!`)")

    assert [file.name for file in files if label.search(file.read_text(encoding="utf-8"))] == []


def test_a_tooltip_shows_markup_as_it_is() -> None:
    assert plain_tooltip("<i>x</i> & y") == "<qt>&lt;i&gt;x&lt;/i&gt; &amp; y</qt>"
    assert plain_tooltip("") == ""


@pytest.mark.parametrize("kind", list(LabelKind))
def test_every_kind_follows_mode_and_zoom(theme: Theme, qtbot: QtBot, kind: LabelKind) -> None:
    label = PlainLabel(theme, "text", kind)
    qtbot.addWidget(label)
    light = label.palette().color(QPalette.ColorRole.WindowText)

    theme.apply(Mode.DARK, zoom=2)

    assert label.palette().color(QPalette.ColorRole.WindowText) != light
    assert label.font() == label_font(theme, kind)


def test_another_kind_shows_at_once(theme: Theme, qtbot: QtBot) -> None:
    theme.apply(Mode.DARK)
    label = PlainLabel(theme, "text", LabelKind.META)
    qtbot.addWidget(label)

    label.set_kind(LabelKind.BAD)

    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK.bad)


def test_a_cut_label_ends_in_an_ellipsis_and_keeps_the_whole(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel(theme, "A title that is <b>far</b> too long")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()

    assert label.shown_text().endswith("…")
    assert label.text() == "A title that is <b>far</b> too long"
    assert "&lt;b&gt;far&lt;/b&gt;" in label.toolTip()


def test_a_label_that_fits_needs_no_tooltip(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel(theme, "Short\ntitle")
    qtbot.addWidget(label)
    label.resize(300, 20)
    label.show()

    assert (label.shown_text(), label.toolTip()) == ("Short title", "")
