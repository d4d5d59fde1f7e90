"""The reader's place: it follows the end when the reader is there, and else never moves."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply, user
from fakes.markdown_samples import ANSWER, RICH
from fakes.screens import on_screen, settled
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript


def test_a_branch_is_shown_at_its_end(transcript: Transcript) -> None:
    transcript.show_entries([user("Tell me."), reply(RICH)])

    assert is_at_end(transcript)


def test_a_view_at_the_end_stays_there_while_a_reply_grows(transcript: Transcript) -> None:
    transcript.show_entries([user("Tell me.")])
    for end in range(100, len(RICH), 300):
        transcript.put(growing(RICH[:end]))
    transcript.put(reply(RICH, message_id="reply"))

    assert is_at_end(transcript)
    assert transcript.verticalScrollBar().maximum() > 0


def test_the_bar_pulled_to_its_end_follows_though_the_way_has_grown(
    transcript: Transcript, qtbot: QtBot
) -> None:
    bar = transcript.verticalScrollBar()
    transcript.show_entries([user("Tell me."), *[reply(RICH)] * 12])
    for lines in range(1, 6):
        transcript.put(growing("A line\n\n" * lines))
    before = bar.maximum()
    bar.setSliderDown(True)
    bar.setValue(before // 2)
    assert not is_at_end(transcript)

    bar.setValue(before)
    bar.setSliderDown(False)
    settled(qtbot)

    assert is_at_end(transcript)
    transcript.put(growing("A line\n\n" * 9))
    assert is_at_end(transcript)


def test_after_one_step_up_nothing_moves_while_a_reply_grows(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([user("Tell me."), reply(RICH), user("More.")])
    transcript.put(growing(ANSWER[:200]))
    qtbot.keyClick(transcript, Qt.Key.Key_Up)
    settled(qtbot)
    before = on_screen(transcript, height=450)

    transcript.put(growing(ANSWER))
    transcript.put(reply(ANSWER + RICH, message_id="reply"))
    settled(qtbot)

    assert on_screen(transcript, height=450) == before
    assert not is_at_end(transcript)


def test_reaching_the_end_again_follows_again(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("Tell me."), reply(RICH)])
    qtbot.keyClick(transcript, Qt.Key.Key_PageUp)
    for _ in range(4):
        qtbot.keyClick(transcript, Qt.Key.Key_PageDown)

    transcript.put(growing(ANSWER))

    assert is_at_end(transcript)


def test_the_button_leads_back_to_the_end_and_goes(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("Tell me."), reply(RICH)])
    button = jump_button(transcript)
    assert not button.isVisible()

    qtbot.keyClick(transcript, Qt.Key.Key_Home)
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert is_at_end(transcript)
    assert not button.isVisible()


def test_selecting_stops_following(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user("Tell me."), reply(RICH)])
    settled(qtbot)
    transcript.select_all()

    transcript.put(growing(ANSWER))

    assert not is_at_end(transcript)


def test_the_text_at_the_top_stays_through_there_and_back_of_width_and_zoom(
    transcript: Transcript, theme: Theme, qtbot: QtBot
) -> None:
    transcript.show_entries([reply(f"{n}. paragraph\n\n{ANSWER}") for n in range(30)])
    transcript.verticalScrollBar().setValue(transcript.verticalScrollBar().maximum() // 2)
    transcript.resize(701, 600)
    settled(qtbot)
    before = on_screen(transcript, height=40)

    for zoom in (1.4, 1):
        theme.apply("light", zoom=zoom, reduced_motion=True)
    for width in (480, 900, 700, 701):
        transcript.resize(width, 600)
        settled(qtbot)

    middle = transcript.verticalScrollBar().maximum() // 2
    assert abs(transcript.verticalScrollBar().value() - middle) < middle // 4
    assert on_screen(transcript, height=40).size() == before.size()


def test_scrolling_through_the_unknown_moves_by_what_was_asked(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([reply(f"{n}. paragraph\n\n{RICH}") for n in range(40)])
    settled(qtbot)
    for _ in range(60):
        before = on_screen(transcript, top=0, height=300)
        qtbot.keyClick(transcript, Qt.Key.Key_Up)
        settled(qtbot, 5)
        moved = on_screen(transcript, top=40, height=300)
        assert moved.copy(0, 0, 600, 250) == before.copy(0, 0, 600, 250)


def test_the_end_of_the_bar_is_the_end_of_the_text(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([reply(f"{n}. paragraph\n\n{RICH}") for n in range(400)])
    bar = transcript.verticalScrollBar()

    bar.setValue(0)
    assert bar.value() == 0
    bar.setValue(bar.maximum())

    assert is_at_end(transcript)


def is_at_end(transcript: Transcript) -> bool:
    bar = transcript.verticalScrollBar()
    return bar.value() == bar.maximum()


def jump_button(transcript: Transcript) -> QToolButton:
    return next(
        button
        for button in transcript.findChildren(QToolButton)
        if button.accessibleName() == "Jump to latest"
    )
