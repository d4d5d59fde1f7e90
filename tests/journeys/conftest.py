"""Journeys: a person works the whole program against a scripted server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fakes.desktop import Desktop, DesktopApp, real_desktop
from fakes.desktop_user import DesktopUser
from fakes.secret_service import RealSecretService
from fakes.server import ScriptedServer


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A server that echoes unless told otherwise."""
    with ScriptedServer() as running:
        yield running


@pytest.fixture
def user(qtbot: QtBot, tmp_path: Path, server: ScriptedServer) -> DesktopUser:
    """A person before a computer on which the program never ran."""
    return DesktopUser(tmp_path, server)


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """A desktop for all tests that need a real one; its keyring daemon does not run."""
    with real_desktop(tmp_path_factory.mktemp("desktop")) as running:
        yield running


@pytest.fixture
def app(desktop: Desktop, tmp_path: Path) -> Iterator[DesktopApp]:
    """The program on that desktop, not yet started, with a new data folder."""
    app = DesktopApp(desktop, tmp_path / "data")
    yield app
    app.leave()


@pytest.fixture
def keyring(desktop: Desktop) -> Iterator[RealSecretService]:
    """The desktop's keyring daemon, running and unlocked."""
    desktop.keyring.start()
    yield desktop.keyring
    desktop.keyring.stop()
