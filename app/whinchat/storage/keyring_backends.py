"""Which keyrings may hold a key: a few exact classes, whatever the environment says.

The keyring library would also take a class named by ``PYTHON_KEYRING_BACKEND``, by its own
configuration file or by any installed plug-in: a plain file, or one that stores nothing.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

SERVICE = "whinchat"
"""The service of every entry; its user name is the provider's id. Both can be seen by anybody."""

FREEDESKTOP = "keyring.backends.SecretService.Keyring"
CREDENTIAL_MANAGER = "keyring.backends.Windows.WinVaultKeyring"
KEYCHAIN = "keyring.backends.macOS.Keyring"
KWALLET = "keyring.backends.kwallet.DBusKeyring"
LIBSECRET = "keyring.backends.libsecret.Keyring"

_NAMES = {
    CREDENTIAL_MANAGER: "Credential Manager",
    KEYCHAIN: "Keychain",
    KWALLET: "KWallet",
}
_SILENT = {FREEDESKTOP, CREDENTIAL_MANAGER}
SYSTEM_KEYRING = "your system's keyring"


class Passwords(Protocol):
    """What we need of a keyring. Every call may block, and may raise anything."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return the text of one entry."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write one entry."""

    def delete_password(self, service: str, username: str) -> None:
        """Delete one entry; raises where there is none."""


@dataclass(frozen=True, slots=True)
class Backend:
    """A keyring that was accepted."""

    class_name: str
    passwords: Passwords

    @property
    def where(self) -> str:
        """Return what a person calls it, as far as the class tells."""
        return _NAMES.get(self.class_name, SYSTEM_KEYRING)

    @property
    def is_silent(self) -> bool:
        """Tell whether reading and writing never ask the user, once it is unlocked."""
        return self.class_name in _SILENT


class NoBackend(Exception):
    """No allowed keyring can be used here; the message holds each one's reason."""


def allowed_class_names(platform: str = sys.platform) -> tuple[str, ...]:
    """Return the classes to try on that system, in this order."""
    if platform == "win32":
        return (CREDENTIAL_MANAGER,)
    if platform == "darwin":
        return (KEYCHAIN,)
    return (FREEDESKTOP, KWALLET, LIBSECRET)


def load_backend(class_names: Sequence[str]) -> Backend:
    """Return the first of these keyrings that can be used. Blocks; raises ``NoBackend``."""
    # Costs 200 ms, so it is neither done at start-up nor on the main thread.
    from keyring.core import load_keyring  # noqa: PLC0415 - see above

    reasons: list[str] = []
    for class_name in class_names:
        try:
            passwords = load_keyring(class_name)
        except Exception as error:  # noqa: BLE001 - what a backend raises here is not documented
            reasons.append(f"{class_name}: {type(error).__name__}: {error}")
            continue
        if _class_name(passwords) == class_name:
            _keep_on_this_computer(passwords, class_name)
            return Backend(class_name, passwords)
        reasons.append(f"{class_name}: it is another class")
    raise NoBackend("; ".join(reasons))


def _class_name(passwords: object) -> str:
    return f"{type(passwords).__module__}.{type(passwords).__qualname__}"


def _keep_on_this_computer(passwords: object, class_name: str) -> None:
    # The default roams with a Windows profile through a company's network.
    if class_name == CREDENTIAL_MANAGER:
        setattr(passwords, "persist", "local machine")  # noqa: B010 - only this class has it
