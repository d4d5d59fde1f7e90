"""The Secret Service of a Linux desktop, as far as the keyring library does not show it.

Whether it is locked, whose it is and which entries it has can be seen without anybody being
asked for a password; unlocking asks.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from whinchat.domain.values import ProviderId
from whinchat.storage.keyring_backends import SERVICE, SYSTEM_KEYRING

if TYPE_CHECKING:
    from secretstorage import Collection

_BUS_NAME = "org.freedesktop.secrets"
_BUS = "org.freedesktop.DBus"
_SERVICE = "org.freedesktop.Secret.Service"
_SERVICE_PATH = "/org/freedesktop/secrets"
_PROMPT = "org.freedesktop.Secret.Prompt"
_NO_PROMPT = "/"
_BOTH_WAYS = 2
"""``socket.SHUT_RDWR``."""
_PROGRAMS = {
    "gnome-keyring": "GNOME Keyring",
    "keepassxc": "KeePassXC",
    "kwalletd": "KWallet",
    "ksecretd": "KWallet",
    "oo7-daemon": "GNOME Keyring",
}
"""How the process that owns the bus name begins, and what a person calls it."""


class _Socket(Protocol):
    def shutdown(self, how: int, /) -> None: ...


class _Connection(Protocol):
    """What we use of a connection to the session bus, whose library has no types."""

    @property
    def sock(self) -> _Socket: ...

    def send_message(self, message: object) -> None: ...

    def close(self) -> None: ...


class LineCut(Exception):
    """The call was given up from another thread."""


class UnlockRefused(Exception):
    """The user dismissed the prompt, or nothing here could show one."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What can be seen without asking anybody."""

    is_locked: bool
    has_collection: bool
    """Whether there is a place for entries at all; making one asks for a new password."""
    where: str
    provider_ids: frozenset[ProviderId]
    """Those that have an entry, also while it is locked."""


class SecretServiceLine:
    """One conversation with the service. It blocks; ``cut`` ends it from another thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._connection: _Connection | None = None
        self._is_cut = False
        self._dismissal: object = None
        """The message that takes a question back, while there is one."""

    def glance(self, provider_ids: Iterable[ProviderId]) -> Glimpse:
        """Look without asking anybody, for the entries of these providers.

        Raises what the bus, the library or ``cut`` raises.
        """
        from secretstorage import Collection, ItemNotFoundException  # noqa: PLC0415 - slow import

        with self._connect() as connection:
            try:
                collection = Collection(connection)
            except ItemNotFoundException:
                where = _name_of_owner(connection)
                return Glimpse(
                    is_locked=True, has_collection=False, where=where, provider_ids=frozenset()
                )
            return Glimpse(
                is_locked=collection.is_locked(),
                has_collection=True,
                where=_name_of_owner(connection),
                provider_ids=frozenset(
                    provider_id
                    for provider_id in provider_ids
                    if _has_entry(collection, provider_id)
                ),
            )

    def unlock(self) -> None:
        """Let the system ask for the password and wait for the answer, however long.

        Raises ``UnlockRefused`` when there is none.
        """
        from secretstorage import get_default_collection  # noqa: PLC0415 - slow import

        with self._connect() as connection:
            collection = get_default_collection(connection)
            if collection.is_locked():
                self._ask(connection, collection.collection_path)
            if collection.is_locked():
                raise UnlockRefused

    def cut(self) -> None:
        """End the conversation; the thread that waits in it gets an error. Callable anywhere.

        A question that the user sees is taken back.
        """
        with self._guard:
            self._is_cut = True
            if self._connection is None:
                return
            with suppress(OSError):
                if self._dismissal is not None:
                    self._connection.send_message(self._dismissal)
                # Closing would leave the other thread waiting on a dead descriptor.
                self._connection.sock.shutdown(_BOTH_WAYS)

    def _ask(self, connection: _Connection, collection_path: str) -> None:
        """Unlock as ``Collection.unlock`` does, but so that the question can be taken back."""
        from jeepney import new_method_call  # noqa: PLC0415 - slow import
        from secretstorage import util  # noqa: PLC0415 - slow import

        service = util.DBusAddressWrapper(_SERVICE_PATH, _SERVICE, connection)
        _, prompt_path = service.call("Unlock", "ao", [collection_path])
        if prompt_path == _NO_PROMPT:
            return
        prompt = util.DBusAddressWrapper(prompt_path, _PROMPT, connection)
        with self._guard:
            self._dismissal = new_method_call(prompt, "Dismiss", "", ())
        util.exec_prompt(connection, prompt_path)

    @contextmanager
    def _connect(self) -> Iterator[_Connection]:
        from secretstorage import dbus_init  # noqa: PLC0415 - slow import

        connection = dbus_init()
        with self._guard:
            self._connection = connection
            is_cut = self._is_cut
        try:
            if is_cut:
                raise LineCut
            yield connection
        finally:
            with self._guard:
                self._connection = None
            connection.close()


def _has_entry(collection: "Collection", provider_id: ProviderId) -> bool:
    # A daemon that never unlocked its file knows only hashes of the attributes: it finds what is
    # named exactly, and cannot list.
    found = collection.search_items({"service": SERVICE, "username": provider_id})
    return next(iter(found), None) is not None


def _name_of_owner(connection: _Connection) -> str:
    """Return what a person calls the program behind the service."""
    from secretstorage.util import DBusAddressWrapper  # noqa: PLC0415 - slow import

    bus = DBusAddressWrapper("/org/freedesktop/DBus", _BUS, connection)
    bus.bus_name = _BUS
    (process_id,) = bus.call("GetConnectionUnixProcessID", "s", _BUS_NAME)
    try:
        program = Path(f"/proc/{int(process_id)}/comm").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return SYSTEM_KEYRING  # In a sandbox, other processes cannot be seen.
    return next(
        (name for start, name in _PROGRAMS.items() if program.startswith(start)), SYSTEM_KEYRING
    )
