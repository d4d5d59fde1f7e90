"""The style sheet for Qt's own widgets: fields, menus, lists, scroll bars, tooltips.

What we draw ourselves (buttons, cards, notices) takes its tokens from the theme and is not here.
Sizes of type are never set here, since a style sheet would overrule the zoom.
"""

from pathlib import Path
from string import Template

from whinchat.ui.theme.tokens import Radius, Size, Space, Tokens

_SHEET = Template(
    """
QWidget { selection-background-color: $selection; selection-color: $text; }

QLineEdit, QComboBox, QAbstractSpinBox {
    background: $window; color: $text; placeholder-text-color: $muted;
    border: ${hair}px solid $line; border-radius: ${radius}px;
    padding: ${field_padding}px ${m}px; min-height: ${field_height}px;
}
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: $muted; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: ${ring}px solid $accent;
    padding: ${field_padding_focus}px ${m_focus}px;
}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
    background: $sidebar; color: $muted;
}
QAbstractSpinBox QLineEdit {
    border: none; background: transparent; padding: 0; min-height: 0;
}
QComboBox::drop-down { border: none; width: ${xl}px; }
QComboBox::down-arrow { image: url("$arrow_down"); width: ${icon}px; height: ${icon}px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    border: none; background: transparent; width: ${xl}px;
}
QAbstractSpinBox::up-arrow { image: url("$arrow_up"); width: ${m}px; height: ${m}px; }
QAbstractSpinBox::down-arrow { image: url("$arrow_down"); width: ${m}px; height: ${m}px; }
QComboBox QAbstractItemView {
    background: $window; border: ${hair}px solid $line; padding: ${xs}px; outline: none;
}

/* Square: round corners of a window of its own are black where nothing composites. */
QMenu {
    background: $window; color: $text; border: ${hair}px solid $line; padding: ${xs}px;
}
QMenu::item { padding: ${hair_s}px ${xl}px ${hair_s}px ${m}px; border-radius: ${small}px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $muted; }
QMenu::icon { padding-left: ${s}px; }
QMenu::separator { height: ${hair}px; background: $line; margin: ${xs}px ${s}px; }

QToolTip {
    background: $notice; color: $on_notice;
    border: ${hair}px solid $notice; padding: ${xs}px ${s}px;
}

QProgressBar {
    background: $raised; color: $text; border: none; border-radius: ${scroll_radius}px;
    text-align: center;
}
QProgressBar::chunk { background: $accent; border-radius: ${scroll_radius}px; }

/* Dialogs of Qt's own: print, choose a file. */
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QDialogButtonBox QPushButton {
    background: $window; color: $text; border: ${hair}px solid $line;
    border-radius: ${radius}px; padding: ${field_padding}px ${m}px;
}
QDialogButtonBox QPushButton:hover { background: $raised; }
QDialogButtonBox QPushButton:pressed { background: $selected; }
QDialogButtonBox QPushButton:default { border-color: $muted; }
QDialogButtonBox QPushButton:focus { border: ${hair}px solid $accent; }
QDialogButtonBox QPushButton:disabled { background: $sidebar; color: $muted; }

QAbstractItemView { background: transparent; border: none; outline: none; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: ${scroll}px; }
QScrollBar:horizontal { height: ${scroll}px; }
QScrollBar::handle { background: $line; border-radius: ${scroll_radius}px; margin: ${hairspace}px; }
QScrollBar::handle:vertical { min-height: ${scroll_minimum}px; }
QScrollBar::handle:horizontal { min-width: ${scroll_minimum}px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: ${hair}px; }

QCheckBox {
    spacing: ${s}px; padding: ${xs}px ${xs}px ${xs}px ${hairspace}px;
    border: ${ring}px solid transparent;
}
QCheckBox:focus { border-color: $accent; border-radius: ${radius}px; }
QCheckBox::indicator {
    width: ${icon}px; height: ${icon}px; border: ${hair}px solid $muted; background: $window;
    border-radius: ${small}px;
}
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url("$check");
}
"""
)


def make_stylesheet(tokens: Tokens, icon_folder: Path) -> str:
    """Return the style sheet of one mode; the small marks it draws lie in ``icon_folder``."""
    mode = "dark" if tokens.is_dark else "light"
    marks = {
        "arrow_down": (icon_folder / f"mark-down-{mode}.svg").as_posix(),
        "arrow_up": (icon_folder / f"mark-up-{mode}.svg").as_posix(),
        "check": (icon_folder / f"mark-check-{mode}.svg").as_posix(),
    }
    colours = {name: getattr(tokens, name) for name in tokens.__slots__ if name != "is_dark"}
    return _SHEET.substitute(colours, **_lengths(), **marks)


def _lengths() -> dict[str, int]:
    field_padding = Space.XS
    return {
        "hair": Size.HAIRLINE,
        "ring": Size.FOCUS_RING,
        "radius": Radius.CONTROL,
        "small": Radius.SMALL,
        "hairspace": Space.HAIR,
        "hair_s": Space.XS + Space.HAIR,
        "xs": Space.XS,
        "s": Space.S,
        "m": Space.M,
        "m_focus": Space.M - Size.HAIRLINE,
        "xl": Space.XL,
        "icon": Size.ICON,
        "field_padding": field_padding,
        "field_padding_focus": field_padding - Size.HAIRLINE,
        "field_height": Size.FIELD - 2 * (field_padding + Size.HAIRLINE),
        "scroll": Size.SCROLL_BAR,
        "scroll_radius": (Size.SCROLL_BAR - 2 * Space.HAIR) // 2,
        "scroll_minimum": Size.SCROLL_BAR_MINIMUM,
    }
