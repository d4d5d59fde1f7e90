"""The law of the reader's place: where nobody follows the end, nothing in sight ever moves."""

import random

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply, user
from fakes.markdown_samples import ANSWER, RICH
from fakes.screens import settled
from whinchat.domain.conversation import Status
from whinchat.domain.parts import Citation, ReasoningPart, TextPart
from whinchat.ui.transcript.entry import Entry
from whinchat.ui.transcript.rows.row import RowKey
from whinchat.ui.transcript.rows.status import STATUS_PART
from whinchat.ui.transcript.transcript import Transcript

WORDS = ANSWER + "\n\n" + RICH
Tops = dict[tuple[str, RowKey], int]


def tops(transcript: Transcript) -> Tops:
    """Return where each row with words in sight begins."""
    placed = transcript._board.flow.placed
    return {
        (row.view.message_id, row.row.key): row.top + row.row.gap
        for row in placed
        if row.row.key.part < STATUS_PART
    }


def assert_unmoved(before: Tops, after: Tops) -> None:
    kept = before.keys() & after.keys()
    assert kept
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}


def stages_of_a_reply() -> list[Entry]:
    """A reply from its first moment to its end, with all that comes and goes on the way."""
    thought = ReasoningPart("Let me see.\n\nYes.", 2.0)
    waiting = growing("")
    stages = [
        Entry(waiting.message, progress="Waiting for the first word…"),
        Entry(waiting.message, silence="No data for 60 s"),
    ]
    for end in range(40, len(WORDS), 230):
        parts = (thought, TextPart(WORDS[:end]))
        stages.append(reply(*parts, status=Status.STREAMING, message_id="reply"))
        if end % 3 == 0:
            stages.append(Entry(stages[-1].message, silence="No data for 60 s"))
    sources = (Citation("https://example.org/a", "A page"),)
    stages.append(reply(thought, TextPart(WORDS, sources), message_id="reply"))
    return stages


@pytest.mark.parametrize("seed", range(6))
def test_whatever_comes_below_what_is_read_stays(
    transcript: Transcript, qtbot: QtBot, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    older = [reply(f"{n}. {RICH}") for n in range(4)]
    transcript.show_entries([*older, user("Tell me.")])
    leave = [Qt.Key.Key_Up] * chance.randint(1, 3) + [Qt.Key.Key_PageUp] * chance.randint(0, 2)
    is_away = False
    for stage in stages_of_a_reply():
        if not is_away and chance.random() < 0.2:
            is_away = True
            for key in leave:
                qtbot.keyClick(transcript, key)
        settled(qtbot, 1)
        before = tops(transcript)
        transcript.put(stage)
        settled(qtbot, 40 if chance.random() < 0.1 else 1)
        if is_away:
            assert_unmoved(before, tops(transcript))
    assert is_away


def test_a_selection_at_the_end_holds_everything_when_the_reply_ends(
    transcript: Transcript, qtbot: QtBot
) -> None:
    stages = stages_of_a_reply()
    transcript.show_entries([user("Tell me."), stages[-2]])
    transcript.put(Entry(stages[-2].message, silence="No data for 60 s"))
    settled(qtbot)
    transcript.select_all()
    before = tops(transcript)

    transcript.put(stages[-1])
    settled(qtbot)

    assert_unmoved(before, tops(transcript))


def test_the_key_for_the_message_above_stops_following(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([user("Tell me."), growing("One word")])
    qtbot.keyClick(transcript, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    before = tops(transcript)

    for end in range(0, len(WORDS), 500):
        transcript.put(growing("One word" + WORDS[:end]))
    settled(qtbot)

    assert_unmoved(before, tops(transcript))
    qtbot.keyClick(transcript, Qt.Key.Key_End)
    transcript.put(growing("One word" + WORDS + WORDS))
    settled(qtbot)
    bar = transcript.verticalScrollBar()
    assert bar.value() == bar.maximum()
