"""Spinners, dots, fields and cards do the little they should."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from whinchat.ui.composer.editor import Editor
from whinchat.ui.theme.theme import Mode, Theme
from whinchat.ui.theme.tokens import LIGHT
from whinchat.ui.widgets.form_field import FormField
from whinchat.ui.widgets.icon_mark import IconMark
from whinchat.ui.widgets.number_field import DecimalField, NumberField
from whinchat.ui.widgets.plain_label import PlainLabel
from whinchat.ui.widgets.search_field import SearchField
from whinchat.ui.widgets.spinner import Spinner
from whinchat.ui.widgets.state_dot import DotState, StateDot, dot_colour


def test_fields_that_show_grow_with_the_text(theme: Theme, qtbot: QtBot) -> None:
    search, editor = SearchField(theme, "Search"), Editor(theme)
    parts: list[QWidget] = [search, editor, editor.viewport()]
    for field in (search, editor):
        qtbot.addWidget(field)
        field.show()
    before = [part.font().pixelSize() for part in parts]

    theme.apply(Mode.LIGHT, zoom=2)

    assert [part.font().pixelSize() for part in parts] == [2 * size for size in before]


def test_a_spinner_turns_only_while_it_is_seen(theme: Theme, qtbot: QtBot) -> None:
    spinner = Spinner(theme, "Replying")
    qtbot.addWidget(spinner)
    before = spinner.is_turning

    spinner.show()
    shown = spinner.is_turning
    spinner.hide()

    assert (before, shown, spinner.is_turning) == (False, True, False)


def test_a_spinner_stands_still_under_reduced_motion(theme: Theme, qtbot: QtBot) -> None:
    spinner = Spinner(theme, "Replying")
    qtbot.addWidget(spinner)
    spinner.show()

    theme.apply(Mode.LIGHT, reduced_motion=True)
    still = spinner.is_turning
    theme.apply(Mode.LIGHT)

    assert (still, spinner.is_turning) == (False, True)


@pytest.mark.parametrize("state", list(DotState))
def test_a_dot_shows_its_state_and_says_it(theme: Theme, qtbot: QtBot, state: DotState) -> None:
    dot = StateDot(theme, DotState.OFF, "not running")
    qtbot.addWidget(dot)

    dot.show_state(state, f"is {state}")

    middle = dot.grab().toImage().pixelColor(dot.width() // 2, dot.height() // 2)
    assert middle == QColor(dot_colour(state, LIGHT))
    assert dot.accessibleName() == f"is {state}"


def test_a_field_is_named_by_its_label(theme: Theme, qtbot: QtBot) -> None:
    field = FormField(theme, "Base URL", QLineEdit(), hint="Ends in /v1")
    qtbot.addWidget(field)

    assert field.field.accessibleName() == "Base URL"
    assert field.field.accessibleDescription() == "Ends in /v1"


def test_a_complaint_takes_the_place_of_the_hint_and_goes(theme: Theme, qtbot: QtBot) -> None:
    field = FormField(theme, "Base URL", QLineEdit(), hint="Ends in /v1")
    qtbot.addWidget(field)

    field.show_error("This is not a URL.")
    complaint = [label.text() for label in field.findChildren(PlainLabel)][-1]
    field.show_error("")

    assert complaint == "This is not a URL."
    assert field.field.accessibleDescription() == "Ends in /v1"


@pytest.mark.parametrize("make", [NumberField, DecimalField])
def test_scrolling_past_a_number_does_not_change_it(
    make: type[NumberField] | type[DecimalField], qtbot: QtBot
) -> None:
    field = make()
    qtbot.addWidget(field)
    field.show()
    field.clearFocus()

    QApplication.sendEvent(field, _wheel())

    assert field.value() == 0


def test_the_wheel_changes_a_number_that_has_the_keyboard(qtbot: QtBot) -> None:
    field: QSpinBox = NumberField()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
    field.setFocus()

    QApplication.sendEvent(field, _wheel())

    assert field.value() == 1


def _wheel() -> QWheelEvent:
    at = QPointF(5, 5)
    return QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


def test_a_search_field_is_named_and_keeps_its_words_clear_of_the_lens(
    theme: Theme, qtbot: QtBot
) -> None:
    field = SearchField(theme, "Search conversations", placeholder="Search")
    qtbot.addWidget(field)
    field.resize(200, 36)
    field.show()
    lens = field.findChild(IconMark)
    assert isinstance(lens, IconMark)

    assert (field.accessibleName(), field.placeholderText()) == ("Search conversations", "Search")
    assert lens.geometry().right() < field.cursorRect().left()
    assert abs(lens.geometry().center().y() - field.rect().center().y()) <= 1


def test_the_lens_stays_in_the_middle_of_a_field_that_keeps_its_height(
    theme: Theme, qtbot: QtBot
) -> None:
    theme.apply(Mode.LIGHT, zoom=2)
    field = SearchField(theme, "Search")
    qtbot.addWidget(field)
    field.setFixedHeight(40)
    field.show()

    theme.apply(Mode.LIGHT, zoom=1)

    lens = field.findChild(IconMark)
    assert isinstance(lens, IconMark)
    assert abs(lens.geometry().center().y() - field.rect().center().y()) <= 1
