"""A provider's key: typed, saved, removed, and where it is in words."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from whinchat.domain.errors import BadAddress
from whinchat.domain.provider import ENVIRONMENT, ProviderProfile
from whinchat.domain.secret import BadKey, Secret, parse_key
from whinchat.domain.values import ProviderId
from whinchat.services.key_status import KeyState, foreign_key_warning
from whinchat.ui.settings.key_edit import KeyEdit
from whinchat.ui.settings.key_words import explanation, placeholder, tail_words
from whinchat.ui.settings.parts import SettingsParts
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.form_field import FormField
from whinchat.ui.widgets.inset import Inset


class KeyForm(QWidget):
    """The key of one provider at a time.

    ``commit_address`` takes over the address that a key is for; where it returns false, there is
    none to save it for.
    """

    def __init__(
        self, parts: SettingsParts, profile: ProviderProfile, commit_address: Callable[[], bool]
    ) -> None:
        super().__init__()
        theme = parts.theme
        self._parts = parts
        self._commit_address = commit_address
        self._profile = profile
        self._work: dict[ProviderId, asyncio.Task[None]] = {}
        """What runs for each provider: leaving one for another gives up nothing."""
        self._inset: Inset | None = None
        self.edit = KeyEdit(theme)
        self._field = FormField(theme, "API key", self.edit)
        self.save_button = Button(theme, "Save key", ButtonKind.PRIMARY)
        self.test_button = Button(theme, "Test connection")
        self.remove_button = Button(theme, "Remove key", ButtonKind.DANGER)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._rows.setSpacing(Space.L)
        self._rows.addWidget(self._field)
        self._rows.addLayout(self._make_buttons())
        self.edit.textChanged.connect(self._judge)
        self.edit.returnPressed.connect(self.save)
        self.save_button.clicked.connect(self.save)
        self.remove_button.clicked.connect(self.remove)
        parts.keys.changed.add(self._follow)
        self.show_profile(profile)

    def show_profile(self, profile: ProviderProfile) -> None:
        """Show another provider's key; what was typed and not saved is forgotten."""
        if profile.id != self._profile.id:
            self.edit.clear()
        self._profile = profile
        self._field.setVisible(profile.id != ENVIRONMENT)
        self.save_button.setVisible(profile.id != ENVIRONMENT)
        self._show_status()

    @property
    def is_empty(self) -> bool:
        """Return whether no key is typed."""
        return not self.edit.text().strip()

    def typed(self) -> Secret | None:
        """Return the key that is typed; where there is none to be used, say why."""
        try:
            return parse_key(self.edit.text())
        except BadKey as error:
            self._field.show_error(str(error))
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return None

    def save(self) -> None:
        """Save what is typed, and empty the field; a locked keyring is asked to open."""
        key = self.typed()
        if key is None:
            return
        # Asked last: it may change the profile, and where it complains the field has the keyboard.
        if not self._commit_address():
            return
        self.edit.clear()
        self._start(self._save(self._profile, key))

    def remove(self) -> None:
        """Forget the key."""
        self._start(self._remove(self._profile))

    def unlock(self) -> None:
        """Have the system ask for the keyring's password."""
        self._start(self._unlock(self._profile))

    def cancel(self) -> None:
        """Give up what is waited for."""
        if work := self._work.pop(self._profile.id, None):
            work.cancel()

    async def _save(self, profile: ProviderProfile, key: Secret) -> None:
        try:
            status = await self._parts.keys.save(profile, key)
        except BadAddress as error:
            self._field.show_error(f"The key was not saved. {error}")
            return
        if status.can_unlock:
            # To save is to want it stored: this is the one time the system may ask unbidden.
            await self._parts.keys.unlock(profile)

    async def _remove(self, profile: ProviderProfile) -> None:
        await self._parts.keys.remove(profile)

    async def _unlock(self, profile: ProviderProfile) -> None:
        await self._parts.keys.unlock(profile)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self.cancel()
        self._work[self._profile.id] = self._parts.tasks.start(work)

    def _follow(self, provider_id: ProviderId) -> None:
        if provider_id == self._profile.id:
            self._show_status()

    def _show_status(self) -> None:
        status = self._parts.keys.status(self._profile)
        self.edit.setPlaceholderText(placeholder(self._profile, status))
        self.edit.set_note(tail_words(status))
        self.remove_button.setEnabled(status.has_key or status.state is KeyState.LOCKED)
        self._judge()
        if self._inset is not None:
            self._rows.removeWidget(self._inset)
            self._inset.hide()
            self._inset.deleteLater()
            self._inset = None
        if (words := explanation(status)) is not None:
            self._inset = Inset(self._parts.theme, *words)
            is_waiting = status.state is KeyState.WAITING
            self._inset.action_requested.connect(self.cancel if is_waiting else self.unlock)
            self._rows.insertWidget(1, self._inset)

    def _judge(self) -> None:
        """Say what can be said about a key while it is typed."""
        text = self.edit.text().strip()
        self._field.show_error("")
        hint = foreign_key_warning(self._profile, text) if text else self.edit.note
        self._field.set_hint(hint if text else "")
        self.edit.setAccessibleDescription(hint)

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.save_button)
        row.addWidget(self.test_button)
        row.addStretch(1)
        row.addWidget(self.remove_button)
        return row
