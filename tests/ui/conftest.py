"""A theme for widgets, and people at the whole program for what needs all of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fakes.desktop_user import DesktopUser, LonelyUser
from fakes.server import ScriptedServer
from whinchat.ui.theme.theme import Theme


@pytest.fixture(autouse=True)
def clean_clipboard(qapp: QApplication) -> Iterator[None]:
    """Nothing copied outlives its test: Qt would free it after Python, and crash."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """A theme as the application makes it, light and without motion."""
    theme = Theme(qapp)
    theme.apply("light", reduced_motion=True)
    return theme


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
