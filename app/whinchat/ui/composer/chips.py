"""The attachments of the draft that is being written, and what is to be said of them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from whinchat.domain.media import PICTURES
from whinchat.domain.model import Model
from whinchat.domain.parts import Attachment
from whinchat.ui.announcing import announce
from whinchat.ui.composer.chip import THUMBNAIL, Chip
from whinchat.ui.composer.unread import unread_words
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space, Tint
from whinchat.ui.transcript.pictures.picture import Picture
from whinchat.ui.transcript.pictures.pictures import Pictures
from whinchat.ui.widgets.icon_mark import IconMark
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.wrap_box import WrapBox

_SHARP = 4
"""A thumbnail is read so much larger than it is shown: its middle is cut out, screens are fine."""


class Chips(QWidget):
    """Shows attachments in the order in which they are sent; hidden while there is none."""

    changed = Signal()
    emptied_by_keyboard = Signal()
    """The last chip had the keyboard and is gone."""
    paste_requested = Signal(Attachment)

    def __init__(self, theme: Theme, parent: QWidget, *, after: QWidget) -> None:
        """Make an empty row; the keyboard comes to it from the widget it is ``after``."""
        super().__init__(parent)
        self._theme = theme
        self._pictures: Pictures | None = None
        self._model = Model("")
        self._box = WrapBox(self, after=after)
        self._words = PlainLabel(theme, "", LabelKind.META, wraps=True)
        self._warning = self._make_warning()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        rows.setSpacing(Space.XS)
        rows.addWidget(self._box)
        rows.addWidget(self._warning)
        self.setAccessibleName("Attachments")
        self.hide()

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Return what is attached, in order."""
        return tuple(chip.attachment for chip in self._chips())

    def take_thumbnails_from(self, pictures: Pictures) -> None:
        """Say who decodes pictures."""
        self._pictures = pictures

    def show_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Exchange what is attached, each once, without telling it as a change of the user's."""
        kept = {chip.attachment: chip for chip in self._chips()}
        wanted = dict.fromkeys(attachments)
        self._box.set_widgets([kept.get(one) or self._make_chip(one) for one in wanted])
        for chip in self._chips():
            if chip.attachment not in kept:
                self._ask_for_thumbnail(chip)
        self._warn()
        self.setVisible(bool(wanted))
        self.updateGeometry()

    def show_model(self, model: Model) -> None:
        """Say below the chips what of them a model does not read."""
        self._model = model
        self._warn()

    def _warn(self) -> None:
        words = unread_words(self._model, self.attachments)
        if words and words != self._words.text():
            announce(self, words)
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self._warning.setVisible(bool(words))

    def _make_warning(self) -> QWidget:
        warning = QWidget(self)
        line = QHBoxLayout(warning)
        line.setContentsMargins(Space.XS, Space.NONE, Space.NONE, Space.NONE)
        line.setSpacing(Space.XS)
        line.addWidget(IconMark(self._theme, "triangle-alert", Tint.WARN))
        line.addWidget(self._words, 1)
        warning.hide()
        return warning

    def _chips(self) -> list[Chip]:
        return [chip for chip in self._box.widgets if isinstance(chip, Chip)]

    def _make_chip(self, attachment: Attachment) -> Chip:
        chip = Chip(self._theme, attachment, self._box)
        chip.remove_requested.connect(partial(self._remove, chip))
        chip.paste_requested.connect(partial(self.paste_requested.emit, attachment))
        return chip

    def _ask_for_thumbnail(self, chip: Chip) -> None:
        if self._pictures is None or chip.attachment.media_type not in PICTURES:
            return

        def show(picture: Picture) -> None:
            # Qt's part of a chip that was removed meanwhile is gone.
            if chip in self._box.widgets:
                chip.show_thumbnail(picture.image)

        self._pictures.ask(chip.attachment, THUMBNAIL * _SHARP, show)

    def _remove(self, chip: Chip) -> None:
        chips = self._chips()
        place = chips.index(chip)
        had_keyboard = chip.hasFocus()
        left = [other for other in chips if other is not chip]
        if had_keyboard and left:
            left[min(place, len(left) - 1)].setFocus()
        self.show_attachments([other.attachment for other in left])
        self.changed.emit()
        if had_keyboard and not left:
            self.emptied_by_keyboard.emit()
