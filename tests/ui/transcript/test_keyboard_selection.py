"""Selecting with keys: from the message at which the reader is, or on from what is selected."""

import itertools

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply, user
from fakes.markdown_samples import ANSWER, RICH
from fakes.screens import settled
from whinchat.domain.values import MessageId
from whinchat.ui.transcript.transcript import Transcript

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
BOTH = SHIFT | CONTROL
ALT = Qt.KeyboardModifier.AltModifier
TALE = "One two three.\n\n- four\n- five\n\nSix seven."


def extend(transcript: Transcript, qtbot: QtBot, *keys: tuple[Key, Qt.KeyboardModifier]) -> str:
    """Press keys and return what is selected then."""
    for key, modifiers in keys:
        qtbot.keyClick(transcript, key, modifiers)
    return selected(transcript, qtbot)


def selected(transcript: Transcript, qtbot: QtBot) -> str:
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(transcript, Key.Key_C, CONTROL)
    return QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([(Key.Key_Right, SHIFT)] * 3, "One"),
        ([(Key.Key_Right, SHIFT)] * 3 + [(Key.Key_Left, SHIFT)], "On"),
        ([(Key.Key_Right, BOTH)] * 2, "One two "),
        ([(Key.Key_End, SHIFT)], "One two three."),
        ([(Key.Key_Down, SHIFT), (Key.Key_End, SHIFT)], "One two three.\n\n- four"),
        ([(Key.Key_Down, SHIFT)] * 2 + [(Key.Key_Up, SHIFT), (Key.Key_Home, SHIFT)], None),
        ([(Key.Key_Down, BOTH)], "One two three."),
        ([(Key.Key_End, BOTH)], "One two three.\n\n- four\n- five\n\nSix seven.\n\nlast words"),
    ],
)
def test_keys_extend_from_the_beginning_of_the_focused_message(
    transcript: Transcript, qtbot: QtBot, keys: list[tuple[Key, Qt.KeyboardModifier]], expected: str
) -> None:
    transcript.show_entries([user("Tell me"), reply(TALE, message_id="tale"), user("last words")])
    transcript.focus_message(MessageId("tale"))

    found = extend(transcript, qtbot, *keys)

    assert found == (expected or "One two three.")


def test_a_step_up_from_a_message_goes_into_the_one_before(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([user("Tell me"), reply(TALE, message_id="tale")])
    transcript.focus_message(MessageId("tale"))

    assert extend(transcript, qtbot, (Key.Key_Left, SHIFT)) == ""
    assert extend(transcript, qtbot, *[(Key.Key_Left, SHIFT)] * 2) == "me"
    assert extend(transcript, qtbot, (Key.Key_Home, BOTH)) == "Tell me"


def test_keys_go_on_from_where_the_mouse_ended(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply("Wonderful little birds")])
    settled(qtbot)
    qtbot.mouseDClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 56))

    assert extend(transcript, qtbot, (Key.Key_Right, BOTH), (Key.Key_Right, BOTH)) == (
        "Wonderful little "
    )


def test_right_to_left_text_is_selected_in_the_direction_of_the_arrow(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([reply("שלום עולם", message_id="r")])
    transcript.focus_message(MessageId("r"))

    assert extend(transcript, qtbot, *[(Key.Key_Left, SHIFT)] * 4) == "שלום"


def test_escape_selects_nothing_and_moving_on_begins_anew(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([user("Tell me", "q"), reply(TALE, message_id="tale")])
    transcript.focus_message(MessageId("tale"))
    assert extend(transcript, qtbot, (Key.Key_End, SHIFT)) == "One two three."

    assert extend(transcript, qtbot, (Key.Key_Escape, Qt.KeyboardModifier.NoModifier)) == ""
    transcript.focus_message(MessageId("q"))

    assert extend(transcript, qtbot, (Key.Key_End, SHIFT)) == "Tell me"


def test_pages_and_lines_reach_every_word_both_ways(transcript: Transcript, qtbot: QtBot) -> None:
    entries = [reply(f"{n}. paragraph\n\n{ANSWER}", message_id=f"m{n}") for n in range(4)]
    transcript.show_entries(entries)
    transcript.focus_message(MessageId("m0"))
    for _ in range(40):
        qtbot.keyClick(transcript, Key.Key_PageDown, SHIFT)
    everything = selected(transcript, qtbot)

    transcript.clear_selection()
    transcript.focus_message(MessageId("m0"))
    for _ in range(1_000):
        qtbot.keyClick(transcript, Key.Key_Down, SHIFT)
    assert extend(transcript, qtbot, (Key.Key_End, BOTH)) == everything
    assert everything.startswith("0. paragraph")
    assert "3. paragraph" in everything

    for _ in range(60):
        qtbot.keyClick(transcript, Key.Key_PageUp, SHIFT)
    assert selected(transcript, qtbot) == ""


def test_the_end_that_moves_stays_in_sight(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply(f"{n}. {ANSWER}", message_id=f"m{n}") for n in range(6)])
    transcript.focus_message(MessageId("m0"))
    seen: list[int] = []
    for _ in range(120):
        qtbot.keyClick(transcript, Key.Key_Down, SHIFT)
        seen.append(transcript.verticalScrollBar().value())

    assert seen == sorted(seen)
    steps = [after - before for before, after in itertools.pairwise(seen)]
    assert 0 < max(steps) < 200


def test_a_selection_by_key_survives_what_comes_and_stops_following(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([user("Tell me")])
    transcript.put(growing("The first paragraph.\n\nThe second"))
    settled(qtbot)
    qtbot.keyClick(transcript, Key.Key_Up, ALT)
    before = extend(transcript, qtbot, (Key.Key_End, SHIFT))
    assert before == "The first paragraph."

    for end in range(100, len(RICH), 300):
        transcript.put(growing("The first paragraph.\n\nThe second " + RICH[:end]))
    transcript.put(reply("The first paragraph.\n\nThe second " + RICH, message_id="reply"))

    assert selected(transcript, qtbot) == before
    bar = transcript.verticalScrollBar()
    assert bar.value() < bar.maximum()
    qtbot.keyClick(transcript, Key.Key_End)
    qtbot.keyClick(transcript, Key.Key_Home)
    assert selected(transcript, qtbot) == before


def test_a_triple_click_selects_the_paragraph(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply("- Wonderful little birds\n- and others")])
    settled(qtbot)
    surface, left, point = transcript.viewport(), Qt.MouseButton.LeftButton, QPoint(80, 56)
    qtbot.mouseDClick(surface, left, pos=point)
    qtbot.mouseClick(surface, left, pos=point)

    assert selected(transcript, qtbot) == "- Wonderful little birds"


def test_a_click_with_shift_extends(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply("Wonderful little birds")])
    settled(qtbot)
    surface, left = transcript.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseDClick(surface, left, pos=QPoint(50, 56))
    qtbot.mouseClick(surface, left, SHIFT, QPoint(690, 56))

    assert selected(transcript, qtbot) == "Wonderful little birds"


def test_a_drag_beyond_the_edge_scrolls(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply(f"{n}. paragraph\n\n{ANSWER}") for n in range(8)])
    settled(qtbot)
    surface, left = transcript.viewport(), Qt.MouseButton.LeftButton
    before = transcript.verticalScrollBar().value()
    qtbot.mousePress(surface, left, pos=QPoint(300, 300))
    qtbot.mouseMove(surface, QPoint(300, 100))
    qtbot.mouseMove(surface, QPoint(300, -60))
    qtbot.waitUntil(lambda: transcript.verticalScrollBar().value() < before - 600)
    qtbot.mouseRelease(surface, left, pos=QPoint(300, -60))

    assert len(selected(transcript, qtbot)) > 600
