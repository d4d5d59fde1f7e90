"""The order of the list is that of what happened, whatever clocks say."""

from datetime import UTC, datetime, timedelta

import pytest

from fakes import conversations as fakes
from fakes.place import Place
from fakes.shelves import open_shelf
from whinchat.domain.conversation import Conversation
from whinchat.services.rows import Row, Rows, latest_believed
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks

DAY = timedelta(days=1)


async def put(place: Place, title: str, *days_ago: float) -> Conversation:
    """Put a conversation on the disk, a message for each of these days."""
    now = datetime.now(UTC)
    first, *others = (
        fakes.a_message(f"{title} {days}", created_at=now - days * DAY) for days in days_ago
    )
    conversation = fakes.a_conversation(first, title=title)
    conversation.created_at = first.created_at
    await place.library.add(conversation)
    for message in others:
        await place.library.save_message(conversation.id, message)
    return conversation


def titles(shelf: Shelf) -> list[str]:
    return [row.title for row in shelf.rows]


async def test_what_a_clock_that_was_ahead_noted_is_not_at_the_top_for_ever(
    place: Place, tasks: Tasks
) -> None:
    await put(place, "yesterday", 1)
    await put(place, "from the future", -400)
    await put(place, "today", 0)
    await put(place, "begun last week, then from the future", 7, -400)

    assert titles(await open_shelf(place, tasks)) == [
        "today",
        "yesterday",
        "begun last week, then from the future",
        "from the future",
    ]


async def test_the_next_message_brings_it_where_it_belongs(place: Place, tasks: Tasks) -> None:
    await put(place, "yesterday", 1)
    await put(place, "went on", 7, -400, 0)

    assert titles(await open_shelf(place, tasks)) == ["went on", "yesterday"]


async def test_a_clock_that_was_behind_lets_nothing_sink(place: Place, tasks: Tasks) -> None:
    await put(place, "last week", 7)
    await put(place, "yesterday", 1, 9_000)

    assert titles(await open_shelf(place, tasks)) == ["yesterday", "last week"]


async def test_where_all_is_ahead_it_is_our_clock_that_is_behind(
    place: Place, tasks: Tasks
) -> None:
    await put(place, "older", -399)
    await put(place, "newer", -400)
    await put(place, "oldest", -300)

    assert titles(await open_shelf(place, tasks)) == ["newer", "older", "oldest"]


async def test_what_happens_now_is_first_though_the_clock_is_behind(
    place: Place, tasks: Tasks
) -> None:
    rows = Rows()
    now = datetime.now(UTC)
    for number in range(3):
        rows.put(Row(fakes.a_conversation().id, "", now - number * DAY))

    assert rows.next_moment(now - 9_000 * DAY) > now
    assert rows.next_moment(now + DAY) == now + DAY


@pytest.mark.parametrize("ahead", [0, 1, 2, 4, 5])
def test_the_clock_is_believed_unless_most_speak_against_it(ahead: int) -> None:
    now = datetime.now(UTC)
    times = [now + 400 * DAY] * ahead + [now - DAY] * (5 - ahead)
    assert latest_believed(times, now) == now + (400 * DAY if ahead > 2 else DAY)
