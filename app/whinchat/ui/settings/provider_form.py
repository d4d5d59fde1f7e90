"""Everything about one provider: address, key, test, and how replies are asked for."""

import asyncio
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from whinchat.domain.address import parse_base_url
from whinchat.domain.errors import BadAddress
from whinchat.domain.provider import BUILT_IN, ENVIRONMENT, LOCAL, ProviderProfile
from whinchat.domain.values import ProviderId
from whinchat.services.local_model import LocalModelStatus
from whinchat.ui.settings.address_field import AddressField
from whinchat.ui.settings.check_card import CheckCard
from whinchat.ui.settings.key_form import KeyForm
from whinchat.ui.settings.key_words import description, lock_note
from whinchat.ui.settings.parts import SettingsParts
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.form_field import FormField
from whinchat.ui.widgets.icon_mark import IconMark
from whinchat.ui.widgets.plain_label import LabelKind, PlainLabel

_BUILT_IN_IDS = {profile.id for profile in BUILT_IN}


class ProviderForm(QWidget):
    """One provider at a time. Changes are told as whole profiles."""

    changed = Signal(object)
    """The ``ProviderProfile`` as it shall be from now on."""
    remove_requested = Signal(str)

    def __init__(self, parts: SettingsParts, profile: ProviderProfile) -> None:
        super().__init__()
        theme = parts.theme
        self._parts = parts
        self._profile = profile
        self._test: asyncio.Task[None] | None = None
        self.title = PlainLabel(theme, "", LabelKind.TITLE, wraps=True)
        self._description = PlainLabel(theme, "", LabelKind.MUTED, wraps=True)
        self._local = PlainLabel(theme, "", wraps=True)
        self.name_edit = QLineEdit()
        self._name_field = FormField(theme, "Name", self.name_edit)
        self.address = AddressField(theme, profile)
        self.key_form = KeyForm(parts, profile, self.address.commit)
        self.check_card = CheckCard(theme)
        self.streams_box = QCheckBox("Show replies while they are written")
        self.streams_box.setAccessibleDescription("Off: a reply comes whole, at its end.")
        self._note = PlainLabel(theme, "", LabelKind.META, wraps=True)
        self._note_row = self._make_note_row()
        self.remove_button = Button(theme, "Remove this provider", ButtonKind.LINK)
        self._lay_out()
        self._connect()
        self.show_profile(profile)

    @property
    def profile(self) -> ProviderProfile:
        """Return the provider that is shown."""
        return self._profile

    def show_profile(self, profile: ProviderProfile) -> None:
        """Show a provider; a test of another one ends."""
        is_other = profile.id != self._profile.id
        if is_other or profile.base_url != self._profile.base_url:
            self._stop_test()
            self.check_card.clear()
        self._profile = profile
        is_remote = profile.id != LOCAL
        is_ours = profile.id not in _BUILT_IN_IDS and profile.id != ENVIRONMENT
        self.title.setText(profile.name)
        self._name_field.setVisible(is_ours)
        self._local.setVisible(not is_remote)
        if is_other or not self.name_edit.hasFocus():
            self.name_edit.setText(profile.name)
        for part in (self.address, self.key_form, self._note_row, self.streams_box):
            part.setVisible(is_remote)
        self.streams_box.setChecked(profile.streams)
        self.streams_box.setEnabled(profile.id != ENVIRONMENT)
        self.remove_button.setVisible(is_ours)
        self.key_form.show_profile(profile)
        self._show_key()

    def test(self) -> None:
        """Try the connection with what the fields say, saved or not, step by step."""
        self._stop_test()
        self.check_card.clear()
        if not self.address.commit():
            return
        key = None
        if not self.key_form.is_empty and (key := self.key_form.typed()) is None:
            return
        steps = self._parts.check(self._profile, key)
        self._test = self._parts.tasks.start(self.check_card.run(steps))

    def _stop_test(self) -> None:
        if self._test is not None:
            self._test.cancel()
            self._test = None

    def _follow(self, provider_id: ProviderId) -> None:
        if provider_id == self._profile.id:
            self._show_key()

    def _show_key(self) -> None:
        profile = self._profile
        status = self._parts.keys.status(profile)
        self._note.setText(lock_note(status, _host(profile)))
        self._description.setText(description(profile))
        self._local.setText(_local_words(self._parts.local_model.status))
        is_fixed = profile.id == ENVIRONMENT
        self.address.show_profile(profile, has_key=status.has_key, is_fixed=is_fixed)

    def _connect(self) -> None:
        self.address.changed.connect(self._set_address)
        self.name_edit.editingFinished.connect(self._set_name)
        self.streams_box.clicked.connect(self._set_streams)
        self.key_form.test_button.clicked.connect(self.test)
        self.remove_button.clicked.connect(self._ask_to_remove)
        self._parts.keys.changed.add(self._follow)
        self._parts.local_model.changed.add(lambda _status: self._show_key())

    def _set_address(self, address: str) -> None:
        self.changed.emit(replace(self._profile, base_url=address))

    def _set_name(self) -> None:
        name = self.name_edit.text().strip()
        if name and name != self._profile.name:
            self.changed.emit(replace(self._profile, name=name))

    def _set_streams(self, streams: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.changed.emit(replace(self._profile, streams=streams))

    def _ask_to_remove(self) -> None:
        self.remove_requested.emit(self._profile.id)

    def _make_note_row(self) -> QWidget:
        row = QWidget()
        columns = QHBoxLayout(row)
        columns.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        columns.setSpacing(Space.S)
        columns.addWidget(IconMark(self._parts.theme, "lock"), 0, Qt.AlignmentFlag.AlignTop)
        columns.addWidget(self._note, 1)
        return row

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.XL)
        rows.setSpacing(Space.L)
        head = QVBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self.title)
        head.addWidget(self._description)
        rows.addLayout(head)
        rows.addSpacing(Space.S)
        for part in (
            self._local,
            self._name_field,
            self.address,
            self.key_form,
            self.check_card,
            self._note_row,
            self.streams_box,
        ):
            rows.addWidget(part)
        rows.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)


def _host(profile: ProviderProfile) -> str:
    try:
        return parse_base_url(profile.base_url).host
    except BadAddress:
        return ""


def _local_words(status: LocalModelStatus) -> str:
    return f"{status.label}: {status.sentence}. {status.detail}".strip()
