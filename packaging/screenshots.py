"""Draws the pictures of the README: the real program, a scripted provider, a small library.

    python3 packaging/dev.py screenshots [--folder FOLDER]

Fonts, sizes and times are fixed, so two runs on one machine give the same bytes.
"""

import argparse
import asyncio
import os
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication

import picture_library as shown
from fakes.answers import Ending, in_json
from fakes.server import ScriptedServer
from fakes.waiting import until
from whinchat.assembly.program import Program
from whinchat.assembly.services import Services
from whinchat.domain.draft import Draft
from whinchat.domain.provider import ProviderKind, ProviderProfile
from whinchat.domain.settings import Settings
from whinchat.paths import Paths, portable_paths
from whinchat.services.rows import RowState
from whinchat.storage.disk import Disk
from whinchat.storage.library import Library
from whinchat.storage.settings_file import settings_bytes
from whinchat.ui.application import make_application, run

PICTURES = Path(__file__).parent / "pictures"
_FIXED = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_SCALE_FACTOR": "1.5",
    "QT_FONT_DPI": "96",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    # No keyring is asked, and no session bus is there to ask.
    "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
}
_WIDE = (1100, 760)
_NARROW = (480, 640)
_STEADY_SECONDS = 0.15
_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Picture:
    """One file: which conversation, in which mode and size."""

    name: str
    title: str
    """Empty for a new conversation."""
    mode: str = "light"
    size: tuple[int, int] = _WIDE


WANTED = (
    Picture("conversation-light", shown.RETRY),
    Picture("conversation-dark", shown.RETRY, "dark"),
    Picture("empty-light", ""),
    Picture("empty-dark", "", "dark"),
    Picture("error-light", shown.REPORT),
    Picture("narrow-light", shown.RETRY, size=_NARROW),
)


def main() -> int:
    """Draw every picture into the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=PICTURES)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    _fix_the_surroundings()
    app = make_application(sys.argv[:1])
    app.setCursorFlashTime(0)
    with TemporaryDirectory(prefix="whinchat-pictures-") as data, ScriptedServer() as server:
        return run(app, lambda: _draw_all(app, server, portable_paths(Path(data)), folder))


def _fix_the_surroundings() -> None:
    # Before there is an application: Qt reads them then.
    os.environ.update(_FIXED)
    if hasattr(time, "tzset"):
        time.tzset()


async def _draw_all(app: QApplication, server: ScriptedServer, paths: Paths, folder: Path) -> int:
    server.documents["/v1/models"] = in_json(shown.CATALOGUE)
    await _write_library(paths, server)
    program = Program(app, Services(paths, {}))
    program.theme.apply("light", reduced_motion=True)
    running = asyncio.ensure_future(program.run())
    await _set_the_scene(program, server)
    for picture in WANTED:
        _save(await _draw(program, picture), folder / f"{picture.name}.png")
        print(folder / f"{picture.name}.png")
    program.window.close()
    return await running


async def _write_library(paths: Paths, server: ScriptedServer) -> None:
    """Put conversations and settings on the disk, as the program itself would."""
    disk = Disk()
    library = Library(paths, disk, "pictures")
    await library.open()
    for conversation in shown.library():
        library.begin(conversation)
        await library.save_message(conversation.id, next(iter(conversation.messages.values())))
    await library.close()
    disk.close(_PATIENCE_SECONDS)
    profile = ProviderProfile(
        shown.PROVIDER, shown.PROVIDER_NAME, ProviderKind.COMPATIBLE, server.base_url.text
    )
    settings = replace(
        Settings(),
        providers=(profile, *Settings().providers),
        provider_id=profile.id,
        last_models={profile.id: shown.MODEL},
    )
    paths.settings_file.write_bytes(settings_bytes(settings))


async def _set_the_scene(program: Program, server: ScriptedServer) -> None:
    """Have one reply on its way, one unread, and one message half typed."""
    services = program.services
    shelf = services.shelf
    await until(lambda: len(shelf.rows) > 1, _PATIENCE_SECONDS)
    provider = next(p for p in services.providers.profiles if p.id == shown.PROVIDER)
    await services.models.refresh(provider)
    shelf.keep_draft(shown.id_of(shown.LETTER), Draft(shown.LETTER_DRAFT))
    server.answer(shown.SKY_REPLY)
    await _ask(program, shown.SKY)
    await until(lambda: RowState.UNREAD in _states(program), _PATIENCE_SECONDS)
    server.answer_partly(shown.TRIP_BEGINS, Ending.STALL)
    await _ask(program, shown.TRIP)
    await until(lambda: RowState.REPLYING in _states(program), _PATIENCE_SECONDS)


async def _ask(program: Program, title: str) -> None:
    services = program.services
    chat = await services.shelf.chat(shown.id_of(title))
    services.tasks.start(chat.retry(chat.conversation.branch()[-1].id))


def _states(program: Program) -> set[RowState]:
    return {row.state for row in program.services.shelf.rows}


async def _draw(program: Program, picture: Picture) -> QImage:
    """Return the window once it has come to rest."""
    program.theme.apply(picture.mode, reduced_motion=True)
    program.window.resize(*picture.size)
    if picture.title:
        await program.navigation.show_conversation(shown.id_of(picture.title))
    else:
        program.navigation.open_new()
    async with asyncio.timeout(_PATIENCE_SECONDS):
        before = program.window.grab().toImage()
        while True:
            await asyncio.sleep(_STEADY_SECONDS)
            now = program.window.grab().toImage()
            if now == before:
                return now
            before = now


def _save(image: QImage, file: Path) -> None:
    writer = QImageWriter(str(file), b"png")
    writer.setCompression(100)
    if not writer.write(image.convertToFormat(QImage.Format.Format_RGB888)):
        raise OSError(writer.errorString())


if __name__ == "__main__":
    sys.exit(main())
