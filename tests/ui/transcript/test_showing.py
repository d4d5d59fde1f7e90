"""Taking the reader to a message from elsewhere."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.entries import growing, reply, user
from fakes.markdown_samples import RICH
from fakes.screens import on_screen, settled
from whinchat.domain.values import MessageId
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript


def test_a_message_far_away_is_shown_and_its_mark_goes_by_itself(
    transcript: Transcript, theme: Theme, qtbot: QtBot
) -> None:
    theme.apply("light", reduced_motion=False)
    entries = [reply(f"{n}. words", message_id=f"m{n}") for n in range(3_000)]
    transcript.show_entries(entries)
    settled(qtbot)

    assert transcript.show_message(MessageId("m17"))
    settled(qtbot)

    assert transcript.hits.message_in_sight in {MessageId(f"m{n}") for n in range(10, 18)}
    marked = on_screen(transcript)
    qtbot.waitUntil(lambda: transcript._board.glow is None, timeout=3_000)
    settled(qtbot)
    assert on_screen(transcript) != marked


def test_what_is_not_here_is_not_shown(transcript: Transcript) -> None:
    transcript.show_entries([user("One")])

    assert not transcript.show_message(MessageId("elsewhere"))


def test_a_reply_that_grows_does_not_lead_away_from_it(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_entries([user("One", "first"), reply(RICH), user("Two")])
    transcript.put(growing("A"))
    transcript.show_message(MessageId("first"))
    before = transcript.verticalScrollBar().value()

    transcript.put(growing("A" + RICH))
    settled(qtbot)

    assert transcript.verticalScrollBar().value() == before


def test_moving_between_messages_begins_there(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_entries([user(f"{n}", f"m{n}") for n in range(9)])
    transcript.show_message(MessageId("m4"))

    qtbot.keyClick(transcript, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(transcript, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert transcript._board.ringed == 5
