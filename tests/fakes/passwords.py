"""Keyrings that misbehave in every way a real one was seen to."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from whinchat.storage.keyring_backends import CREDENTIAL_MANAGER, Backend


@dataclass
class FakePasswords:
    """A keyring in memory. What is set here instead of a method happens in its place."""

    entries: dict[tuple[str, str], str] = field(default_factory=dict)
    on_get: Callable[[], object] | None = None
    on_set: Callable[[], object] | None = None
    on_delete: Callable[[], object] | None = None
    threads: set[str] = field(default_factory=set)

    def get_password(self, service: str, username: str) -> str | None:
        self.threads.add(threading.current_thread().name)
        if self.on_get is not None:
            return self.on_get()  # type: ignore[return-value]  # a bad keyring returns anything
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.on_set is not None:
            self.on_set()
            return
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.on_delete is not None:
            self.on_delete()
            return
        del self.entries[service, username]


def fake_backend(passwords: FakePasswords) -> Backend:
    """Return the keyring as one that never asks the user."""
    return Backend(CREDENTIAL_MANAGER, passwords)


def raising(error: Exception) -> Callable[[], object]:
    """Return a call that raises ``error``."""

    def fail() -> object:
        raise error

    return fail
