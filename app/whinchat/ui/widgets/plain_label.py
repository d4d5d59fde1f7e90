"""A label that shows text as it is: what a server sends is never taken for markup."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import TITLE_EM, Tokens


class LabelKind(StrEnum):
    """What a label says, which decides its font and colour."""

    BODY = "body"
    STRONG = "strong"
    META = "meta"
    META_STRONG = "meta strong"
    """Heads of groups in a list."""
    MUTED = "muted"
    """Body size, quiet: explanations."""
    TITLE = "title"
    BAD = "bad"


class PlainLabel(QLabel):
    """Text in one font and colour of the theme.

    The format is fixed: ``QLabel``'s automatic one renders markup and loads what it points to.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        kind: LabelKind = LabelKind.BODY,
        *,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        self._theme = theme
        self._kind = kind
        theme.changed.connect(self._restyle)
        self._restyle()
        self.setText(text)

    def set_kind(self, kind: LabelKind) -> None:
        """Show the text as another kind from now on."""
        self._kind = kind
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(label_font(self._theme, self._kind))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, _colour(self._theme.tokens, self._kind))
        self.setPalette(palette)


def label_font(theme: Theme, kind: LabelKind) -> QFont:
    """Return the font of that kind of label."""
    match kind:
        case LabelKind.STRONG:
            return theme.body_font(QFont.Weight.DemiBold)
        case LabelKind.META:
            return theme.meta_font()
        case LabelKind.META_STRONG:
            return theme.meta_font(QFont.Weight.DemiBold)
        case LabelKind.TITLE:
            return theme.body_font(QFont.Weight.DemiBold, em=TITLE_EM)
        case LabelKind.BODY | LabelKind.MUTED | LabelKind.BAD:
            return theme.body_font()


def _colour(tokens: Tokens, kind: LabelKind) -> QColor:
    match kind:
        case LabelKind.META | LabelKind.META_STRONG | LabelKind.MUTED:
            return QColor(tokens.muted)
        case LabelKind.BAD:
            return QColor(tokens.bad)
        case LabelKind.BODY | LabelKind.STRONG | LabelKind.TITLE:
            return QColor(tokens.text)
