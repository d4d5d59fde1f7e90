"""Addresses that may be pressed, those that may not, and what is asked before."""

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from fakes.addresses import addresses
from fakes.asking import answer, questions
from fakes.entries import reply
from fakes.screens import settled
from whinchat.domain.parts import Citation, TextPart
from whinchat.ui.outside import open_link
from whinchat.ui.transcript.transcript import Transcript
from whinchat.ui.transcript.writing.links import destination, followable, host_of, is_misleading

ADDRESSES = list(addresses())
GOOD = [address for address in ADDRESSES if address.host]
BAD = [address.text for address in ADDRESSES if not address.host]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What the desktop was asked to open; nothing is."""
    urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", urls.append)
    return urls


def test_there_are_three_hundred() -> None:
    assert len({address.text for address in ADDRESSES}) >= 300
    assert len(BAD) >= 150


def test_nothing_is_opened_for_a_bad_address(opened: list[QUrl]) -> None:
    for address in BAD:
        open_link(address)

    assert opened == []
    assert [address for address in BAD if followable(address)] == []


def test_a_good_address_is_opened_and_its_host_was_told(opened: list[QUrl]) -> None:
    for address in GOOD:
        open_link(address.text)

        assert opened, address
        url = opened.pop()
        port = f":{url.port()}" if url.port() >= 0 else ""
        host = url.host(QUrl.ComponentFormattingOption.FullyEncoded) + port
        assert host_of(address.text) == address.host == (host or address.host), address
        assert address.host in destination(address.text).partition("\n")[0]


def test_pressing_every_link_of_a_message_opens_only_the_good_ones(
    transcript: Transcript, qtbot: QtBot, opened: list[QUrl]
) -> None:
    transcript.link_activated.connect(open_link)
    texts = [address.text for address in ADDRESSES]
    markdown = "\n\n".join(f"[words](<{text}>) ![x](<{text}>) <{text}>" for text in texts)
    sources = tuple(Citation(text, text) for text in texts)
    transcript.show_entries([reply(TextPart(markdown, sources))])
    view = transcript._board.flow.views[0]
    view.build(600)
    for row in view.rows:
        for _, address in row.links():
            transcript._actions.press_link(address, "words")
            agree(transcript)

    hosts = {address.host.rpartition(":")[0] or address.host for address in GOOD}
    # "https://exa mple.org" is an address by itself up to the space.
    hosts |= {address.host for address in GOOD} | {"", "exa", "a"}
    there = {url.host(QUrl.ComponentFormattingOption.FullyEncoded) for url in opened}
    assert len(opened) > len(GOOD)
    assert {url.scheme() for url in opened} == {"http", "https", "mailto"}
    # The parser encodes some hosts that are none; what it makes of them is asked about.
    assert [h for h in there - hosts if not is_misleading("words", f"https://{h}/")] == []


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("good.example", "https://evil.example/"),
        ("https://good.example/login", "https://evil.example/login"),
        ("see good.example/a for more", "https://evil.example/good.example"),
        ("www.setup.py", "https://evil.example/"),
        ("here", "https://good.example@evil.example/"),
        ("p\u0430ypal.com", "https://p\u0430ypal.com"),
        ("here", "https://\u0430\u0440\u0440\u04cf\u0435.com"),
        ("pay\u200bpal.com", "https://paypal.com"),
        ("\uff47ood.example", "https://evil.example"),
        ("good.example", "https://good.example.evil.example"),
        ("good.example", "https://notgood.example"),
        ("127.0.0.1", "http://10.0.0.1/"),
        ("ada@good.example", "mailto:ada@evil.example"),
        ("docs.good.example", "https://good.example/"),
    ],
)
def test_words_that_name_another_host_are_misleading(words: str, address: str) -> None:
    assert followable(address)
    assert is_misleading(words, address)


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("the manual", "https://docs.example.org/"),
        ("example.org", "https://example.org/a"),
        ("EXAMPLE.ORG.", "https://www.example.org/a"),
        ("https://example.org/a", "https://example.org/a"),
        ("example.org", "https://docs.example.org/"),
        ("main.py", "https://example.org/x"),
        ("README.md", "https://example.org/x/README.md"),
        ("os.path.join", "https://example.org/os.path.join"),
        ("asyncio.Queue", "https://example.org/asyncio.Queue"),
        ("version 3.11 of e.g. this", "https://example.org"),
        ("ada@example.org", "mailto:ada@example.org"),
        ("m\u00fcnchen.de", "https://m\u00fcnchen.de"),
        ("192.168.1.1", "http://192.168.1.1/"),
    ],
)
def test_words_that_name_the_host_or_none_are_not(words: str, address: str) -> None:
    assert not is_misleading(words, address)


def test_a_misleading_link_is_asked_about_once_with_the_real_host(
    transcript: Transcript, qtbot: QtBot
) -> None:
    spy = show_link(transcript, qtbot, "[good.example](https://evil.example/a)")

    click(transcript, qtbot, Qt.MouseButton.LeftButton)
    (box,) = questions(transcript)
    assert "evil.example" in box.question.title
    assert spy.count() == 0
    agree(transcript)
    assert [spy.at(0)[0], spy.count()] == ["https://evil.example/a", 1]


def test_staying_opens_nothing(transcript: Transcript, qtbot: QtBot) -> None:
    spy = show_link(transcript, qtbot, "[good.example](https://evil.example/a)")

    click(transcript, qtbot, Qt.MouseButton.LeftButton)
    questions(transcript)[0].reject()
    assert spy.count() == 0


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
@pytest.mark.parametrize(
    "modifiers", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier]
)
def test_every_way_of_pressing_follows(
    transcript: Transcript,
    qtbot: QtBot,
    button: Qt.MouseButton,
    modifiers: Qt.KeyboardModifier,
) -> None:
    spy = show_link(transcript, qtbot, "[the manual](https://example.org/a)")

    click(transcript, qtbot, button, modifiers)
    assert spy.count() == 1
    assert questions(transcript) == []


def test_the_address_can_be_copied(transcript: Transcript, qtbot: QtBot) -> None:
    show_link(transcript, qtbot, "[the manual](https://example.org/a?b=%20c)")
    point = place_of_link(transcript)
    surface = transcript.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, surface.mapToGlobal(point))
    QApplication.sendEvent(surface, event)
    menu = next(each for each in transcript.findChildren(QMenu) if each.isVisible())

    actions = {action.text(): action for action in menu.actions()}
    actions["Copy link address"].trigger()
    assert QGuiApplication.clipboard().text() == "https://example.org/a?b=%20c"
    menu.close()


def show_link(transcript: Transcript, qtbot: QtBot, words: str) -> QSignalSpy:
    transcript.show_entries([reply(words)])
    settled(qtbot)
    return QSignalSpy(transcript.link_activated)


def place_of_link(transcript: Transcript) -> QPoint:
    for y in range(0, 400, 4):
        for x in range(0, 600, 8):
            if transcript._pointer.link_at(QPoint(x, y)):
                return QPoint(x, y)
    raise AssertionError("there is no link")


def click(
    transcript: Transcript,
    qtbot: QtBot,
    button: Qt.MouseButton,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.mouseClick(transcript.viewport(), button, modifiers, place_of_link(transcript))


def agree(transcript: Transcript) -> None:
    if questions(transcript):
        answer(transcript, "Open link")
