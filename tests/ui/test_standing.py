"""What the window says about who answers stays true while that changes."""

from pathlib import Path

import pytest

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.services import local_model


@pytest.fixture
def user(lonely: DesktopUser, monkeypatch: pytest.MonkeyPatch) -> DesktopUser:
    """Whom nobody can answer, on a computer with an engine."""
    monkeypatch.setattr(local_model, "has_runtime", lambda: True)
    return lonely


def foot(user: DesktopUser) -> str:
    return user.program.window.views.sidebar._provider_label.text()


def put_weights(user: DesktopUser) -> Path:
    path = user.folder / "my-own-model.gguf"
    path.write_bytes(b"GGUF".ljust(4096, b"."))
    return path


@journey
async def test_at_first_there_is_no_model(user: DesktopUser) -> None:
    await until(user.page.offer.isVisible)

    assert foot(user) == "No model yet"


@journey
async def test_a_model_that_has_come_is_named_at_once(user: DesktopUser) -> None:
    await until(user.page.offer.isVisible)

    await user.program.models._use_model_file(put_weights(user))

    await until(lambda: foot(user) == "This computer")
    await until(lambda: "my-own-model" in user.page.header.model_button._words)
    assert user.page.can_answer
    assert not user.page.offer.isVisible()


@journey
async def test_what_was_typed_before_it_came_is_still_there(user: DesktopUser) -> None:
    await until(user.page.offer.isVisible)
    await user.say("A thought")

    await user.program.models._use_model_file(put_weights(user))

    await until(lambda: user.page.can_answer)
    assert user.page.composer.draft.text == "A thought"


@journey
async def test_a_file_that_is_no_model_is_said_to_be_none(user: DesktopUser) -> None:
    await until(user.page.offer.isVisible)
    other = user.folder / "letter.gguf"
    other.write_text("Dear landlord")

    await user.program.models._use_model_file(other)

    await until(lambda: user.find("Notice"))
    assert foot(user) == "No model yet"
    assert not user.page.can_answer
