"""The transcript on a real screen: selected, copied, followed and worked without a mouse."""

from pathlib import Path

import pytest

from fakes.desktop import Desktop, DesktopApp
from fakes.hearing import hearing
from fakes.server import ScriptedServer

pytestmark = pytest.mark.desktop

CODE = "x = 1\ny = 2"
ANSWER = (
    "# Birds\n\nSee [the list](https://birds.example.org/list) and **sing**.\n\n"
    f"```py\n{CODE}\n```\n\nDone."
)
LONG = " ".join(f"word{number}" for number in range(400))


@pytest.fixture
def provided(server: ScriptedServer) -> dict[str, str]:
    """Variables that make the scripted server the provider."""
    return {"WHINCHAT_BASE_URL": server.base_url.text}


def ask(desktop: Desktop, question: str, answer: str) -> None:
    """Type a question, press Enter and wait for the whole answer."""
    begin(desktop, question)
    wait_for_answer(desktop, answer)


def begin(desktop: Desktop, question: str) -> None:
    """Type a question and press Enter."""
    desktop.reader.wait_for_focus("Message")
    desktop.type(question)
    desktop.press_keys("Return")


def wait_for_answer(desktop: Desktop, answer: str) -> None:
    reader = desktop.reader
    wanted = [f"scripted: {answer}"]
    reader.until(lambda: reader.messages()[-1:] == wanted, answer[:40])
    reader.wait("Retry", "push button")


def test_a_copy_is_html_markdown_and_text_for_other_programs(
    desktop: Desktop, app: DesktopApp, server: ScriptedServer, provided: dict[str, str]
) -> None:
    server.answer(ANSWER)
    app.start(**provided)
    ask(desktop, "Tell me", ANSWER)

    desktop.reader.press("Copy")

    desktop.reader.until(lambda: desktop.clipboard() == ANSWER, "the copy")
    assert desktop.clipboard("text/markdown") == ANSWER
    html = desktop.clipboard("text/html")
    assert "<h1" in html
    assert "<strong>sing</strong>" in html
    assert '<a href="https://birds.example.org/list"' in html
    assert "color" not in html
    assert "background" not in html


def test_from_the_question_to_copied_code_by_keyboard_alone(
    desktop: Desktop, app: DesktopApp, server: ScriptedServer, provided: dict[str, str]
) -> None:
    server.answer(ANSWER)
    app.start(**provided)
    ask(desktop, "Tell me", ANSWER)

    desktop.press_keys("F6", "F6")
    desktop.reader.wait_for_focus(f"scripted: {ANSWER}")
    desktop.press_keys("shift+F10")
    choose(desktop, "Copy code (py)")

    desktop.reader.until(lambda: desktop.clipboard() == CODE, "the code")
    assert desktop.clipboard("text/markdown") == ""

    desktop.press_keys("shift+Down", "shift+End", "ctrl+c")
    desktop.reader.until(lambda: "Birds\n" in desktop.clipboard(), "the selection")
    assert desktop.clipboard() == "Birds\n\nSee the list and sing."
    desktop.reader.until(
        lambda: desktop.clipboard(selection="primary") == "Birds\n\nSee the list and sing.",
        "the same for the middle button",
    )


def choose(desktop: Desktop, words: str) -> None:
    """Go down a menu to an item and press Enter."""
    reader = desktop.reader
    reader.wait(words, "menu item")
    for _ in range(30):
        desktop.press_keys("Down")
        found = reader.find(words, "menu item")
        if found is not None and {"focused", "selected"} & found.states:
            desktop.press_keys("Return")
            return
    pytest.fail(f"the keyboard never came to {words!r}")


def test_links_and_buttons_are_worked_by_a_screen_reader(
    desktop: Desktop,
    app: DesktopApp,
    server: ScriptedServer,
    provided: dict[str, str],
    tmp_path: Path,
) -> None:
    opened = tmp_path / "opened.txt"
    browser = tmp_path / "bin" / "xdg-open"
    browser.parent.mkdir()
    browser.write_text(f'#!/bin/sh\necho "$1" >> {opened}\n')
    browser.chmod(0o755)
    server.answer(ANSWER)
    path = f"{browser.parent}:{desktop.environment['PATH']}"
    app.start(**provided, PATH=path)
    ask(desktop, "Tell me", ANSWER)
    assert desktop.reader.messages() == ["You: Tell me", f"scripted: {ANSWER}"]
    assert not opened.exists()

    desktop.reader.press("More")
    desktop.reader.press("Links", "menu item")
    desktop.reader.press("the list  (birds.example.org)", "menu item")

    desktop.reader.until(opened.exists, "the browser")
    assert opened.read_text().strip() == "https://birds.example.org/list"


def test_the_reader_is_opened_read_and_left_for_the_same_message(
    desktop: Desktop, app: DesktopApp, server: ScriptedServer, provided: dict[str, str]
) -> None:
    server.answer(ANSWER)
    app.start(**provided)
    ask(desktop, "Tell me", ANSWER)
    desktop.press_keys("F6", "F6", "alt+Up")
    desktop.reader.wait_for_focus("You: Tell me")
    desktop.press_keys("alt+Down", "Return")
    desktop.reader.wait_for_focus("Reader")

    words = desktop.reader.wait("Reader", "text").text.replace("\u2028", "\n")
    assert words.split("\n") == [
        "scripted",
        "Birds",
        "See the list and sing.",
        "Code (py)",
        *CODE.split("\n"),
        "End of code",
        "Done.",
    ]
    desktop.press_keys("Escape")
    desktop.reader.wait_for_focus(f"scripted: {ANSWER}")


def test_only_beginning_and_end_of_a_reply_are_said(
    desktop: Desktop,
    app: DesktopApp,
    server: ScriptedServer,
    provided: dict[str, str],
    tmp_path: Path,
) -> None:
    server.answer(LONG, pause=0.005)
    with hearing(desktop.environment, tmp_path / "heard.txt") as heard:
        app.start(**provided)
        ask(desktop, "Tell me", LONG)

        desktop.reader.until(lambda: "Reply finished" in heard.announcements, "the end")
        assert heard.announcements == ["Reply started", "Reply finished"]
        assert heard.renamed_messages < 5


def test_a_selection_made_while_words_come_stays_to_the_end(
    desktop: Desktop, app: DesktopApp, server: ScriptedServer, provided: dict[str, str]
) -> None:
    server.answer(LONG, pause=0.02)
    app.start(**provided)
    begin(desktop, "Tell me everything")
    reader = desktop.reader
    reader.until(lambda: "word9" in "".join(reader.messages()), "some words")
    left, top, width, _ = reader.place_of("You: Tell me everything", "list item")

    desktop.drag((left + 1, top + 8), (left + width + 20, top + 8))

    def is_offered() -> bool:
        return desktop.clipboard(selection="primary") == "Tell me everything"

    reader.until(is_offered, "the selection")
    reader.until(lambda: "word399" in reader.messages()[-1], "the last word")
    reader.wait("Send", "push button")
    desktop.press_keys("ctrl+c")
    reader.until(lambda: desktop.clipboard() == "Tell me everything", "the copy")
    assert reader.place_of("You: Tell me everything", "list item")[:2] == (left, top)


def test_the_wheel_leaves_the_end_and_the_button_leads_back(
    desktop: Desktop, app: DesktopApp, server: ScriptedServer, provided: dict[str, str]
) -> None:
    server.answer("\n\n".join(LONG.split()), pause=0.02)
    app.start(**provided)
    begin(desktop, "Tell me everything")
    reader = desktop.reader
    reader.until(lambda: "word60" in "".join(reader.messages()), "more than fits")
    left, top, width, height = reader.place_of("Transcript", "list")
    for _ in range(40):
        desktop.turn_wheel((left + width // 2, top + height // 2), up=True)

    question = reader.place_of("You: Tell me everything", "list item")
    reader.wait("Jump to latest", "push button")
    reader.until(lambda: "word120" in "".join(reader.messages()), "more words")
    assert reader.place_of("You: Tell me everything", "list item") == question

    reader.press("Jump to latest")
    reader.until(lambda: reader.find("Jump to latest") is None, "the end")
    reader.until(lambda: "word399" in "".join(reader.messages()), "the last word")
    assert reader.find("Jump to latest") is None
