"""People at the whole program, for the tests of what needs all of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fakes.desktop_user import DesktopUser, LonelyUser
from fakes.server import ScriptedServer


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A server that echoes unless told otherwise."""
    with ScriptedServer() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a program that finds no model on this computer."""
    monkeypatch.setenv("WHINCHAT_MODELS", str(tmp_path / "no-models"))
    return tmp_path


@pytest.fixture
def user(qtbot: QtBot, folder: Path, server: ScriptedServer) -> DesktopUser:
    """A person with a provider."""
    return DesktopUser(folder, server)


@pytest.fixture
def lonely(qtbot: QtBot, folder: Path, server: ScriptedServer) -> LonelyUser:
    """A person whom nobody can answer."""
    return LonelyUser(folder, server)
