"""Where nobody can answer: the words are kept, and there are three ways on."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.services.local_model import LocalModelState, LocalModelStatus
from whinchat.ui.chat.offer import Offer
from whinchat.ui.theme.theme import Theme


@pytest.fixture
def user(lonely: DesktopUser) -> DesktopUser:
    """Whom nobody can answer."""
    return lonely


def status(state: LocalModelState, progress: float | None = None) -> LocalModelStatus:
    return LocalModelStatus(state, "Qwen2.5-Coder 0.5B", "small and often wrong", progress)


def buttons(offer: QWidget) -> dict[str, QAbstractButton]:
    found = offer.findChildren(QAbstractButton)
    return {button.text(): button for button in found if not button.isHidden()}


def test_the_three_ways_say_what_is_wanted(theme: Theme, qtbot: QtBot) -> None:
    offer = Offer(theme)
    qtbot.addWidget(offer)
    offer.show_status(status(LocalModelState.NO_WEIGHTS))

    for name, signal in (
        ("Fetch the model", offer.fetch_requested),
        ("Add an API key", offer.key_requested),
        ("Choose a model file", offer.file_requested),
    ):
        with qtbot.waitSignal(signal):
            buttons(offer)[name].click()


def test_a_fetch_shows_how_far_it_is_and_can_be_cancelled(theme: Theme, qtbot: QtBot) -> None:
    offer = Offer(theme)
    qtbot.addWidget(offer)

    offer.show_status(status(LocalModelState.FETCHING, 0.25))

    assert offer._progress.value() == offer._progress.maximum() // 4
    assert "Fetch the model" not in buttons(offer)
    with qtbot.waitSignal(offer.cancel_requested):
        buttons(offer)["Cancel"].click()


def test_without_an_engine_nothing_is_fetched(theme: Theme, qtbot: QtBot) -> None:
    offer = Offer(theme)
    qtbot.addWidget(offer)

    offer.show_status(status(LocalModelState.NO_RUNTIME))

    assert "Fetch the model" not in buttons(offer)
    assert "Add an API key" in buttons(offer)


@journey
async def test_the_offer_stands_where_nobody_can_answer(user: DesktopUser) -> None:
    await until(user.page.offer.isVisible)
    assert set(buttons(user.page.offer)) >= {"Add an API key"}


@journey
async def test_send_keeps_the_draft_and_says_so(user: DesktopUser) -> None:
    await user.say("A long thought")

    assert user.page.composer.draft.text == "A long thought"
    assert user.messages == ()
    assert "kept as a draft" in user.page.offer._title.text()
    assert user.server.posts == []


@journey
async def test_the_kept_draft_is_there_tomorrow(user: DesktopUser) -> None:
    await user.say("A long thought")
    await user.quit()

    await user.start()
    await until(lambda: user.page.composer.draft.text == "A long thought")


@journey
async def test_with_a_provider_there_is_no_offer(user: DesktopUser) -> None:
    await user.quit()
    await user.start(WHINCHAT_BASE_URL=user.server.base_url.text)

    await until(lambda: user.page.can_answer)
    await until(lambda: not user.page.offer.isVisible())
