"""Scenes of what is written and waits: attachments in the composer."""

from PySide6.QtWidgets import QWidget

from fakes.pictures import attachment_of, bring, landscape
from scenes.scene import Scene
from whinchat.domain.draft import Draft
from whinchat.domain.model import Model
from whinchat.domain.parts import Attachment
from whinchat.ui.composer.chip import PASTED_TEXT
from whinchat.ui.composer.composer import Composer
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.pictures.pictures import Pictures

_PAPER = Attachment("b" * 64, "application/pdf", "Retry strategies, measured.pdf", 1_830_000)
_NOTES = Attachment("c" * 64, "text/plain", "backoff.py", 3_120)
_PASTED = Attachment("d" * 64, "text/plain", PASTED_TEXT, 18_400)


def build_chips(theme: Theme) -> QWidget:
    """A draft with a picture, a paper, code and a long paste, and a model without eyes."""
    composer = Composer(theme)
    hills = landscape(480, 320)
    pictures = Pictures(composer)
    bring(pictures, hills)
    composer.chips.take_thumbnails_from(pictures)
    composer.model_label.setText("wren-1")
    composer.chips.show_model(Model("wren-1", input_kinds=frozenset({"text", "file"})))
    draft = Draft(
        "What do these say about waiting?", (attachment_of(hills), _PAPER, _NOTES, _PASTED)
    )
    composer.show_draft(draft)
    return composer


SCENES = (Scene("composer-chips", build_chips, (760, 260)),)
