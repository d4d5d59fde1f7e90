"""Providers & keys: what a person does there, and what comes of it."""

import json

import keyring.errors
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fakes.open_settings import OpenSettings
from fakes.passwords import raising
from scenes.settings import STEPS
from whinchat.domain.errors import Failure, FailureKind, ProviderFailed
from whinchat.domain.provider import LOCAL
from whinchat.domain.secret import Secret
from whinchat.provider.check import CheckKind, CheckStep
from whinchat.services.key_status import KeyState
from whinchat.ui.widgets.inset import Inset
from whinchat.ui.widgets.plain_label import PlainLabel

KEY = "sk-or-v1-0123456789abcdef3f9c"


def words_in(opened: OpenSettings) -> str:
    """Return everything that can be read on the page."""
    labels = opened.window.findChildren(PlainLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def rows(opened: OpenSettings) -> dict[str, str]:
    """Return the providers as the list shows them, with their states."""
    shown = opened.window.providers.list._rows_model.rows
    return {row.name: row.state.words for row in shown}


def type_into(edit: QLineEdit, text: str, qtbot: QtBot) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


async def test_a_key_is_saved_shown_by_its_end_and_the_field_is_emptied(
    opened: OpenSettings, qtbot: QtBot
) -> None:
    form = opened.form.key_form
    type_into(form.edit, KEY, qtbot)
    form.save_button.click()
    assert form.edit.text() == ""
    await opened.settle()
    assert json.loads(opened.passwords.entries["whinchat", "openrouter"])["key"] == KEY
    assert form.edit.note == "ends in 3f9c · Credential Manager"
    assert rows(opened)["OpenRouter"] == "key in Credential Manager"
    assert KEY not in words_in(opened)


async def test_enter_saves_as_well(opened: OpenSettings, qtbot: QtBot) -> None:
    edit = opened.form.key_form.edit
    type_into(edit, KEY, qtbot)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    await opened.settle()
    assert await opened.keys.key_for(opened.form.profile) == Secret(KEY)


@pytest.mark.parametrize(
    ("text", "complaint"), [("", "empty"), ("two words", "a space"), ("ключ", "U+")]
)
async def test_what_cannot_be_a_key_is_refused_in_words(
    opened: OpenSettings, qtbot: QtBot, text: str, complaint: str
) -> None:
    form = opened.form.key_form
    form.edit.setText(text)
    form.save_button.click()
    assert complaint in words_in(opened)
    assert form.edit.text() == text
    assert opened.passwords.entries == {}


async def test_a_key_that_looks_like_somebody_elses_is_warned_about(
    opened: OpenSettings, qtbot: QtBot
) -> None:
    type_into(opened.form.key_form.edit, "sk-proj-abc", qtbot)
    assert "looks like a key of OpenAI" in words_in(opened)


async def test_nothing_can_be_taken_out_of_the_key_field(
    opened: OpenSettings, qtbot: QtBot
) -> None:
    edit = opened.form.key_form.edit
    QGuiApplication.clipboard().setText("before")
    type_into(edit, KEY, qtbot)
    edit.selectAll()
    edit.copy()
    edit.cut()
    assert QGuiApplication.clipboard().text() == "before"
    assert KEY not in edit.displayText()
    assert edit.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    edit.clear()
    edit.undo()
    assert edit.text() == ""


async def test_what_was_typed_for_one_provider_is_not_offered_to_another(
    opened: OpenSettings, qtbot: QtBot
) -> None:
    type_into(opened.form.key_form.edit, KEY, qtbot)
    opened.window.providers.choose("openai")
    assert opened.form.key_form.edit.text() == ""


async def test_a_key_the_keyring_refuses_is_kept_until_quitting_and_it_is_said(
    opened: OpenSettings, qtbot: QtBot
) -> None:
    opened.passwords.on_set = raising(keyring.errors.PasswordSetError("denied"))
    form = opened.form.key_form
    type_into(form.edit, KEY, qtbot)
    form.save()
    await opened.settle()
    assert rows(opened)["OpenRouter"] == "key until you quit"
    assert "The key is not stored" in words_in(opened)
    assert "stays in memory" in words_in(opened)


async def test_a_key_is_removed(opened: OpenSettings) -> None:
    await opened.keys.save(opened.form.profile, Secret(KEY))
    form = opened.form.key_form
    assert form.remove_button.isEnabled()
    form.remove_button.click()
    await opened.settle()
    assert opened.passwords.entries == {}
    assert rows(opened)["OpenRouter"] == "no key yet"
    assert not form.remove_button.isEnabled()


async def test_another_server_is_announced_while_it_is_typed_and_gets_no_key(
    opened: OpenSettings, qtbot: QtBot
) -> None:
    await opened.keys.save(opened.form.profile, Secret(KEY))
    edit = opened.form.address.edit
    type_into(edit, "https://elsewhere.example/v1/responses", qtbot)
    assert "The key for openrouter.ai is not sent to elsewhere.example" in words_in(opened)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    profile = opened.settings.providers[0]
    assert profile.base_url == edit.text() == "https://elsewhere.example/v1"
    assert opened.keys.status(profile).state is KeyState.NONE
    assert await opened.keys.key_for(profile) is None
    opened.form.address.reset_button.click()
    assert await opened.keys.key_for(opened.settings.providers[0]) == Secret(KEY)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("http://openrouter.ai/api/v1", "unencrypted"),
        ("https://user:pass@openrouter.ai/", "user name"),
        ("https://openrouter.ai/?key=x", "“?”"),
        ("openrouter.ai", "must begin with https://"),
    ],
)
async def test_a_bad_address_is_refused_and_the_old_one_stays(
    opened: OpenSettings, qtbot: QtBot, text: str, complaint: str
) -> None:
    before = opened.settings
    edit = opened.form.address.edit
    type_into(edit, text, qtbot)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert complaint in words_in(opened)
    assert opened.settings == before


async def test_the_beginning_of_an_address_is_no_error_yet(
    opened: OpenSettings, qtbot: QtBot
) -> None:
    type_into(opened.form.address.edit, "https:", qtbot)
    assert "must begin" not in words_in(opened)


async def test_a_provider_is_added_named_addressed_and_removed_with_its_key(
    opened: OpenSettings, qtbot: QtBot
) -> None:
    opened.window.providers.add_button.click()
    type_into(opened.form.name_edit, "Gateway", qtbot)
    qtbot.keyClick(opened.form.name_edit, Qt.Key.Key_Return)
    assert rows(opened)["Gateway"] == "no address yet"
    type_into(opened.form.address.edit, "http://localhost:8080/v1", qtbot)
    qtbot.keyClick(opened.form.address.edit, Qt.Key.Key_Return)
    profile = opened.settings.providers[-1]
    assert (profile.name, profile.base_url) == ("Gateway", "http://localhost:8080/v1")
    await opened.keys.save(profile, Secret(KEY))
    opened.form.remove_button.click()
    await opened.settle()
    assert "Gateway" not in rows(opened)
    assert opened.passwords.entries == {}


async def test_a_provider_we_know_cannot_be_removed(opened: OpenSettings) -> None:
    assert opened.form.remove_button.isHidden()


async def test_this_computer_has_neither_address_nor_key(opened: OpenSettings) -> None:
    opened.window.providers.choose(LOCAL)
    assert opened.form.address.isHidden()
    assert opened.form.key_form.isHidden()
    assert "small and often wrong" in words_in(opened)


async def test_streaming_can_be_turned_off_for_a_provider(opened: OpenSettings) -> None:
    opened.form.streams_box.click()
    assert not opened.settings.providers[0].streams
    assert opened.settings.providers[1].streams


async def test_a_connection_is_tested_step_by_step(opened: OpenSettings) -> None:
    opened.asked.steps.extend(STEPS)
    opened.form.key_form.test_button.click()
    await opened.settle()
    assert [profile.id for profile in opened.asked.checked] == ["openrouter"]
    shown = words_in(opened)
    for step in STEPS:
        assert step.label in shown
        assert f"{step.milliseconds:.0f} ms" in shown
    assert "Testing…" not in shown


async def test_the_step_that_failed_is_told_with_cause_and_the_servers_words(
    opened: OpenSettings,
) -> None:
    failure = Failure(
        FailureKind.KEY_REJECTED,
        "OpenRouter did not accept the key",
        "Check the key and save it again.",
        server_words="No auth credentials found",
    )
    opened.asked.steps.extend([STEPS[0], CheckStep(CheckKind.KEY, "Key not accepted", 90, failure)])
    opened.form.test()
    await opened.settle()
    inset = opened.form.check_card.findChild(Inset)
    assert inset is not None
    inset.toggle_details()
    shown = words_in(opened)
    for words in (failure.title, failure.explanation, failure.server_words):
        assert words in shown


async def test_a_test_that_cannot_begin_says_why(opened: OpenSettings) -> None:
    failure = Failure(FailureKind.KEY_MISSING, "There is no key for OpenRouter", "Add one.")
    opened.asked.steps.append(ProviderFailed(failure))
    opened.form.test()
    await opened.settle()
    assert failure.title in words_in(opened)


async def test_a_key_that_is_typed_is_tested_and_not_stored(
    opened: OpenSettings, qtbot: QtBot
) -> None:
    form = opened.form.key_form
    type_into(form.edit, KEY, qtbot)
    form.test_button.click()
    await opened.settle()
    assert [key.reveal() for key in opened.asked.keys if key] == [KEY]
    assert not opened.passwords.entries
    assert form.edit.text() == KEY


async def test_what_cannot_be_a_key_is_not_tested(opened: OpenSettings, qtbot: QtBot) -> None:
    type_into(opened.form.key_form.edit, "two words", qtbot)
    opened.form.test()
    assert not opened.asked.checked


async def test_saving_one_providers_key_does_not_give_up_anothers(
    opened: OpenSettings, qtbot: QtBot
) -> None:
    form = opened.form.key_form
    type_into(form.edit, KEY, qtbot)
    form.save()
    opened.window.providers.choose("openai")
    type_into(form.edit, "sk-0123456789abcdef", qtbot)
    form.save()
    await opened.settle()
    assert set(opened.passwords.entries) == {("whinchat", "openrouter"), ("whinchat", "openai")}


async def test_going_to_another_provider_ends_the_test(opened: OpenSettings) -> None:
    opened.asked.steps.extend(STEPS)
    opened.form.test()
    opened.window.providers.choose("openai")
    await opened.settle()
    assert opened.form.check_card.isHidden()
