"""Where several conversations go: a folder with a file each, or one zip."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol

from whinchat.domain.conversation import Conversation
from whinchat.domain.errors import WhinchatError
from whinchat.storage.attachments import attachment_name
from whinchat.storage.disk import write_atomically
from whinchat.storage.exchange.archive import ATTACHMENTS, MADE
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.formats import export
from whinchat.storage.exchange.json_document import attachments_of
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.names import Names, stem_of
from whinchat.storage.exchange.options import ExportPlan
from whinchat.storage.failures import not_saved
from whinchat.storage.files import make_folder, sync_file, sync_folder

_IN_MEMORY_BYTES = 4_000_000


class Target(Protocol):
    """Takes conversations, each whole or not at all."""

    def add(self, conversation: Conversation, materials: Materials) -> str:
        """Write one and return its file's name. Raises ``NotSaved`` and what materials raise."""

    def finish(self) -> None:
        """Make what was written last. Raises ``NotSaved``."""

    def abandon(self) -> None:
        """Leave nothing that is half written."""


class FolderTarget:
    """A file for each conversation; none that is there is written over."""

    def __init__(self, folder: Path, plan: ExportPlan) -> None:
        self._folder = folder
        self._plan = plan
        self._names: Names | None = None

    def add(self, conversation: Conversation, materials: Materials) -> str:
        """Write one conversation to a file of its own."""
        if self._names is None:
            self._names = Names(names_in(self._folder) or ())
        name = self._names.unique(stem_of(conversation.title), self._plan.file_format.suffix)
        write_atomically(self._folder / name, export(conversation, self._plan, materials))
        return name

    def finish(self) -> None:
        """Do nothing: each file is whole already."""

    def abandon(self) -> None:
        """Do nothing: each file that is there is whole."""


class ZipTarget:
    """One zip, which has its name only once it is whole.

    JSON with attachments is not a zip of zips: every ``.json`` at the top is a conversation, and
    all share the folder of attachments.
    """

    def __init__(self, path: Path, plan: ExportPlan) -> None:
        self._path = path
        self._temporary = path.with_name(f"{path.name}.tmp")
        self._plan = plan
        self._names = Names([ATTACHMENTS.rstrip("/")])
        self._attachments: set[str] = set()
        self._archive: zipfile.ZipFile | None = None

    def add(self, conversation: Conversation, materials: Materials) -> str:
        """Write one conversation into the zip."""
        has_attachments = self._plan.file_format is Format.ARCHIVE
        plan = replace(self._plan, file_format=Format.JSON) if has_attachments else self._plan
        name = self._names.unique(stem_of(conversation.title), plan.file_format.suffix)
        # Set aside first: what fails in the middle must not be in the zip.
        with SpooledTemporaryFile(_IN_MEMORY_BYTES) as spool, self._troubles():
            for piece in export(conversation, plan, materials):
                spool.write(piece)
            spool.seek(0)
            self._write(name, spool)
        if has_attachments:
            for attachment in attachments_of(conversation, plan.options):
                with suppress(WhinchatError):
                    self._add_attachment(attachment_name(attachment), materials.content(attachment))
        return name

    def finish(self) -> None:
        """Give the zip its name."""
        with self._troubles():
            self._opened().close()
            self._archive = None
            with self._temporary.open("rb+") as file:
                sync_file(file.fileno())
            self._temporary.replace(self._path)
            sync_folder(self._path.parent)

    def abandon(self) -> None:
        """Remove what there is."""
        if self._archive is not None:
            with suppress(OSError, ValueError):
                self._archive.close()
        with suppress(OSError):
            self._temporary.unlink()

    def _add_attachment(self, name: str, content: bytes) -> None:
        if name not in self._attachments:
            self._attachments.add(name)
            with self._troubles():
                self._opened().writestr(zipfile.ZipInfo(f"{ATTACHMENTS}{name}", MADE), content)

    def _write(self, name: str, source: IO[bytes]) -> None:
        info = zipfile.ZipInfo(name, MADE)
        info.compress_type = zipfile.ZIP_DEFLATED
        with self._opened().open(info, "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target)

    def _opened(self) -> zipfile.ZipFile:
        if self._archive is None:
            make_folder(self._path.parent)
            self._archive = zipfile.ZipFile(self._temporary, "w")
        return self._archive

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise not_saved(error, self._path) from error


def names_in(folder: Path) -> tuple[str, ...] | None:
    """Return what is in a folder; ``None`` where no folder is to be read."""
    with suppress(OSError):
        return tuple(path.name for path in folder.iterdir())
    return None
