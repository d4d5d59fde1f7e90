"""On a real screen, with a window manager, read and worked as a screen reader does."""

import pytest

from fakes.answers import Ending
from fakes.desktop import Desktop, DesktopApp
from fakes.screen_reader import Seen
from fakes.server import ScriptedServer

pytestmark = pytest.mark.desktop

ON_AN_EMPTY_PAGE = {
    "Conversations": "list",
    "New conversation": "push button",
    "Search conversations": "text",
    "Message": "text",
    "Send": "push button",
    "Model": "push button",
    "Conversation title": "label",
    "Settings": "push button",
}
WITH_A_REPLY = {
    **ON_AN_EMPTY_PAGE,
    "Transcript": "list",
    "Copy": "push button",
    "Retry": "push button",
    "More": "push button",
}
IN_THE_SETTINGS = {
    "Provider": "list",
    "Base URL": "text",
    "API key": "password text",
    "Test connection": "push button",
    "Save key": "push button",
    "Remove key": "push button",
}
LONG = " ".join(f"word{number}" for number in range(150))


@pytest.fixture
def provided(server: ScriptedServer) -> dict[str, str]:
    """Variables that make the scripted server the provider."""
    return {"WHINCHAT_BASE_URL": server.base_url.text}


def ask(desktop: Desktop, question: str) -> None:
    """Type a question and press Enter."""
    desktop.reader.wait_for_focus("Message")
    desktop.type(question)
    desktop.press_keys("Return")


def wait_for_reply(desktop: Desktop, name: str) -> None:
    """Wait until the last message is called so."""
    reader = desktop.reader
    reader.until(lambda: reader.messages()[-1:] == [name], f"the message {name!r}")


def assert_named(desktop: Desktop, names: dict[str, str]) -> None:
    for name, role in names.items():
        desktop.reader.wait(name, role)


def nameless(desktop: Desktop) -> list[Seen]:
    everything = desktop.reader.everything()
    return [seen for seen in everything if _is_reachable(seen) and not seen.name]


def _is_reachable(seen: Seen) -> bool:
    return {"focusable", "showing"} <= seen.states


def test_a_reply_can_be_read_whole_at_any_moment_of_its_growth(
    desktop: Desktop, app: DesktopApp, server: ScriptedServer, provided: dict[str, str]
) -> None:
    server.answer(LONG, pause=0.02)
    app.start(**provided)
    assert_named(desktop, ON_AN_EMPTY_PAGE)

    ask(desktop, "Tell me everything")
    readings: list[str] = []
    while readings[-1:] != [f"scripted: {LONG}"]:
        messages = desktop.reader.until(desktop.reader.messages, "a message")
        assert messages[0] == "You: Tell me everything"
        readings += messages[1:]
        assert len(readings) < 10_000

    grown = [text.removeprefix("scripted: ") for text in dict.fromkeys(readings) if "word0" in text]
    assert len(grown) > 3
    assert all(LONG.startswith(text) for text in grown)
    assert grown == sorted(grown, key=len)
    assert_named(desktop, WITH_A_REPLY)


def test_a_reply_is_stopped_continued_asked_again_and_its_versions_compared(
    desktop: Desktop, app: DesktopApp, server: ScriptedServer, provided: dict[str, str]
) -> None:
    server.answer_partly("The first half", Ending.STALL)
    server.answer(" and the rest.")
    server.answer("Quite another one.")
    app.start(**provided)
    reader = desktop.reader

    ask(desktop, "Tell me")
    wait_for_reply(desktop, "scripted: The first half")
    reader.press("Stop")
    reader.press("Continue")
    wait_for_reply(desktop, "scripted: The first half and the rest.")
    reader.press("Retry")
    wait_for_reply(desktop, "scripted: Quite another one.")
    reader.press("Previous version")
    wait_for_reply(desktop, "scripted: The first half and the rest.")
    reader.press("Next version")
    wait_for_reply(desktop, "scripted: Quite another one.")

    reader.press("Copy")
    assert reader.wait("Notice", "label").description == "Copied"

    asked = [post.asked for post in server.posts]
    assert (asked[0], asked[2]) == ("Tell me", "Tell me")
    assert "cut off" in asked[1]


def test_everything_that_takes_the_keyboard_has_a_name(
    desktop: Desktop, app: DesktopApp, provided: dict[str, str]
) -> None:
    app.start(**provided)
    reader = desktop.reader
    ask(desktop, "Hello")
    wait_for_reply(desktop, "scripted: Hello")
    assert nameless(desktop) == []
    reader.press("Model")
    reader.wait_for_focus("Search models")
    assert nameless(desktop) == []
    desktop.press_keys("Escape")
    reader.wait_for_focus("Message")
    desktop.press_keys("ctrl+comma")
    for page, control in (("General", "Language:"), ("Appearance", "Theme:")):
        reader.press(page, "list item")
        reader.wait(control)
        assert nameless(desktop) == []
    reader.press("Providers & keys", "list item")
    reader.press("OpenAI, …", "list item")
    assert_named(desktop, IN_THE_SETTINGS)
    assert nameless(desktop) == []


def test_a_message_is_read_by_the_character_in_a_text_of_its_own(
    desktop: Desktop, app: DesktopApp, server: ScriptedServer, provided: dict[str, str]
) -> None:
    server.answer("Some **bold** words.")
    app.start(**provided)
    ask(desktop, "Hello")
    wait_for_reply(desktop, "scripted: Some **bold** words.")

    desktop.press_keys("F6", "F6", "Return")
    desktop.reader.wait_for_focus("Reader")

    assert desktop.reader.wait("Reader", "text").text == "scripted\nSome bold words."
    desktop.press_keys("Escape")
    desktop.reader.wait_for_focus("Transcript")


def test_a_system_that_shuts_down_leaves_the_words_and_comes_back_to_them(
    desktop: Desktop, app: DesktopApp, server: ScriptedServer, provided: dict[str, str]
) -> None:
    server.answer_partly("The first half", Ending.STALL)
    app.start(**provided)
    ask(desktop, "Tell me")
    wait_for_reply(desktop, "scripted: The first half")

    assert app.terminate() == 0

    app.start(**provided)
    wait_for_reply(desktop, "scripted: The first half")
    desktop.reader.wait("Continue", "push button")
    assert app.close_window() == 0


def test_the_program_ends_well_with_an_error_on_the_screen(
    desktop: Desktop, app: DesktopApp, server: ScriptedServer, provided: dict[str, str]
) -> None:
    server.answer_error(401, {"error": {"code": 401, "message": "No auth credentials found"}})
    app.start(**provided)
    ask(desktop, "Tell me")
    desktop.reader.wait("Open key settings", "push button")

    assert app.terminate() == 0
