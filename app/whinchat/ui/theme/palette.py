"""Qt's own palette, made from the tokens: what Fusion draws then fits what we draw."""

from PySide6.QtGui import QColor, QPalette

from whinchat.ui.theme.tokens import Tokens

_Role = QPalette.ColorRole


def make_palette(tokens: Tokens) -> QPalette:
    """Return the palette of one mode."""
    palette = QPalette()
    for role, colour in _colours(tokens).items():
        palette.setColor(role, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(disabled, role, QColor(tokens.muted))
    palette.setColor(disabled, _Role.Highlight, QColor(tokens.line))
    return palette


def _colours(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    return {
        _Role.Window: tokens.window,
        _Role.WindowText: tokens.text,
        _Role.Base: tokens.window,
        _Role.AlternateBase: tokens.sidebar,
        _Role.Text: tokens.text,
        _Role.PlaceholderText: tokens.muted,
        _Role.Button: tokens.window,
        _Role.ButtonText: tokens.text,
        _Role.BrightText: tokens.bad,
        _Role.Light: tokens.raised,
        _Role.Midlight: tokens.raised,
        _Role.Mid: tokens.line,
        _Role.Dark: tokens.line,
        _Role.Shadow: tokens.line,
        _Role.Highlight: tokens.selection,
        _Role.HighlightedText: tokens.text,
        _Role.Accent: tokens.accent,
        _Role.Link: tokens.accent,
        _Role.LinkVisited: tokens.accent,
        _Role.ToolTipBase: tokens.notice,
        _Role.ToolTipText: tokens.on_notice,
    }
