"""Whoever cannot see a control hears what it is and does."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fakes.widget_tree import accessible_name, accessible_role, nameless
from scenes.scene import Scene, all_scenes
from whinchat.ui.theme.theme import Theme
from whinchat.ui.widgets.button import Button
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.search_list import SearchList
from whinchat.ui.widgets.toast import Toast


@pytest.mark.parametrize("scene", all_scenes().values(), ids=lambda scene: scene.name)
def test_everything_that_takes_the_keyboard_has_a_name(
    scene: Scene, theme: Theme, qtbot: QtBot
) -> None:
    page = scene.build(theme)
    qtbot.addWidget(page)

    assert nameless(page) == []


def test_buttons_are_buttons(theme: Theme, qtbot: QtBot) -> None:
    for button in (Button(theme, "Continue"), IconButton(theme, "copy", "Copy")):
        qtbot.addWidget(button)
        assert accessible_role(button) == QAccessible.Role.PushButton


def test_a_notice_is_a_label_called_notice(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    toast = Toast(theme, page)
    toast.show_notice("Saved <b>2</b> files")

    label = next(w for w in toast.findChildren(QWidget) if w.accessibleName() == "Notice")

    interface = QAccessible.queryAccessibleInterface(label)
    assert interface.role() == QAccessible.Role.StaticText
    assert interface.text(QAccessible.Text.Description) == "Saved <b>2</b> files"


def test_a_searchable_list_is_a_field_and_a_list(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    models = SearchList(theme, "Models", page)

    assert (accessible_role(models.field), accessible_name(models.field)) == (
        QAccessible.Role.EditableText,
        "Search models",
    )
    assert (accessible_role(models.list), accessible_name(models.list)) == (
        QAccessible.Role.List,
        "Models",
    )
