"""The page of the settings on messages and titles."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from fakes.open_settings import OpenSettings
from whinchat.domain.model import ModelChoice
from whinchat.domain.settings import TitleMaker
from whinchat.domain.values import ProviderId
from whinchat.ui.settings.chat_page import ChatPage
from whinchat.ui.settings.parts import KnownModel
from whinchat.ui.settings.rows import ChoiceField

SMALL = ModelChoice(ProviderId("p"), "vendor/small")
GONE = ModelChoice(ProviderId("p"), "vendor/gone")


@pytest.fixture
def page(opened: OpenSettings, qtbot: QtBot) -> ChatPage:
    parts = replace(opened.parts, known_models=lambda: [KnownModel(SMALL, "small · P")])
    page = ChatPage(parts)
    qtbot.addWidget(page)
    page.show()
    return page


def choose(page: ChatPage, name: str, words: str) -> None:
    """Choose as a person does, by the words."""
    field = next(control for other, control in page.named_controls() if other == name)
    assert isinstance(field, ChoiceField)
    index = field.findText(words)
    field.setCurrentIndex(index)
    field.activated.emit(index)


def test_undo_send_is_off_until_it_is_chosen(page: ChatPage) -> None:
    assert page._preferences.settings.undo_seconds == 0

    choose(page, "Undo send", "3 seconds")

    assert page._preferences.settings.undo_seconds == 3


def test_a_model_is_offered_only_where_one_is_to_be_chosen(page: ChatPage) -> None:
    assert not page._model.isEnabled()

    choose(page, "Titles", "A model of your choice")
    choose(page, "Model for titles", "small · P")

    settings = page._preferences.settings
    assert settings.title_maker is TitleMaker.CHOSEN_MODEL
    assert (settings.title_provider_id, settings.title_model_id) == ("p", "vendor/small")
    assert page._model.isEnabled()


def test_a_chosen_model_that_is_not_known_now_stays_chosen(page: ChatPage) -> None:
    page._preferences.update(
        lambda settings: replace(
            settings,
            title_maker=TitleMaker.CHOSEN_MODEL,
            title_provider_id=GONE.provider_id,
            title_model_id=GONE.model_id,
        )
    )

    assert page._model.currentText() == "vendor/gone"
