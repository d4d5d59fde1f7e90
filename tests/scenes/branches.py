"""Scenes of versions: edited, mapped, compared; and of a conversation that is not saved."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

import picture_library as library
from fakes.conversations import a_conversation, a_mark, a_message
from fakes.scripts import ScriptedReplies
from scenes.scene import Scene
from scenes.settings import NoDisk
from scenes.windows import open_window
from whinchat.domain.conversation import Message, Role
from whinchat.domain.draft import Draft
from whinchat.domain.values import MessageId
from whinchat.domain.word_difference import word_difference
from whinchat.paths import portable_paths
from whinchat.services.chat import Chat
from whinchat.services.tasks import Tasks
from whinchat.services.temporary import Memory
from whinchat.storage.library import Library
from whinchat.ui.branches.comparison_dialog import ComparisonDialog
from whinchat.ui.main_window import MainWindow
from whinchat.ui.theme.theme import Theme

_MOMENT = datetime(2026, 3, 14, 14, 5, tzinfo=UTC)
_ONE = (
    "Wait longer after each failure and stop after a few attempts.\n\n"
    "Add some randomness, so that not everybody comes back at once."
)
_OTHER = (
    "Wait twice as long after each failure, and stop after five attempts.\n\n"
    "Add some randomness, so that not everybody comes back at once. Log every attempt."
)
_TALK = (
    "Why are there lupins on the Azores?",
    "They were sown as green manure.",
    "By whom?",
    "By farmers, from the nineteenth century on.",
    "**Settlers** brought them for their fields.",
    "When did they bloom first?",
    "Nobody wrote it down.",
    "And on Flores?",
    "Later than on São Miguel.",
    "What grows there now?",
    "Hydrangeas, mostly.",
    "Are they native?",
    "No, they come from Japan.",
    "Which plants are native, then?",
    "Heather, laurel and juniper.",
)


def build_editing(theme: Theme) -> QWidget:
    """A question in the composer, to be asked in other words."""
    window = _open(theme)
    window.views.page.acts.edit_last()
    return window


def build_temporary(theme: Theme) -> QWidget:
    """A conversation in memory alone, with the offer to keep it."""
    window = _open(theme)
    page = window.views.page
    chat = page.chat
    assert chat is not None
    chat._record.keeping = Memory("scene")
    page.refresh()
    return window


def build_map(theme: Theme) -> QWidget:
    """The map beside a conversation that was edited, retried and gone on with."""
    window = _open(theme)
    page = window.views.page
    page.show_chat(_branched(), Draft())
    page.map.toggle()
    return window


def build_emptied(theme: Theme) -> QWidget:
    """A conversation of which everything is deleted."""
    window = _open(theme)
    chat = _branched()
    for message_id in [*chat.conversation.messages]:
        message = chat.conversation.messages[message_id]
        chat.conversation.put(replace(message, marks={"deleted": a_mark(True)}))
    window.views.page.show_chat(chat, Draft())
    # Nobody answers in a scene, which is told elsewhere.
    window.views.page.offer.hide()
    return window


def build_difference(theme: Theme) -> QWidget:
    """Two versions of a reply, word by word."""
    first = a_message(_ONE, created_at=_MOMENT)
    second = a_message(_OTHER, created_at=_MOMENT)
    holder = QWidget()
    dialog = ComparisonDialog(theme, [first, second], 1, Tasks(), holder)
    dialog.show_runs(word_difference(_ONE, _OTHER))
    dialog.setParent(None)
    return dialog


def _open(theme: Theme) -> MainWindow:
    window = open_window(theme, library.RETRY)
    window.views.panes.want_sidebar(wanted=False)
    return window


def _branched() -> Chat:
    words = iter(_TALK)
    conversation = a_conversation(title="How lupins got to the Azores")

    def say(parent: Message | None) -> Message:
        message = a_message(next(words), parent, created_at=_MOMENT)
        conversation.put(message)
        return message

    question = say(None)
    first = say(question)
    say(say(first))
    second = say(question)
    more = second
    for _ in range(8):
        more = say(more)
    say(more)
    other = say(more)
    conversation.put(replace(other, id=MessageId("other"), parent_id=None, role=Role.USER))
    conversation.marks["leaf_id"] = a_mark(other.id)
    disk = NoDisk()
    keeping = Library(portable_paths(Path("/nonexistent")), disk, "scene")
    return Chat(conversation, keeping, ScriptedReplies())


SCENES = (
    Scene("branch-editing", build_editing, (760, 520), scales=(1,)),
    Scene("branch-difference", build_difference, (640, 360), scales=(1,)),
    Scene("branch-map", build_map, (760, 520), scales=(1,)),
    Scene("branch-emptied", build_emptied, (760, 400), scales=(1,)),
    Scene("branch-temporary", build_temporary, (760, 520), scales=(1,)),
)
