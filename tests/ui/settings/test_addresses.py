"""The field of an address: nothing is done with another address than the one that stands there."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from fakes.open_settings import OpenSettings
from whinchat.domain.secret import Secret
from whinchat.ui.widgets.plain_label import PlainLabel

KEY = "sk-or-v1-0123456789abcdef3f9c"
OTHER = "https://elsewhere.example/v1"


def write_from_outside(field: QWidget, text: str) -> None:
    """Write as an assistive tool does: nothing is typed and no focus comes or goes."""
    interface = QAccessible.queryAccessibleInterface(field)
    assert isinstance(interface, QAccessibleInterface)
    interface.setText(QAccessible.Text.Value, text)


def words_in(opened: OpenSettings) -> str:
    labels = opened.form.findChildren(PlainLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def save_key(opened: OpenSettings) -> None:
    opened.form.key_form.edit.setText(KEY)
    opened.form.key_form.save_button.click()


def press_test(opened: OpenSettings) -> None:
    opened.form.key_form.test_button.click()


async def test_what_stands_in_the_field_is_what_is_tested(opened: OpenSettings) -> None:
    write_from_outside(opened.form.address.edit, f"{OTHER}/responses")
    press_test(opened)
    await opened.settle()
    assert [profile.base_url for profile in opened.asked.checked] == [OTHER]
    assert opened.settings.providers[0].base_url == OTHER


async def test_a_key_is_saved_for_the_server_that_stands_in_the_field(
    opened: OpenSettings,
) -> None:
    before = opened.settings.providers[0]
    write_from_outside(opened.form.address.edit, OTHER)
    save_key(opened)
    await opened.settle()
    assert await opened.keys.key_for(opened.settings.providers[0]) == Secret(KEY)
    assert await opened.keys.key_for(before) is None


@pytest.mark.parametrize("act", [save_key, press_test])
@pytest.mark.parametrize(
    ("text", "complaint"),
    [("openrouter.ai", "must begin with https://"), ("https://", "host"), ("", "is empty")],
)
async def test_nothing_is_done_while_it_holds_no_address(
    opened: OpenSettings, act: Callable[[OpenSettings], None], text: str, complaint: str
) -> None:
    before = opened.settings
    write_from_outside(opened.form.address.edit, text)
    act(opened)
    await opened.settle()
    assert (opened.asked.checked, opened.passwords.entries) == ([], {})
    assert opened.settings == before
    assert complaint in words_in(opened)
    assert opened.form.address.edit.text() == text


async def test_what_is_no_address_is_complained_of_however_it_came(opened: OpenSettings) -> None:
    write_from_outside(opened.form.address.edit, "openrouter.ai")
    assert "must begin with https://" in words_in(opened)


async def test_what_was_typed_stays_when_something_is_said_of_the_key(
    opened: OpenSettings,
) -> None:
    write_from_outside(opened.form.address.edit, "openrouter.ai")
    await opened.keys.save(opened.form.profile, Secret(KEY))
    await opened.settle()
    assert opened.form.address.edit.text() == "openrouter.ai"
    assert "must begin with https://" in words_in(opened)


async def test_a_key_that_was_refused_an_address_is_not_forgotten(opened: OpenSettings) -> None:
    write_from_outside(opened.form.address.edit, "nonsense")
    save_key(opened)
    assert opened.form.key_form.edit.text() == KEY
