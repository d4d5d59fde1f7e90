"""What is listed where: pins, folders in folders, days, the archive; and what a filter leaves."""

import gc
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fakes.rows import a_folder, a_row
from whinchat.domain.folders import Folder, FolderId
from whinchat.services.rows import Row, RowState
from whinchat.ui.sidebar.lines import ARCHIVE, ArchiveLine, FolderLine, Line, Listing, Outline
from whinchat.ui.sidebar.row_filter import RowFilter, parse_filter

_ALL = RowFilter()
FOLDERS = (a_folder("Work"), a_folder("Tax", "Work"), a_folder("Zoo"))


def lines_of(
    rows: Sequence[Row],
    folders: Sequence[Folder] = FOLDERS,
    *,
    typed: str = "",
    unfolded: Sequence[str] = (),
) -> list[Line]:
    outline = Outline(Listing(rows, folders))
    today = datetime.now(UTC).astimezone().date()
    return outline.lines(parse_filter(typed), [FolderId(key) for key in unfolded], today)


def titles(lines: Sequence[Line]) -> list[str]:
    return [line.title for line in lines]


def test_pins_come_first_then_folders_then_days_then_the_archive() -> None:
    rows = [
        a_row("now"),
        a_row("filed", folder="Zoo"),
        a_row("old and pinned", days_ago=400, is_pinned=True),
        replace(a_row("put away"), is_archived=True),
    ]

    lines = lines_of(rows, [a_folder("Zoo")])

    assert titles(lines) == [
        *("Pinned", "old and pinned", "Folders", "Zoo", "Today", "now", "Archived (1)")
    ]


def test_there_is_no_head_without_rows() -> None:
    assert lines_of([], []) == []


def test_a_folder_shows_what_is_in_it_when_it_is_unfolded() -> None:
    rows = [a_row("a bill", folder="Tax"), a_row("a letter", folder="Work")]

    assert titles(lines_of(rows)) == ["Folders", "Work", "Zoo"]
    assert titles(lines_of(rows, unfolded=["Work"])) == [
        "Folders",
        "Work",
        "Tax",
        "a letter",
        "Zoo",
    ]
    both = lines_of(rows, unfolded=["Work", "Tax"])
    assert titles(both) == ["Folders", "Work", "Tax", "a bill", "a letter", "Zoo"]


def test_a_folder_counts_what_is_in_the_folders_within_it() -> None:
    rows = [a_row("a bill", folder="Tax"), a_row("a letter", folder="Work")]

    folders = [line for line in lines_of(rows) if isinstance(line, FolderLine)]

    assert [(line.title, line.count) for line in folders] == [("Work", 2), ("Zoo", 0)]


def test_a_folded_folder_tells_of_news_inside() -> None:
    rows = [a_row("a bill", folder="Tax", state=RowState.UNREAD)]

    assert tells_of_news(lines_of(rows))
    assert not tells_of_news(lines_of(rows, unfolded=["Work", "Tax"]))


def tells_of_news(lines: Sequence[Line]) -> bool:
    return any(isinstance(line, FolderLine) and line.has_news for line in lines)


def test_a_conversation_of_a_folder_that_is_gone_stands_among_the_days() -> None:
    assert titles(lines_of([a_row("lost", folder="gone")], [])) == ["Today", "lost"]


def test_what_is_pinned_in_a_folder_stands_once_among_the_pins() -> None:
    rows = [a_row("dear", folder="Zoo", is_pinned=True)]

    assert titles(lines_of(rows, unfolded=["Zoo"])).count("dear") == 1


def test_the_archive_shows_its_rows_when_it_is_unfolded() -> None:
    rows = [replace(a_row("put away", folder="Zoo"), is_archived=True)]

    assert lines_of(rows, []) == [ArchiveLine(1, is_open=False)]
    assert titles(lines_of(rows, [], unfolded=[ARCHIVE])) == ["Archived (1)", "put away"]


def test_a_filter_opens_the_folders_that_have_hits_and_leaves_out_the_others() -> None:
    rows = [a_row("a bill", folder="Tax"), a_row("a letter", folder="Work"), a_row("today")]

    assert titles(lines_of(rows, typed="bill")) == ["Folders", "Work", "Tax", "a bill"]


def test_a_filter_finds_what_is_put_away() -> None:
    rows = [replace(a_row("put away"), is_archived=True)]

    assert titles(lines_of(rows, typed="away")) == ["Archived (1)", "put away"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("rye", ["bread with rye"]),
        ("RYE Bread", ["bread with rye"]),
        ("#baking", ["bread with rye"]),
        ("#bak", ["bread with rye"]),
        ("tag:baking bread", ["bread with rye"]),
        ("#baking #money", []),
        ("tax", ["a bill"]),
        ("work bill", ["a bill"]),
        ("#", ["bread with rye", "a bill"]),
        ("  ", ["bread with rye", "tea", "a bill"]),
    ],
)
def test_what_a_filter_leaves(typed: str, found: Sequence[str]) -> None:
    rows = [
        a_row("bread with rye", tags=("Baking", "long")),
        a_row("tea"),
        a_row("a bill", folder="Tax", tags=("money",)),
    ]

    lines = lines_of(rows, typed=typed, unfolded=["Work", "Tax"])

    assert {line.title for line in lines if isinstance(line, Row)} == set(found)


def test_narrowing_makes_nothing_for_each_row_that_the_collector_would_look_through() -> None:
    rows = [a_row(f"bread and rye {number}") for number in range(2 * gc.get_threshold()[0])]
    texts = [row.title for row in rows]
    row_filter = parse_filter("bread rye")
    before = gc.get_count()[0]

    found = iter(row_filter.select(rows, texts))

    assert next(found) == rows[0]
    assert gc.get_count()[0] - before < 50
