"""The settings window: pages, search, changes that apply at once, the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fakes.open_settings import OpenSettings
from whinchat.domain.settings import SendKey, Settings, ThemeChoice
from whinchat.ui.settings.page_titles import APPEARANCE, CHAT, DATA, GENERAL, PROVIDERS
from whinchat.ui.settings.rows import ChoiceField
from whinchat.ui.widgets.number_field import DecimalField


def control(opened: OpenSettings, name: str) -> QWidget:
    """Return what is called ``name`` and can be seen."""
    return next(
        widget
        for widget in opened.window.findChildren(QWidget)
        if widget.accessibleName() == name and widget.isVisible()
    )


def choose(opened: OpenSettings, name: str, key: str) -> None:
    field = control(opened, name)
    assert isinstance(field, ChoiceField)
    field.activated.emit(field.findData(key))


async def test_the_names_that_are_promised_are_there(opened: OpenSettings) -> None:
    assert opened.window.accessibleName() == "Settings"
    for name in ("Provider", "Base URL", "API key"):
        assert control(opened, name).isEnabled()
    for name in ("Test connection", "Save key", "Remove key"):
        assert isinstance(control(opened, name), QAbstractButton)


async def test_the_look_changes_at_once(opened: OpenSettings) -> None:
    opened.window.open_page(APPEARANCE)
    choose(opened, "Theme", ThemeChoice.DARK)
    choose(opened, "Reading width", "full")
    text_size = control(opened, "Text size")
    assert isinstance(text_size, DecimalField)
    text_size.setValue(18)
    changed = opened.settings
    assert (changed.theme, changed.is_full_width, changed.font_size) == (
        ThemeChoice.DARK,
        True,
        18.0,
    )


async def test_the_send_key_changes_at_once(opened: OpenSettings) -> None:
    opened.window.open_page(GENERAL)
    choose(opened, "Send with", SendKey.CTRL_ENTER)
    assert opened.settings.send_key is SendKey.CTRL_ENTER


async def test_a_change_from_elsewhere_is_shown(opened: OpenSettings) -> None:
    opened.window.open_page(APPEARANCE)
    opened.parts.preferences.update(
        lambda _settings: Settings(theme=ThemeChoice.LIGHT, font_size=20)
    )
    theme, size = control(opened, "Theme"), control(opened, "Text size")
    assert isinstance(theme, ChoiceField)
    assert isinstance(size, DecimalField)
    assert (theme.currentText(), size.value()) == ("Light", 20.0)


@pytest.mark.parametrize(
    ("query", "page", "name"),
    [
        ("dark", None, None),
        ("text si", APPEARANCE, "Text size"),
        ("data f", DATA, "Data folder"),
        ("api", PROVIDERS, "API key"),
    ],
)
async def test_the_search_goes_to_a_setting(
    opened: OpenSettings, qtbot: QtBot, query: str, page: str | None, name: str | None
) -> None:
    window = opened.window
    window.search.setFocus()
    qtbot.keyClicks(window.search, query)
    shown = [
        item.text()
        for item in (window.page_list.item(at) for at in range(5))
        if not item.isHidden()
    ]
    assert shown == ([page] if page else [])
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    if name and name != "Data folder":
        focused = window.focusWidget()
        assert focused is not None
        assert focused.accessibleName() == name


async def test_escape_closes_the_window(opened: OpenSettings, qtbot: QtBot) -> None:
    with qtbot.waitActive(opened.window):
        opened.window.activateWindow()
    qtbot.keyClick(opened.window, Qt.Key.Key_Escape)
    assert not opened.window.isVisible()


async def test_every_control_can_be_reached_by_tab(opened: OpenSettings, qtbot: QtBot) -> None:
    window = opened.window
    with qtbot.waitActive(window):
        window.activateWindow()
    window.search.setFocus()
    seen: set[str] = set()
    for _ in range(40):
        focused = window.focusWidget()
        assert focused is not None
        seen.add(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    wanted = {"Search settings", "Pages", "Provider", "Base URL", "API key", "Save key"}
    assert wanted | {"Test connection", "Add a provider"} <= seen


@pytest.mark.parametrize("width", [480, 600, 680, 720, 800, 860, 920, 1100])
@pytest.mark.parametrize("page", [GENERAL, APPEARANCE, CHAT, DATA, PROVIDERS])
async def test_nothing_is_cut_at_any_width(
    opened: OpenSettings, qtbot: QtBot, width: int, page: str
) -> None:
    window = opened.window
    window.open_page(page)
    window.resize(width, 700)
    qtbot.wait(20)
    assert window.width() == width
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, QLabel | QAbstractButton):
            right = widget.mapTo(window, widget.rect().topRight()).x()
            assert right < width, widget


async def test_a_screen_reader_goes_to_a_page_and_to_a_provider(opened: OpenSettings) -> None:
    window = opened.window
    _press(window.page_list, GENERAL)
    assert control(opened, "Language").isVisible()
    _press(window.page_list, PROVIDERS)
    _press(window.providers.list, "OpenAI, no key yet")
    assert opened.form.profile.name == "OpenAI"


def _press(widget: QWidget, name: str) -> None:
    """Do what a screen reader does to a row: its first action."""
    view = QAccessible.queryAccessibleInterface(widget)
    rows = [view.child(at) for at in range(view.childCount())]
    row = next(item for item in rows if item.text(QAccessible.Text.Name) == name)
    actions = row.actionInterface()
    assert actions is not None
    actions.doAction(actions.actionNames()[0])


async def test_labels_show_text_as_it_is(opened: OpenSettings) -> None:
    labels = opened.window.findChildren(QLabel)
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
