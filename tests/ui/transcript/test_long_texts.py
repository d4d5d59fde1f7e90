"""Long texts and long conversations: little is made of them at once, and nothing is missing."""

import pytest
from pytestqt.qtbot import QtBot

from fakes.entries import reply, user
from fakes.markdown_samples import ANSWER
from fakes.texts import mixed_markdown
from whinchat.domain.values import MessageId
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.board import Board
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.message_views import GivenBranch
from whinchat.ui.transcript.rows.plain_row import PlainRow
from whinchat.ui.transcript.transcript import Transcript


class WatchedBranch(GivenBranch):
    """Knows which messages were asked for."""

    def __init__(self, entries: list[Entry]) -> None:
        super().__init__(entries)
        self.asked: set[int] = set()

    def __getitem__(self, place: int) -> Entry:
        self.asked.add(place)
        return super().__getitem__(place)


def _board(transcript: Transcript) -> Board:
    return transcript.findChildren(Board)[0]


def _settled(transcript: Transcript, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: transcript.is_settled, timeout=20_000)


def test_opening_ten_thousand_messages_asks_for_those_in_sight(transcript: Transcript) -> None:
    branch = WatchedBranch([reply(ANSWER, message_id=f"m{number}") for number in range(10_000)])

    transcript.show_branch(branch)

    assert 9_999 in branch.asked
    assert len(branch.asked) < 12
    views = _board(transcript).flow.views
    assert sum(len(view.rows) for view in views.built) < 200


def test_jumping_far_asks_for_what_is_there_alone(transcript: Transcript) -> None:
    branch = WatchedBranch([reply(ANSWER, message_id=f"m{number}") for number in range(10_000)])
    transcript.show_branch(branch)

    transcript.focus_message(MessageId("m5000"))

    assert 5_000 in branch.asked
    assert len(branch.asked) < 24


def test_a_long_text_is_all_there_at_once_and_in_blocks_in_the_end(
    transcript: Transcript, qtbot: QtBot
) -> None:
    text = mixed_markdown(400_000)
    transcript.show_entries([user("Tell me."), reply(text)])
    board = _board(transcript)
    view = board.flow.views[1]

    assert view.is_filling
    assert len(_words(board)) > 390_000
    _settled(transcript, qtbot)
    assert not view.is_filling
    assert sum(not isinstance(row, PlainRow) for row in view.rows) > 1_000


def test_the_end_stays_in_sight_while_a_long_text_fills_in(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([user("Tell me."), reply(mixed_markdown(200_000) + "\n\nThe end")])
    board = _board(transcript)

    while not transcript.is_settled:
        assert board.flow.is_at_end
        qtbot.wait(1)

    assert board.flow.is_at_end


@pytest.mark.parametrize("change", ["width", "zoom", "theme"])
def test_the_reading_position_stays(
    transcript: Transcript, theme: Theme, qtbot: QtBot, change: str
) -> None:
    transcript.show_entries([reply(f"{n}. paragraph\n\n{ANSWER}") for n in range(300)])
    board = _board(transcript)
    board.jump(board.flow.total // 2)
    before = _first_in_sight(board)

    if change == "width":
        transcript.resize(520, 480)
    else:
        zoom = 1.3 if change == "zoom" else 1.0
        theme.apply("dark" if change == "theme" else "light", zoom=zoom, reduced_motion=True)
    qtbot.wait(20)

    assert _first_in_sight(board) == before


def test_the_reader_of_a_long_text_stays_near_where_he_was_while_it_fills_in(
    transcript: Transcript, qtbot: QtBot
) -> None:
    lines = "".join(f"Paragraph {number} of many words.\n\n" for number in range(8_000))
    transcript.show_entries([reply(lines)])
    board = _board(transcript)
    board.jump(board.flow.total // 2)
    before = _number_in_sight(board)

    _settled(transcript, qtbot)

    assert abs(_number_in_sight(board) - before) < 200


def _first_in_sight(board: Board) -> tuple[int, object]:
    first = board.flow.placed[0]
    return first.spot.message, first.row.key


def _number_in_sight(board: Board) -> int:
    for placed in board.flow.placed:
        words = placed.row.text_between(0, 1 << 20).split()
        if "Paragraph" in words[:-1]:
            return int(words[words.index("Paragraph") + 1])
    raise AssertionError("no paragraph in sight")


def _words(board: Board) -> str:
    rows = board.flow.views[1].rows
    return "".join(row.text_between(0, 1 << 30) for row in rows)
