"""Keys with a real GNOME Keyring: every state that can be met, and no trace of a key anywhere."""

import asyncio
import logging
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fakes.secret_service import RealSecretService, real_secret_service
from whinchat.domain.provider import BUILT_IN
from whinchat.domain.secret import Secret
from whinchat.domain.settings import Settings
from whinchat.services.environment import take_environment
from whinchat.services.key_status import KeyState
from whinchat.services.keys import Keys
from whinchat.services.preferences import Preferences
from whinchat.storage.disk import Disk
from whinchat.storage.log_file import Log
from whinchat.storage.secrets import KeyStore

pytestmark = pytest.mark.desktop

OPENROUTER = BUILT_IN[0]
OPENAI = next(profile for profile in BUILT_IN if profile.id == "openai")
CANARY = "sk-or-v1-canary0123456789canary-3f9c"


@dataclass
class Program:
    """The part of the program that has to do with keys, on a home of its own."""

    home: Path
    service: RealSecretService
    disk: Disk
    preferences: Preferences
    keys: Keys

    def restarted(self) -> Keys:
        return Keys(KeyStore(), self.preferences)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RealSecretService]:
    with real_secret_service(tmp_path / "keyring", monkeypatch) as running:
        yield running


@pytest.fixture
async def program(tmp_path: Path, service: RealSecretService) -> AsyncIterator[Program]:
    disk = Disk()
    preferences = Preferences(Settings(), tmp_path / "config" / "settings.json", disk)
    keys = Keys(KeyStore(), preferences)
    yield Program(tmp_path, service, disk, preferences, keys)
    await keys.close()
    assert disk.close(10)


async def test_a_key_is_stored_used_and_found_after_a_restart(program: Program) -> None:
    program.service.start()
    status = await program.keys.save(OPENROUTER, Secret(CANARY))
    assert (status.state, status.where, status.tail) == (KeyState.STORED, "GNOME Keyring", "3f9c")
    program.service.stop()
    program.service.start()
    keys = program.restarted()
    await keys.refresh()
    assert keys.status(OPENROUTER) == status
    assert await keys.key_for(OPENROUTER) == Secret(CANARY)


async def test_a_locked_keyring_is_told_and_takes_nothing_with_it(program: Program) -> None:
    program.service.start()
    await program.keys.save(OPENROUTER, Secret(CANARY))
    program.service.lock()
    keys = program.restarted()
    await keys.refresh()
    locked = keys.status(OPENROUTER)
    assert (locked.state, locked.can_unlock) == (KeyState.LOCKED, True)
    assert keys.status(OPENAI).state is KeyState.NONE
    assert await keys.key_for(OPENROUTER) is None
    saved = await keys.save(OPENAI, Secret(CANARY))
    assert (saved.state, saved.can_unlock) == (KeyState.SESSION_ONLY, True)
    assert await keys.key_for(OPENAI) == Secret(CANARY)


async def test_unlocking_where_nothing_can_ask_leaves_it_locked(program: Program) -> None:
    program.service.start()
    await program.keys.save(OPENROUTER, Secret(CANARY))
    program.service.lock()
    states: list[KeyState] = []
    program.keys.changed.add(lambda _id: states.append(program.keys.status(OPENROUTER).state))
    status = await program.keys.unlock(OPENROUTER)
    assert states[0] is KeyState.WAITING
    assert status.state is KeyState.LOCKED
    assert "stayed locked" in status.explanation


async def test_a_keyring_that_was_unlocked_elsewhere_is_used_without_a_word(
    program: Program,
) -> None:
    program.service.start()
    await program.keys.save(OPENROUTER, Secret(CANARY))
    program.service.lock()
    await program.keys.refresh()
    assert await program.keys.key_for(OPENROUTER) is None
    program.service.stop()
    program.service.start()
    assert await program.keys.key_for(OPENROUTER) == Secret(CANARY)


async def test_keys_of_the_session_move_into_a_keyring_that_opens(program: Program) -> None:
    status = await program.keys.save(OPENROUTER, Secret(CANARY))
    assert status.state is KeyState.SESSION_ONLY
    program.service.start()
    assert (await program.keys.unlock(OPENROUTER)).state is KeyState.STORED
    assert await program.restarted().key_for(OPENROUTER) == Secret(CANARY)


async def test_without_a_keyring_the_chat_is_still_possible(program: Program) -> None:
    await program.keys.refresh()
    assert program.keys.status(OPENROUTER).state is KeyState.UNAVAILABLE
    await program.keys.save(OPENROUTER, Secret(CANARY))
    assert await program.keys.key_for(OPENROUTER) == Secret(CANARY)


async def test_a_frozen_keyring_is_a_state_within_three_seconds_and_heals_by_itself(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whinchat.services.keys._PAUSE_SECONDS", 0.1)
    program.service.start()
    await program.keys.save(OPENROUTER, Secret(CANARY))
    keys = program.restarted()
    with program.service.frozen():
        started = time.monotonic()
        assert await keys.key_for(OPENROUTER) is None
        assert time.monotonic() - started < 3
        assert keys.status(OPENROUTER).state is KeyState.ERROR
    healed = asyncio.Event()
    keys.changed.add(
        lambda _id: healed.set() if keys.status(OPENROUTER).state is KeyState.STORED else None
    )
    async with asyncio.timeout(20):
        await healed.wait()
    await keys.close()


async def test_a_key_leaves_no_trace_in_files_children_or_the_log(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", f"{CANARY}-env")
    found = take_environment(os.environ)
    keys = Keys(KeyStore(), program.preferences, found)
    level = logging.getLogger().level
    log = Log(program.home / "logs", lambda: keys.secrets)
    program.service.start()
    await keys.save(OPENROUTER, Secret(CANARY))
    assert await keys.key_for(OPENAI) == Secret(f"{CANARY}-env")
    logging.getLogger("whinchat.test").error("Odd: %r %s", keys.secrets, CANARY)
    environment = environment_of_a_child()
    await keys.remove(OPENROUTER)
    await keys.save(OPENROUTER, Secret(CANARY))
    program.service.lock()
    await keys.save(OPENROUTER, Secret(CANARY))
    program.disk.close(10)
    log.close()
    logging.getLogger().setLevel(level)
    assert CANARY not in environment
    assert "PATH=" in environment
    assert (program.home / "config" / "settings.json").exists()
    assert "Odd:" in (program.home / "logs" / "whinchat.log").read_text("utf-8")
    assert files_with(b"canary", program.home) == []


def environment_of_a_child() -> str:
    """Return what a child process gets along."""
    child = subprocess.run(
        [sys.executable, "-c", "print(open('/proc/self/environ').read())"],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    return child.stdout


def files_with(text: bytes, folder: Path) -> list[Path]:
    """Return the files below ``folder`` that hold ``text``; links and sockets hold none."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert any("keyring" in path.name for path in files)
    return [path for path in files if text in path.read_bytes()]
