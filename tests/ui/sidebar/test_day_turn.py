"""Midnight moves the list's groups, also where the computer slept through it."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from fakes.conversations import NOW
from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row
from whinchat.ui.sidebar.conversation_list import ConversationList
from whinchat.ui.sidebar.day_turn import DayTurn
from whinchat.ui.sidebar.lines import Head, Listing
from whinchat.ui.theme.theme import Theme


class Clock:
    """A calendar that a test turns."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def test_another_day_is_told_once(qtbot: QtBot) -> None:
    parent, told = QObject(), list[int]()
    clock = Clock(datetime(2026, 3, 1, 23, 59, 58, tzinfo=UTC))
    turn = DayTurn(parent, clock)
    turn.turned.connect(lambda: told.append(1))

    turn.look()
    assert turn.remaining_milliseconds == pytest.approx(2_500, rel=0.1)
    clock.now += timedelta(seconds=3)
    turn.look()
    turn.look()

    assert told == [1]
    assert turn.remaining_milliseconds == pytest.approx(10 * 60_000, rel=0.1)


def test_what_was_of_today_is_of_yesterday_then(qtbot: QtBot, theme: Theme) -> None:
    clock = Clock(NOW.astimezone())
    shown = ConversationList(theme, now=clock)
    qtbot.addWidget(shown)
    row = Row(id=ConversationId("a"), title="Birds", updated_at=NOW)
    shown.show_listing(Listing([row], ()), None)

    def heads() -> list[str]:
        return [line.title for line in shown.rows.lines if isinstance(line, Head)]

    assert heads() == ["Today"]
    clock.now += timedelta(days=1)
    shown.day_turn.look()
    assert heads() == ["Yesterday"]
