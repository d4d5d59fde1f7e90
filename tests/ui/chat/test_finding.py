"""Counting hits in conversations of any length, and walking from one to the next."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply
from fakes.screens import settled
from whinchat.ui.chat.finding import Finding
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.transcript import Transcript


class Page:
    """A transcript and what is found in it."""

    def __init__(self, theme: Theme, entries: list[Entry]) -> None:
        self.entries = entries
        self.transcript = Transcript(theme)
        self.transcript.resize(700, 600)
        self.transcript.show_entries(entries)
        branch = lambda: [entry.message for entry in self.entries]  # noqa: E731  # as a property
        self.finding = Finding(branch, self.transcript.hits, self.transcript)

    @property
    def numbers(self) -> tuple[int, int]:
        return self.finding.position, self.finding.total


class Heartbeat:
    """Beats every few milliseconds, and knows how long this thread worked between two beats."""

    def __init__(self) -> None:
        self.longest_work = 0.0
        self._last = time.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(5)

    def _beat(self) -> None:
        now = time.thread_time()
        self.longest_work = max(self.longest_work, now - self._last)
        self._last = now


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> Page:
    page = Page(theme, [reply(f"Wren {number}, one wren") for number in range(10)])
    qtbot.addWidget(page.transcript)
    with qtbot.waitExposed(page.transcript):
        page.transcript.show()
    return page


def test_the_search_begins_with_what_is_in_sight(page: Page) -> None:
    page.finding.search("wren 0")
    assert page.numbers == (1, 1)
    page.transcript.jump_to_end()
    first = page.transcript.hits.message_in_sight

    page.finding.search("")
    page.finding.search("wren")

    place = next(n for n, entry in enumerate(page.entries) if entry.message.id == first)
    assert page.numbers == (2 * place + 1, 20)


def test_stepping_goes_round(page: Page) -> None:
    page.finding.search("wren 9")
    page.finding.search("wren")
    assert page.numbers == (19, 20)

    for expected in (20, 1, 2):
        page.finding.step(1)
        assert page.finding.position == expected
    for expected in (1, 20):
        page.finding.step(-1)
        assert page.finding.position == expected


def test_a_growing_reply_adds_hits_and_keeps_the_place(page: Page, qtbot: QtBot) -> None:
    page.finding.search("wren 3")
    page.finding.search("wren")
    assert page.numbers == (7, 20)

    page.entries.append(growing("A wren, a wren"))
    page.transcript.put(page.entries[-1])
    page.finding.look_again()

    qtbot.waitUntil(lambda: page.numbers == (7, 22))


def test_a_version_that_went_takes_its_hits_along(page: Page, qtbot: QtBot) -> None:
    page.finding.search("wren 9")
    page.finding.search("wren")
    page.transcript.remove_after(page.entries[4].message.id)
    del page.entries[5:]

    page.finding.look_again()

    qtbot.waitUntil(lambda: page.numbers == (0, 10))
    page.finding.step(1)
    assert page.numbers == (1, 10)


def test_ten_thousand_messages_are_searched_without_a_stall(theme: Theme, qtbot: QtBot) -> None:
    words = "Some words of an ordinary message, with a bird in it. " * 22
    entries = [reply(words, message_id=f"m{number}") for number in range(10_000)]
    entries[-1] = reply(words + "kestrel", message_id="last")
    page = Page(theme, entries)
    qtbot.addWidget(page.transcript)
    heartbeat = Heartbeat()

    page.finding.search("bird")
    qtbot.waitUntil(lambda: page.finding.total == 22 * 10_000, timeout=10_000)
    page.finding.search("kestrel")
    qtbot.waitUntil(lambda: page.numbers == (1, 1), timeout=10_000)

    assert heartbeat.longest_work < 0.1


def test_what_did_not_change_is_not_searched_again(page: Page, qtbot: QtBot) -> None:
    page.finding.search("wren")
    changed = replace(page.entries[0].message, provider_id=page.entries[0].message.provider_id)
    page.entries[0] = replace(page.entries[0], message=changed)

    page.finding.look_again()
    settled(qtbot, 250)

    assert page.numbers == (page.finding.position, 20)
