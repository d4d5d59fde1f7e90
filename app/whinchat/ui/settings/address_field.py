"""The field for a base URL: judged while it is typed, taken over when it is right."""

from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from whinchat.domain.address import BaseUrl, parse_base_url
from whinchat.domain.errors import BadAddress
from whinchat.domain.provider import BUILT_IN, ProviderProfile
from whinchat.ui.theme.theme import Theme
from whinchat.ui.theme.tokens import Space
from whinchat.ui.widgets.button import Button, ButtonKind
from whinchat.ui.widgets.form_field import FormField

_BEGINNINGS = ("https://", "http://")


class AddressField(QWidget):
    """Says ``changed`` with the one spelling of a right address.

    That is on Enter, on leaving the field, and before anything is done with the address.
    """

    changed = Signal(str)

    def __init__(self, theme: Theme, profile: ProviderProfile) -> None:
        super().__init__()
        self._profile = profile
        self._has_key = False
        self.edit = QLineEdit(profile.base_url)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self.edit.setPlaceholderText("https://openrouter.ai/api/v1")
        self._field = FormField(theme, "Base URL", self.edit)
        self.reset_button = Button(theme, "Use the usual address", ButtonKind.LINK)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        rows.setSpacing(Space.XS)
        rows.addWidget(self._field)
        rows.addWidget(self.reset_button, 0, Qt.AlignmentFlag.AlignLeft)
        # Not textEdited: an assistive tool that writes here sends nothing else.
        self.edit.textChanged.connect(self._judge)
        self.edit.editingFinished.connect(self._finish)
        self.reset_button.clicked.connect(self._reset)
        self.show_profile(profile, has_key=False, is_fixed=False)

    def show_profile(self, profile: ProviderProfile, *, has_key: bool, is_fixed: bool) -> None:
        """Show a provider's address; ``has_key`` if a change of the server needs a word."""
        # What could not be taken over stays, so that it can be put right.
        is_other = (profile.id, profile.base_url) != (self._profile.id, self._profile.base_url)
        self._profile = profile
        self._has_key = has_key
        self.edit.setReadOnly(is_fixed)
        if is_other:
            self.edit.setText(profile.base_url)
        self._judge()
        usual = _usual_address(profile)
        self.reset_button.setVisible(not is_fixed and usual not in {"", profile.base_url})

    def commit(self) -> bool:
        """Take over what stands in the field; where it is no address, say so and return false."""
        if self.edit.isReadOnly():
            return True
        try:
            self._take_over()
        except BadAddress as error:
            self._field.show_error(str(error))
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return True

    def _judge(self) -> None:
        text = self.edit.text().strip()
        is_beginning = any(start.startswith(text) for start in _BEGINNINGS)
        try:
            url = None if is_beginning else parse_base_url(text)
        except BadAddress as error:
            self._field.show_error(str(error))
            return
        self._field.show_error("")
        self._field.set_hint(self._hint(url))

    def _hint(self, url: BaseUrl | None) -> str:
        if url is None or not self._has_key:
            return ""
        try:
            before = parse_base_url(self._profile.base_url)
        except BadAddress:
            return ""
        if url.origin == before.origin:
            return ""
        return (
            f"This is another server. The key for {before.host} is not sent to {url.host}; "
            "give the key again."
        )

    def _finish(self) -> None:
        with suppress(BadAddress):  # What is wrong stands below the field.
            self._take_over()

    def _take_over(self) -> None:
        url = parse_base_url(self.edit.text())
        if self.edit.text() != url.text:
            self.edit.setText(url.text)
        if url.text != self._profile.base_url:
            self.changed.emit(url.text)

    def _reset(self) -> None:
        self.edit.setText(_usual_address(self._profile))
        self._finish()


def _usual_address(profile: ProviderProfile) -> str:
    return next((known.base_url for known in BUILT_IN if known.id == profile.id), "")
