"""Choosing a model: from the provider's catalogue, or any id that is typed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fakes.answers import in_json
from fakes.desktop_user import DesktopUser, journey
from fakes.server import ScriptedServer
from fakes.waiting import until
from whinchat.ui.widgets.search_list import SearchList

_CATALOGUE = {
    "data": [
        {
            "id": f"maker/{name}",
            "name": f"Maker: {name}",
            "context_length": 200_000,
            "pricing": {"prompt": "0.000001", "completion": "0.000004"},
        }
        for name in ("large", "medium", "small")
    ]
}


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A server with three models."""
    with ScriptedServer() as running:
        running.documents["/v1/models"] = in_json(_CATALOGUE)
        yield running


async def opened(user: DesktopUser) -> SearchList:
    """Open the picker by its key and wait until it lists the catalogue."""
    user.press_key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: user.find("Search models"))
    picker = user.program.window.findChild(SearchList)
    assert picker is not None
    return picker


def listed(picker: SearchList) -> list[str]:
    model = picker.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def chosen(user: DesktopUser) -> str:
    chat = user.page.chat
    assert chat is not None
    assert chat.choice is not None
    return chat.choice.model_id


@journey
async def test_it_lists_the_catalogue_with_the_one_in_use_selected(user: DesktopUser) -> None:
    await until(lambda: chosen(user) == "maker/large")
    picker = await opened(user)
    await until(lambda: len(listed(picker)) == 3)

    assert [name.partition("\n")[0] for name in listed(picker)] == ["large", "medium", "small"]
    assert picker.list.currentIndex().row() == 0


@journey
async def test_a_choice_is_used_for_the_next_message_and_the_next_conversation(
    user: DesktopUser,
) -> None:
    picker = await opened(user)
    await until(lambda: len(listed(picker)) == 3)
    QTest.keyClicks(picker.field, "small")
    user.press_key(Qt.Key.Key_Return, on=picker.field)
    await until(lambda: chosen(user) == "maker/small")

    await user.say_and_wait("Hello")
    assert user.server.posts[-1].json["model"] == "maker/small"
    assert "small" in user.page.header.model_button._words

    user.press("New conversation")
    await until(lambda: not user.messages)
    assert chosen(user) == "maker/small"


@journey
async def test_any_id_can_be_typed(user: DesktopUser) -> None:
    picker = await opened(user)
    QTest.keyClicks(picker.field, "maker/brand-new")
    user.press_key(Qt.Key.Key_Return, on=picker.field)
    await until(lambda: chosen(user) == "maker/brand-new")

    await user.say_and_wait("Hello")
    assert user.server.posts[-1].json["model"] == "maker/brand-new"


@journey
async def test_escape_changes_nothing_and_gives_the_keyboard_back(user: DesktopUser) -> None:
    before = chosen(user)
    user.program.window.activateWindow()
    user.page.composer.setFocus()
    picker = await opened(user)

    user.press_key(Qt.Key.Key_Escape, on=picker.field)

    assert not picker.isVisible()
    assert chosen(user) == before
    assert user.page.composer.editor.hasFocus()


@journey
async def test_without_a_catalogue_an_id_can_still_be_typed(user: DesktopUser) -> None:
    user.server.documents.clear()
    await user.quit()
    await user.start(WHINCHAT_MODEL="scripted")

    picker = await opened(user)
    QTest.keyClicks(picker.field, "anything")
    user.press_key(Qt.Key.Key_Return, on=picker.field)

    await until(lambda: chosen(user) == "anything")
