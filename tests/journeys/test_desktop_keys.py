"""Keys on a real desktop: typed, stored, used, found again, and left nowhere."""

import asyncio
import os
import time
import zipfile
from functools import partial
from pathlib import Path

import psutil
import pytest

from fakes.desktop import Desktop, DesktopApp
from fakes.exporting import WRITTEN_BY_US, NoPress
from fakes.secret_service import RealSecretService
from fakes.server import ScriptedServer
from whinchat.domain.settings import Settings
from whinchat.domain.weights import SMOLLM
from whinchat.paths import portable_paths
from whinchat.services.exports import Exports
from whinchat.storage.disk import Disk
from whinchat.storage.exchange.options import ExportPlan
from whinchat.storage.library import Library
from whinchat.storage.settings_file import settings_bytes

pytestmark = pytest.mark.desktop

KEY = "sk-canary-0123456789-swallow-7d1e"
TRACE = b"canary-0123456789"
SMOLLM_FILE = Path(os.environ["WHINCHAT_MODELS"], SMOLLM.file_name).resolve()
NO_MODELS = {"WHINCHAT_MODELS": "/nonexistent"}


def ask(desktop: Desktop, question: str) -> None:
    """Type a question, press Enter and wait for the echo."""
    reader = desktop.reader
    reader.wait_for_focus("Message")
    desktop.type(question)
    desktop.press_keys("Return")
    reader.until(lambda: reader.messages()[-1:] == [f"scripted: {question}"], question)


def add_provider_with_key(desktop: Desktop, server: ScriptedServer) -> None:
    """Open the settings, add a provider at the server's address and save a key for it."""
    reader = desktop.reader
    desktop.press_keys("ctrl+comma")
    reader.press("Providers & keys", "list item")
    reader.press("Add a provider")
    reader.wait_for_focus("Name")
    reader.focus("Base URL")
    reader.wait_for_focus("Base URL")
    desktop.type(server.base_url.text)
    desktop.press_keys("Return")
    reader.write("API key", KEY)
    typed = reader.wait("API key", "password text").text
    assert len(typed) == len(KEY)
    assert not set(typed) & set(KEY)
    reader.press("Save key")


def ask_in_time(desktop: Desktop, server: ScriptedServer) -> None:
    """Ask something; nothing may wait for a keyring, whose calls take 25 seconds to give up."""
    desktop.reader.wait_for_focus("Message")
    desktop.type("Quick")
    posts, started = len(server.posts), time.monotonic()
    desktop.press_keys("Return")
    server.wait_for_posts(posts + 1, 20)
    assert time.monotonic() - started < 10
    reader = desktop.reader
    reader.until(lambda: reader.messages()[-1:] == ["scripted: Quick"], "the answer")


def open_provider(desktop: Desktop, name: str) -> None:
    """Open the settings at a provider."""
    desktop.press_keys("ctrl+comma")
    desktop.reader.press("Providers & keys", "list item")
    desktop.reader.press(name, "list item")


def leave_settings(desktop: Desktop) -> None:
    """Close the settings window and be back at the message."""
    desktop.press_keys("Escape")
    desktop.reader.wait_for_focus("Message")


def sent_key(server: ScriptedServer) -> str:
    """Return the key of the last request."""
    return server.posts[-1].headers.get("authorization", "")


async def export_everything(data: Path, folder: Path) -> None:
    """Export every conversation in every format."""
    disk = Disk()
    library = Library(portable_paths(data), disk, "here")
    await library.open()
    exports = Exports(disk, partial(library.read, spare=disk), data / "attachments", NoPress())
    for summary in await library.listing.summaries():
        conversation = await library.load(summary.id)
        for kind in WRITTEN_BY_US:
            path = folder / f"{summary.id}{kind.suffix}"
            await exports.write(conversation, ExportPlan(kind), path)
    await library.close()
    assert disk.close(10)


def files_with(trace: bytes, *folders: Path) -> list[Path]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path for path in files if trace in content_of(path)]


def content_of(path: Path) -> bytes:
    """Return what a file says, and what those in it say where it is packed."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return b"".join([path.read_bytes(), *map(packed.read, packed.namelist())])


def processes_with(trace: bytes, app: DesktopApp) -> list[str]:
    """Return which files of the program's processes show a key to others."""
    program = psutil.Process(app.process.pid)
    ids = [program.pid, *(child.pid for child in program.children(recursive=True))]
    files = [Path(f"/proc/{number}/{name}") for number in ids for name in ("environ", "cmdline")]
    return [str(path) for path in files if trace in path.read_bytes()]


def test_a_key_is_stored_used_found_again_and_left_nowhere(
    desktop: Desktop, app: DesktopApp, keyring: RealSecretService, server: ScriptedServer
) -> None:
    app.start(**NO_MODELS)
    add_provider_with_key(desktop, server)
    desktop.reader.wait("New provider, key in GNOME Keyring", "list item")
    leave_settings(desktop)
    ask(desktop, "First")
    assert sent_key(server) == f"Bearer {KEY}"
    assert processes_with(TRACE, app) == []
    assert app.close_window() == 0

    app.start(**NO_MODELS)
    desktop.reader.wait("scripted: First", "list item")
    ask(desktop, "Second")
    assert sent_key(server) == f"Bearer {KEY}"
    assert app.close_window() == 0
    exports = app.data.with_name("exports")
    asyncio.run(export_everything(app.data, exports))
    assert len(files_with(b"First", exports)) == len(WRITTEN_BY_US)
    assert files_with(TRACE, desktop.home, app.data.parent) == []


@pytest.mark.local_model
def test_the_process_of_the_model_on_this_computer_gets_no_key(
    desktop: Desktop, app: DesktopApp, keyring: RealSecretService, server: ScriptedServer
) -> None:
    app.data.mkdir()
    settings = Settings(local_model_file=str(SMOLLM_FILE))
    portable_paths(app.data).settings_file.write_bytes(settings_bytes(settings))
    app.start()
    add_provider_with_key(desktop, server)
    desktop.reader.wait("New provider, key in GNOME Keyring", "list item")
    leave_settings(desktop)
    ask(desktop, "First")
    assert sent_key(server) == f"Bearer {KEY}"

    desktop.reader.press("Model")
    desktop.reader.wait_for_focus("Search models")
    desktop.type("smol")
    desktop.press_keys("Return")
    desktop.reader.wait_for_focus("Message")
    desktop.type("Say hello.")
    desktop.press_keys("Return")
    desktop.reader.until(lambda: len(desktop.reader.messages()) == 4, "the model's answer")
    desktop.reader.until(psutil.Process(app.process.pid).children, "the model's process")

    assert processes_with(TRACE, app) == []


def test_a_locked_keyring_is_told_and_keyless_servers_still_answer(
    desktop: Desktop, app: DesktopApp, keyring: RealSecretService, server: ScriptedServer
) -> None:
    app.start(**NO_MODELS)
    add_provider_with_key(desktop, server)
    desktop.reader.wait("New provider, key in GNOME Keyring", "list item")
    leave_settings(desktop)
    assert app.close_window() == 0
    keyring.lock()

    app.start(**NO_MODELS)
    ask_in_time(desktop, server)
    assert sent_key(server) == ""
    open_provider(desktop, "New provider, keyring locked")
    desktop.reader.wait("The keyring is locked")
    desktop.reader.wait("Unlock", "push button")


def test_without_a_keyring_a_key_lasts_as_long_as_the_program(
    desktop: Desktop, app: DesktopApp, server: ScriptedServer
) -> None:
    app.start(**NO_MODELS)
    add_provider_with_key(desktop, server)
    desktop.reader.wait("New provider, key until you quit", "list item")
    desktop.reader.wait("The key is not stored")
    leave_settings(desktop)
    ask_in_time(desktop, server)
    assert sent_key(server) == f"Bearer {KEY}"
    assert app.close_window() == 0

    app.start(**NO_MODELS)
    ask_in_time(desktop, server)
    assert sent_key(server) == ""
    open_provider(desktop, "New provider, no key, no keyring")
    desktop.reader.wait("There is no keyring")
    leave_settings(desktop)
    assert app.close_window() == 0
    assert files_with(TRACE, desktop.home, app.data.parent) == []
