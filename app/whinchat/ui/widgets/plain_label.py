"""A label that shows text as it is: what a server sends is never taken for markup."""

from collections.abc import Callable
from enum import StrEnum
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Tokens


class LabelKind(StrEnum):
    """What a label says, which decides its font and colour."""

    BODY = "body"
    STRONG = "strong"
    META = "meta"
    META_STRONG = "meta strong"
    """The model's name above its reply."""
    META_BAD = "meta bad"
    """What is wrong, below a field."""
    GROUP = "group"
    """The head of a group in a list."""
    CODE = "code"
    """A server's own words."""
    NOTICE = "notice"
    """On a toast."""
    FIELD = "field"
    """The name above a field."""
    MUTED = "muted"
    """Explanations, as large as the body but quiet."""
    TITLE = "title"
    """The title of a settings page."""
    HERO = "hero"
    """The one line of an empty conversation."""
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

    def event(self, event: QEvent) -> bool:
        """Take the theme's colour again once Qt's style sheets are done with the label.

        Where the theme changed before the label was first shown, their first look at it brings
        the colours of its construction back (6.11).
        """
        handled = super().event(event)
        if event.type() == QEvent.Type.Polish:
            self._restyle()
        return handled

    def _restyle(self) -> None:
        self.setFont(label_font(self._theme, self._kind))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, _colour(self._theme.tokens, self._kind))
        self.setPalette(palette)


def plain_tooltip(text: str) -> str:
    """Return a tooltip that shows ``text`` as it is: Qt guesses, and would render markup in it."""
    return f"<qt>{escape(text)}</qt>" if text else ""


def explain(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip, and a screen reader the same words without markup."""
    widget.setToolTip(plain_tooltip(text))
    # Qt describes a widget by its tooltip, markup and all, where there is no description.
    widget.setAccessibleDescription(text)


def label_font(theme: Theme, kind: LabelKind) -> QFont:
    """Return the font of that kind of label."""
    return _FONTS[kind](theme)


_FONTS: dict[LabelKind, Callable[[Theme], QFont]] = {
    LabelKind.BODY: Theme.interface_font,
    LabelKind.MUTED: Theme.interface_font,
    LabelKind.BAD: Theme.interface_font,
    LabelKind.NOTICE: Theme.interface_font,
    LabelKind.STRONG: lambda theme: theme.interface_font(QFont.Weight.DemiBold),
    LabelKind.CODE: Theme.code_font,
    LabelKind.FIELD: lambda theme: theme.meta_font(QFont.Weight.Medium),
    LabelKind.META: Theme.meta_font,
    LabelKind.META_BAD: Theme.meta_font,
    LabelKind.META_STRONG: lambda theme: theme.meta_font(QFont.Weight.DemiBold),
    LabelKind.GROUP: Theme.group_font,
    LabelKind.TITLE: Theme.page_title_font,
    LabelKind.HERO: Theme.hero_font,
}
_QUIET = (LabelKind.META, LabelKind.GROUP, LabelKind.MUTED)


def _colour(tokens: Tokens, kind: LabelKind) -> QColor:
    if kind in (LabelKind.BAD, LabelKind.META_BAD):
        return QColor(tokens.bad)
    if kind is LabelKind.NOTICE:
        return QColor(tokens.on_notice)
    return QColor(tokens.muted if kind in _QUIET else tokens.text)
