"""Journeys: a person works the whole program against a scripted server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fakes.desktop_user import DesktopUser
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
