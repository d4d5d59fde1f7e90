"""Rounds through the library's folders: what others changed is noted, their copies merged."""

import logging
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from whinchat.domain.errors import WhinchatError
from whinchat.domain.values import ConversationId
from whinchat.paths import Paths
from whinchat.storage import trash
from whinchat.storage.conflict_copies import CopyName, copy_name
from whinchat.storage.copy_merging import CopyMerging, read_copy
from whinchat.storage.disk import Disk
from whinchat.storage.files import is_there, may_be_there, sync_folder
from whinchat.storage.folders import take_in_folders
from whinchat.storage.outside import OutsideChanges
from whinchat.storage.stamps import ENDINGS
from whinchat.storage.two_places import TwoPlaces
from whinchat.storage.writer import Writer

log = logging.getLogger(__name__)

KEPT_SECONDS = 30 * 24 * 3600
"""For so long copies are kept after what they say was merged."""


class Rounds:
    """Looks at the folders, on the disk's thread."""

    def __init__(self, paths: Paths, disk: Disk, writer: Writer) -> None:
        self._paths = paths
        self._writer = writer
        self._copies = CopyMerging(paths.trash, disk, writer)
        self.two_places = TwoPlaces(paths, writer)

    def begin(self) -> None:
        """Know all files as they are, and merge copies that came while nobody looked."""
        if self._merge_copies(self._writer.stamps.look(lambda name: copy_name(name) is not None)):
            self._writer.stamps.look()
        stems = map(self._writer.stamps.stems_in, (self._paths.conversations, self._paths.trash))
        self.two_places.settle(map(ConversationId, set.intersection(*stems)))
        self._merge_copies(self._copies_of_settings())
        self._forget_old_copies()

    def look(self, *, in_each: bool = True) -> OutsideChanges:
        """Return what others changed since the last round; open conversations take it in.

        See ``Stamps.look`` for what ``in_each`` means.
        """
        changed = self._writer.stamps.look(in_each=in_each)
        if self._merge_copies(changed):
            changed += self._writer.stamps.look()
            changed = [path for path in changed if may_be_there(path) or not copy_name(path.name)]
        changed = [path for path in changed if not self._copies.is_pending(path)]
        listed = _stems(changed, self._paths.conversations) | self._copies.ended()
        trashed = _stems(changed, self._paths.trash)
        settled = self.two_places.settle(listed | trashed)
        return OutsideChanges(
            frozenset(stem for stem in listed if self._is_other(stem)) | settled,
            trashed | settled,
            self._paths.data / "folders.json" in changed,
        )

    def _is_other(self, conversation_id: ConversationId) -> bool:
        if self._writer.take_in_file(conversation_id) or not self._writer.is_open(conversation_id):
            return True
        return not _has_files(self._paths.conversations / conversation_id)

    def _merge_copies(self, paths: Iterable[Path]) -> bool:
        """Merge those of the files that are copies; tell whether there were any."""
        merged = False
        for path in paths:
            copied = copy_name(path.name)
            if copied is None or not may_be_there(path):
                continue
            try:
                merged |= self._merge_copy(path, copied)
            except (WhinchatError, OSError) as trouble:
                # It stays where it is, and is listed as what it is.
                log.warning("A copy is left as it is: %s", trouble)
        return merged

    def _merge_copy(self, path: Path, copied: CopyName) -> bool:
        if path.parent not in (self._paths.conversations, self._paths.trash):
            return self._merge_other_copy(path, copied)
        target = path.with_name(f"{copied.stem}{copied.ending}")
        if copied.ending == ".bak":
            trash.put_aside(path, self._paths.trash)
        elif _has_files(path.with_name(copied.stem)):
            is_listed = path.parent == self._paths.conversations
            self._copies.merge(path, copied, is_listed=is_listed)
        else:
            # Nobody has that conversation: the copy is all there is of it.
            read_copy(path, copied, None)
            path.rename(target)
            sync_folder(path.parent)
        return True

    def _merge_other_copy(self, path: Path, copied: CopyName) -> bool:
        """Merge a copy of what lies beside the conversations.

        Of settings ours hold. Whoever keeps the drafts merges theirs.
        """
        if copied == ("settings", ".json"):
            trash.put_aside(path, self._paths.trash)
            return True
        if copied != ("folders", ".json"):
            return False
        original = path.with_name("folders.json")
        if is_there(original):
            take_in_folders(original, path)
            trash.put_aside(path, self._paths.trash)
        else:
            path.rename(original)
        return True

    def _copies_of_settings(self) -> list[Path]:
        """Return those that lie in a folder of their own."""
        folder = self._paths.settings_file.parent
        found = [] if folder == self._paths.data or not folder.is_dir() else [*folder.iterdir()]
        return [path for path in found if copy_name(path.name) == ("settings", ".json")]

    def _forget_old_copies(self) -> None:
        folder = trash.aside_in(self._paths.trash)
        oldest = time.time() - KEPT_SECONDS
        # What cannot be looked at now is forgotten another time.
        with suppress(OSError):
            for path in folder.iterdir() if folder.is_dir() else ():
                if path.lstat().st_mtime < oldest:
                    path.unlink()


def _has_files(stem: Path) -> bool:
    return any(may_be_there(stem.with_name(f"{stem.name}{ending}")) for ending in ENDINGS)


def _stems(paths: Iterable[Path], folder: Path) -> frozenset[ConversationId]:
    return frozenset(
        ConversationId(path.stem)
        for path in paths
        if path.parent == folder and path.suffix in ENDINGS
    )
