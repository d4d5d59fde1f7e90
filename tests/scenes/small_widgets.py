"""Scenes of buttons, labels and fields."""

from collections.abc import Iterable

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from scenes.scene import Scene
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.card import Card
from whinchat.ui.widgets.elided_label import ElidedLabel
from whinchat.ui.widgets.form_field import FormField
from whinchat.ui.widgets.icon_button import IconButton
from whinchat.ui.widgets.icon_mark import IconMark
from whinchat.ui.widgets.number_field import NumberField
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel
from whinchat.ui.widgets.search_field import SearchField
from whinchat.ui.widgets.spinner import Spinner
from whinchat.ui.widgets.state_dot import DotState, StateDot

_ICONS = "panel-left copy refresh-cw wrap-text download ellipsis key-round unplug settings pencil"
_LABEL_KINDS = tuple(kind for kind in LabelKind if kind is not LabelKind.NOTICE)
_BUTTON_KINDS = tuple(kind for kind in ButtonKind if kind is not ButtonKind.NOTICE)


def column(*widgets: QWidget) -> QWidget:
    """Return a page with the widgets below one another."""
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
    rows.setSpacing(Space.M)
    for widget in widgets:
        rows.addWidget(widget)
    rows.addStretch(1)
    return page


def _line(widgets: Iterable[QWidget]) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
    row.setSpacing(Space.M)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return line


def build_labels(theme: Theme) -> QWidget:
    """Every kind of label, and one that is cut."""
    texts = [
        PlainLabel(theme, f"{kind.value}: 14:02 <b>&amp;</b> -> 3x4", kind) for kind in _LABEL_KINDS
    ]
    cut = ElidedLabel(theme, "A title that is much too long for the line that it has been given")
    return column(*texts, cut)


def build_buttons(theme: Theme) -> QWidget:
    """Buttons of every kind, at rest and disabled; icons; state marks."""
    words = [Button(theme, kind.value.title(), kind) for kind in _BUTTON_KINDS]
    disabled = [Button(theme, kind.value.title(), kind) for kind in _BUTTON_KINDS]
    icons = [IconButton(theme, name, name) for name in _ICONS.split()]
    filled = [
        IconButton(theme, "arrow-up", "Send"),
        IconButton(theme, "square", "Stop"),
        IconButton(theme, "arrow-up", "Send"),
    ]
    for button in filled:
        button.set_filled(filled=True)
    for widget in (*disabled, filled[-1]):
        widget.setEnabled(False)
    with_icon = [
        Button(theme, "Continue", icon_name="play"),
        Button(theme, "Open key settings", icon_name="settings"),
        Button(theme, "Add a provider", ButtonKind.LINK, icon_name="plus"),
    ]
    dots = [StateDot(theme, state, state.value) for state in DotState]
    marks = [Spinner(theme, "Replying"), IconMark(theme, "cpu"), *dots]
    lines = (words, disabled, with_icon, icons, filled, marks)
    return column(*(_line(line) for line in lines))


def build_field_focus(theme: Theme) -> QWidget:
    """The ring around a field; the first field of a window has the keyboard."""
    return column(FormField(theme, "Base URL", QLineEdit("https://openrouter.ai/api/v1")))


def build_button_focus(theme: Theme) -> QWidget:
    """The ring around a filled button leaves a gap, since accent on accent shows nothing."""
    return column(_line([Button(theme, "Save key", ButtonKind.PRIMARY), Button(theme, "Cancel")]))


def build_form(theme: Theme) -> QWidget:
    """A page of the settings: fields with names, help and a complaint."""
    url = QLineEdit("https://openrouter.ai/api/v1")
    key = QLineEdit()
    key.setPlaceholderText("Paste a new key to replace the stored one")
    broken = FormField(theme, "Organisation", QLineEdit("acme corp"))
    broken.show_error("A name has no spaces.")
    buttons = [
        Button(theme, "Save key", ButtonKind.PRIMARY),
        Button(theme, "Test connection"),
        Button(theme, "Remove key", ButtonKind.DANGER),
    ]
    return column(
        PlainLabel(theme, "OpenRouter", LabelKind.TITLE),
        PlainLabel(theme, "Hundreds of models with one key.", LabelKind.MUTED),
        FormField(theme, "Base URL", url),
        FormField(theme, "API key", key, hint="Ends in 3f9c · GNOME Keyring"),
        broken,
        _line(buttons),
        _make_steps(theme),
    )


def build_choices(theme: Theme) -> QWidget:
    """What is chosen and not typed."""
    choice = QComboBox()
    choice.addItems(["System", "Light", "Dark"])
    checked = QCheckBox("Full width")
    checked.setChecked(True)
    return column(
        SearchField(theme, "Search conversations", placeholder="Search"),
        FormField(theme, "Theme", choice),
        FormField(theme, "Font size", NumberField()),
        checked,
        QCheckBox("Ask before leaving"),
    )


def _make_steps(theme: Theme) -> Card:
    card = Card(theme)
    for text, time in (("Found openrouter.ai", "12 ms"), ("Secure connection (TLS 1.3)", "31 ms")):
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.M)
        row.addWidget(IconMark(theme, "check"))
        row.addWidget(PlainLabel(theme, text), 1)
        row.addWidget(PlainLabel(theme, time, LabelKind.MUTED))
        card.body.addWidget(line)
    return card


SCENES = (
    Scene("labels", build_labels, (420, 480)),
    Scene("buttons", build_buttons, (480, 290)),
    Scene("field-focus", build_field_focus, (320, 96), is_active=True),
    Scene("button-focus", build_button_focus, (320, 64), is_active=True),
    Scene("form", build_form, (480, 500)),
    Scene("choices", build_choices, (320, 330)),
)
