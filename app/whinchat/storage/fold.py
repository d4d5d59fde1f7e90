"""A long conversation written into its file beside the disk's work, so that none of it waits."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from whinchat.domain.errors import NotSaved
from whinchat.storage.conversation_file import Document
from whinchat.storage.disk import put_in_place
from whinchat.storage.failures import not_saved
from whinchat.storage.files import write_slowly


class Fold:
    """A document as it was at one moment. ``write`` runs on any thread, the rest on the disk's."""

    def __init__(self, path: Path, document: Document, journal_pieces: int) -> None:
        self.journal_pieces = journal_pieces
        """How many pieces of the journal are in it."""
        self._path = path
        self._temporary = path.with_name(f"{path.stem}.fold.json.tmp")
        # The bytes of a message never change, so the list of them is all there is to copy.
        self._document = Document(
            dict(document.head), [*document.slots], dict(document.places), document.size_bytes
        )
        self._trouble: NotSaved | None = None

    def write(self, then: Callable[[], None]) -> None:
        """Write all of it beside the file, then say so. Never raises."""
        try:
            write_slowly(self._temporary, self._document.pieces())
        except OSError as error:
            self._trouble = not_saved(error, self._path)
        then()

    def put_in_place(self) -> None:
        """Replace the file by what was written. Raises ``NotSaved``; the file is then as it was."""
        if self._trouble is not None:
            raise self._trouble
        try:
            put_in_place(self._temporary, self._path, keep_previous=True)
        except OSError as error:
            raise not_saved(error, self._path) from error

    def drop(self) -> None:
        """Remove what was written and is not wanted any more."""
        with suppress(OSError):
            self._temporary.unlink(missing_ok=True)
