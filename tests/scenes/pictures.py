"""Scenes of pictures that belong to a conversation."""

import hashlib

from PySide6.QtWidgets import QWidget

from fakes.entries import reply, user
from fakes.pictures import attachment_of, bring, landscape
from scenes.scene import Scene
from whinchat.domain.parts import Attachment, ImagePart
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript

_IN_CONTENT = "One that is only linked: ![A map](https://example.org/map.png)"


def build_pictures(theme: Theme) -> QWidget:
    """A wide picture, a small one, one that is missing, and one that a text only names."""
    wide, small = landscape(1_600, 700), landscape(160, 120)
    missing = Attachment(hashlib.sha256(b"").hexdigest(), "image/png", "gone.png", 1)
    shown = Transcript(theme)
    bring(shown.pictures, wide, small)
    parts = (ImagePart(attachment_of(wide)), ImagePart(attachment_of(small)), ImagePart(missing))
    shown.show_entries([user("Draw me hills"), reply("Here they are:", *parts, _IN_CONTENT)])
    return shown


SCENES = (Scene("transcript-pictures", build_pictures, (828, 760)),)
