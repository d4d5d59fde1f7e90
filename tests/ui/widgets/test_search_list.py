"""A searchable list is quick, works by keyboard, and takes what is not in it."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets import overlay
from whinchat.ui.widgets.choices import Choice, ChoicesModel
from whinchat.ui.widgets.search_list import SearchList

_CHOICES = (
    Choice("anthropic/claude-sonnet-4.5", "Claude Sonnet 4.5", "1M · $$$"),
    Choice("openai/gpt-4o-mini", "GPT-4o mini", "128k · $"),
    Choice("mistralai/mistral-openorca", "OpenOrca"),
)


def _titles(model: ChoicesModel) -> list[str]:
    return [model.choice_at(row).title for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Claude Sonnet 4.5", "GPT-4o mini", "OpenOrca"]),
        ("CLAUDE", ["Claude Sonnet 4.5"]),
        ("mini openai", ["GPT-4o mini"]),
        ("open", ["GPT-4o mini", "OpenOrca"]),
        ("mistral", ["OpenOrca"]),
        ("nothing like it", []),
    ],
)
def test_every_word_has_to_occur(query: str, titles: list[str]) -> None:
    model = ChoicesModel()
    model.set_choices(_CHOICES)

    model.search(query)

    assert _titles(model) == titles


def test_what_begins_with_the_query_comes_first() -> None:
    model = ChoicesModel()
    model.set_choices([Choice("a/code-o4", "Codex"), Choice("openai/o4-mini", "o4-mini")])

    model.search("o4")

    assert _titles(model) == ["o4-mini", "Codex"]


def test_what_was_typed_is_a_last_row_unless_it_is_known() -> None:
    model = ChoicesModel("Use “{}”")
    model.set_choices(_CHOICES)

    model.search(" acme/new ")
    unknown = _titles(model)
    model.search("openai/gpt-4o-mini")

    assert unknown == ["Use “acme/new”"]
    assert _titles(model) == ["GPT-4o mini"]


def test_braces_in_what_was_typed_are_only_braces() -> None:
    model = ChoicesModel("Use “{}”")

    model.search("{0} {x}")

    assert _titles(model) == ["Use “{0} {x}”"]


def test_thousands_of_rows_are_searched_while_one_types() -> None:
    model = ChoicesModel()
    model.set_choices([Choice(f"vendor-{n}/model-{n}", f"Model {n}") for n in range(5_000)])

    start = time.process_time()
    for query in ("m", "mo", "mod", "model 49", "model 499"):
        model.search(query)

    assert time.process_time() - start < 2


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(640, 480)
    field = QLineEdit(window)
    QPushButton("Model", window).setGeometry(500, 8, 120, 32)
    with qtbot.waitActive(window):
        window.show()
    field.setFocus()
    return window


@pytest.fixture
def models(theme: Theme, window: QWidget) -> SearchList:
    models = SearchList(theme, "Models", window, free_text="Use “{}”")
    models.set_choices(_CHOICES, chosen_key="openai/gpt-4o-mini")
    models.open_at(_anchor(window))
    return models


def _anchor(window: QWidget) -> QPushButton:
    anchor = window.findChild(QPushButton)
    assert isinstance(anchor, QPushButton)
    return anchor


def test_it_opens_at_what_is_chosen_with_the_keyboard_in_the_field(models: SearchList) -> None:
    assert models.list.currentIndex().data() == "GPT-4o mini"
    assert models.field.hasFocus()


def test_typing_and_enter_choose(models: SearchList, window: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(models.chosen) as chosen:
        QTest.keyClicks(models.field, "claude")
        QTest.keyClick(models.field, Qt.Key.Key_Return)

    assert chosen.args == ["anthropic/claude-sonnet-4.5"]
    assert models.isHidden()
    assert window.focusWidget() is window.findChild(QLineEdit)


def test_arrows_move_and_stop_at_the_ends(models: SearchList) -> None:
    QTest.keyClick(models.field, Qt.Key.Key_Up)
    QTest.keyClick(models.field, Qt.Key.Key_Up)
    first = models.list.currentIndex().row()
    QTest.keyClick(models.field, Qt.Key.Key_PageDown)

    assert (first, models.list.currentIndex().row()) == (0, 2)


def test_the_row_that_arrows_come_to_is_said(
    models: SearchList, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(overlay, "announce", lambda _widget, words: said.append(words))

    QTest.keyClick(models.field, Qt.Key.Key_Up)
    QTest.keyClick(models.field, Qt.Key.Key_PageDown)

    assert said == [_CHOICES[0].spoken, _CHOICES[2].spoken]


def test_opened_twice_it_still_gives_the_keyboard_back(models: SearchList, window: QWidget) -> None:
    models.open_at(_anchor(window))

    QTest.keyClick(models.field, Qt.Key.Key_Escape)

    assert window.focusWidget() is window.findChild(QLineEdit)


def test_a_free_id_is_taken(models: SearchList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(models.chosen) as chosen:
        QTest.keyClicks(models.field, "acme/new")
        QTest.keyClick(models.field, Qt.Key.Key_Return)

    assert chosen.args == ["acme/new"]


def test_escape_chooses_nothing(models: SearchList, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(models.chosen), qtbot.waitSignal(models.closed):
        QTest.keyClick(models.field, Qt.Key.Key_Escape)

    assert models.isHidden()


def test_a_click_beside_it_closes_it(models: SearchList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(models.closed):
        QTest.mouseClick(models, Qt.MouseButton.LeftButton, pos=models.rect().bottomLeft())


def test_a_click_on_a_row_chooses_it(models: SearchList, qtbot: QtBot) -> None:
    row = models.list.visualRect(models.list.model().index(2, 0))

    with qtbot.waitSignal(models.chosen) as chosen:
        viewport = models.list.viewport()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=row.center())

    assert chosen.args == ["mistralai/mistral-openorca"]


@pytest.mark.parametrize("size", [(480, 400), (640, 480), (1100, 760)])
def test_it_stays_inside_the_window(
    models: SearchList, window: QWidget, size: tuple[int, int]
) -> None:
    window.resize(*size)

    assert window.rect().contains(models.panel.geometry())


def test_it_opens_upwards_at_the_foot_of_the_window(models: SearchList, window: QWidget) -> None:
    anchor = _anchor(window)
    anchor.move(500, 440)

    models.open_at(anchor)

    assert models.panel.geometry().bottom() < anchor.geometry().top()


def test_it_grows_when_choices_come_while_it_is_open(theme: Theme, window: QWidget) -> None:
    late, early = (SearchList(theme, "Models", window) for _ in range(2))
    early.set_choices(_CHOICES)
    early.open_at(_anchor(window))
    late.open_at(_anchor(window))
    empty = late.panel.height()

    late.set_choices(_CHOICES)

    assert empty < late.panel.height() == early.panel.height()
    assert late.list.viewport().height() >= 3 * late.list.sizeHintForRow(0)


def test_choices_that_come_late_leave_the_current_row(models: SearchList) -> None:
    QTest.keyClick(models.field, Qt.Key.Key_Down)
    before = models.list.currentIndex().data()

    models.set_choices([Choice("acme/first", "First"), *_CHOICES], chosen_key="acme/first")

    assert models.list.currentIndex().data() == before == "OpenOrca"
