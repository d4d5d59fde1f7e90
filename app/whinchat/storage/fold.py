"""A long conversation written into its file beside the disk's work, so that none of it waits."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from whinchat.domain.errors import NotSaved
from whinchat.storage.conversation_file import Document
from whinchat.storage.disk import exchange
from whinchat.storage.failures import not_saved
from whinchat.storage.files import hold, release_slowly, sync_folder, write_slowly


class Fold:
    """A document as it was at one moment. ``write`` runs on any thread, the rest on the disk's."""

    def __init__(self, path: Path, document: Document, journal_pieces: int) -> None:
        self.journal_pieces = journal_pieces
        """How many pieces of the journal are in it."""
        self._path = path
        self._temporary = path.with_name(f"{path.stem}.fold.json.tmp")
        self._document = document.copy()
        self._trouble: NotSaved | None = None
        self._previous: int | None = None

    def write(self, then: Callable[[], None]) -> None:
        """Write all of it beside the file, then say so. Never raises."""
        try:
            write_slowly(self._temporary, self._document.pieces())
            # Its name goes to the copy that is the last now; freeing it is not the disk's work.
            self._previous = hold(self._path.with_suffix(".bak"))
        except OSError as error:
            self._trouble = not_saved(error, self._path)
        then()

    def put_in_place(self) -> None:
        """Replace the file by what was written. Raises ``NotSaved``; the file is then as it was.

        That it lasts takes ``make_last``.
        """
        if self._trouble is not None:
            raise self._trouble
        try:
            exchange(self._temporary, self._path, keep_previous=True)
        except OSError as error:
            raise not_saved(error, self._path) from error

    def make_last(self, then: Callable[[], None]) -> None:
        """Have the new name on the disk itself, then say so. Never raises; on any thread."""
        try:
            sync_folder(self._path.parent)
        except OSError as error:
            self._trouble = not_saved(error, self._path)
        then()
        self._let_go_of_previous()

    def require_lasting(self) -> None:
        """Raise ``NotSaved`` where ``make_last`` failed."""
        if self._trouble is not None:
            raise self._trouble

    def drop(self) -> None:
        """Remove what was written and is not wanted any more."""
        self._let_go_of_previous()
        with suppress(OSError):
            self._temporary.unlink(missing_ok=True)

    def _let_go_of_previous(self) -> None:
        previous, self._previous = self._previous, None
        if previous is not None:
            release_slowly(previous)
