"""What the trash says of things: when they were deleted, and how long they stay."""

from datetime import UTC, datetime, timedelta

import pytest

from whinchat.services.trash import TrashKind, TrashRow
from whinchat.ui.trash.words import deleted_words, detail_of, left_words

_NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)


def a_trash_row(
    kind: TrashKind = TrashKind.CONVERSATION, *, left: timedelta, count: int = 1
) -> TrashRow:
    return TrashRow("id", kind, "Title", _NOW, _NOW + left, count)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=30), "30 days left"),
        (timedelta(days=1, seconds=1), "2 days left"),
        (timedelta(days=1), "1 day left"),
        (timedelta(seconds=1), "1 day left"),
        (timedelta(), "goes today"),
        (timedelta(days=-3), "goes today"),
    ],
)
def test_a_day_that_has_begun_counts(left: timedelta, words: str) -> None:
    assert left_words(a_trash_row(left=left), _NOW) == words


@pytest.mark.parametrize(
    ("kind", "count", "words"),
    [
        (TrashKind.CONVERSATION, 1, "Conversation"),
        (TrashKind.MESSAGES, 1, "1 message"),
        (TrashKind.MESSAGES, 4, "4 messages"),
        (TrashKind.FOLDER, 2, "Folder with 2 conversations"),
    ],
)
def test_everything_says_what_it_is(kind: TrashKind, count: int, words: str) -> None:
    row = a_trash_row(kind, left=timedelta(days=2), count=count)

    assert detail_of(row, _NOW).split(" · ")[0] == words


def test_the_day_is_said_by_the_users_own_calendar() -> None:
    local = _NOW.astimezone()

    assert deleted_words(_NOW, _NOW) == f"deleted today at {local:%H:%M}"
    assert deleted_words(_NOW - timedelta(days=1), _NOW) == f"deleted yesterday at {local:%H:%M}"
    assert deleted_words(_NOW - timedelta(days=5), _NOW) == "deleted on 13 March"
    assert deleted_words(_NOW - timedelta(days=365), _NOW) == "deleted on 18 March 2025"
