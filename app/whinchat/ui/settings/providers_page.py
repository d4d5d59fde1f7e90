"""Providers & keys: the list of providers, and everything about the chosen one."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from whinchat.domain.provider import LOCAL, ProviderKind, ProviderProfile
from whinchat.domain.settings import Settings
from whinchat.domain.values import ProviderId, new_id
from whinchat.ui.settings.key_words import StateLine, local_line, state_line
from whinchat.ui.settings.parts import SettingsParts
from whinchat.ui.settings.provider_form import ProviderForm
from whinchat.ui.settings.provider_list import ProviderList, ProviderRow
from whinchat.ui.settings.rows import VerticalHairline
from whinchat.ui.theme.tokens import Size, Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel

_NEW_NAME = "New provider"


class ProvidersPage(QWidget):
    """Shows the providers there are, adds and removes them."""

    def __init__(self, parts: SettingsParts) -> None:
        super().__init__()
        self._parts = parts
        self._chosen = self.profiles[0].id
        self.list = ProviderList(parts.theme)
        self.add_button = Button(parts.theme, "Add a provider", ButtonKind.LINK, icon_name="plus")
        self.form = ProviderForm(parts, self.profiles[0])
        self._line = VerticalHairline(parts.theme)
        self._side = self._make_side()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.form)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._columns.setSpacing(Space.NONE)
        self._columns.addWidget(self._side)
        self._columns.addWidget(self._line)
        self._columns.addWidget(scroll, 1)
        self.list.chosen.connect(self.choose)
        self.add_button.clicked.connect(self.add)
        self.form.changed.connect(self._change)
        self.form.remove_requested.connect(self.remove)
        parts.preferences.changed.add(self._follow_settings)
        parts.keys.changed.add(lambda _provider_id: self._show())
        parts.local_model.changed.add(lambda _status: self._show())
        self._show()

    @property
    def profiles(self) -> tuple[ProviderProfile, ...]:
        """Return the providers of the settings, after the one of the environment."""
        named = (self._parts.environment,) if self._parts.environment else ()
        return (*named, *self._parts.preferences.settings.providers)

    @property
    def comfortable_width(self) -> int:
        """Return the width at which list and form fit side by side."""
        return Size.PROVIDER_LIST_WIDTH + self.form.minimumSizeHint().width() + Space.L

    def choose(self, provider_id: str) -> None:
        """Show one provider."""
        self._chosen = ProviderId(provider_id)
        self._show()

    def add(self) -> None:
        """Add a provider without an address, and let it be filled in."""
        profile = ProviderProfile(ProviderId(new_id()), _NEW_NAME, ProviderKind.COMPATIBLE, "")
        self._chosen = profile.id
        self._parts.preferences.update(
            lambda settings: replace(settings, providers=(*settings.providers, profile))
        )
        self.form.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.name_edit.selectAll()

    def remove(self, provider_id: str) -> None:
        """Remove an added provider together with its key."""
        profile = self._parts.preferences.settings.provider(ProviderId(provider_id))
        if profile is None:
            return
        self._parts.tasks.start(self._parts.keys.remove(profile))
        self._chosen = self.profiles[0].id
        self._parts.preferences.update(lambda settings: _without(settings, profile.id))

    def named_controls(self) -> Iterator[tuple[str, QWidget]]:
        """Yield every setting's name and control, for the search."""
        yield "Provider", self.list
        yield "Add a provider", self.add_button
        yield "Base URL", self.form.address.edit
        yield "API key", self.form.key_form.edit
        yield "Test connection", self.form.key_form.test_button
        yield self.form.streams_box.text(), self.form.streams_box

    def fit(self, width: int) -> None:
        """Put the list above the form where there is no room beside it."""
        stacks = width < self.comfortable_width
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if stacks else directions.LeftToRight)
        self._line.set_lying(lying=stacks)
        if stacks:
            self._side.setMinimumSize(0, Size.PROVIDER_LIST_HEIGHT)
            self._side.setMaximumSize(width, Size.PROVIDER_LIST_HEIGHT)
        else:
            self._side.setFixedWidth(Size.PROVIDER_LIST_WIDTH)
            self._side.setMinimumHeight(0)
            self._side.setMaximumHeight(self.maximumHeight())

    def _make_side(self) -> QWidget:
        side = QWidget()
        rows = QVBoxLayout(side)
        rows.setContentsMargins(Space.M, Space.L, Space.M, Space.L)
        rows.setSpacing(Space.S)
        title = PlainLabel(self._parts.theme, "Providers", LabelKind.STRONG)
        title.setContentsMargins(Space.M, Space.NONE, Space.NONE, Space.NONE)
        rows.addWidget(title)
        rows.addWidget(self.list)
        rows.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        return side

    def _show(self) -> None:
        profiles = self.profiles
        shown = next((item for item in profiles if item.id == self._chosen), profiles[0])
        self._chosen = shown.id
        rows = [ProviderRow(item.id, item.name, self._state(item)) for item in profiles]
        self.list.show_rows(rows, shown.id)
        if shown != self.form.profile:
            self.form.show_profile(shown)

    def _state(self, profile: ProviderProfile) -> StateLine:
        if profile.id == LOCAL:
            return local_line(self._parts.local_model.status)
        return state_line(profile, self._parts.keys.status(profile))

    def _follow_settings(self, change: tuple[Settings, Settings]) -> None:
        if change[0].providers != change[1].providers:
            self._show()

    def _change(self, profile: ProviderProfile) -> None:
        self._parts.preferences.update(lambda settings: _with(settings, profile))


def _with(settings: Settings, profile: ProviderProfile) -> Settings:
    providers = tuple(profile if item.id == profile.id else item for item in settings.providers)
    return replace(settings, providers=providers)


def _without(settings: Settings, provider_id: ProviderId) -> Settings:
    providers = tuple(item for item in settings.providers if item.id != provider_id)
    chosen = ProviderId("") if settings.provider_id == provider_id else settings.provider_id
    return replace(settings, providers=providers, provider_id=chosen)
