"""A backup while it is looked into: read where it lies, as cautiously as what strangers send."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from whinchat.domain.values import ConversationId, JsonObject
from whinchat.storage.backups.contents import ATTACHMENTS, CONVERSATIONS, DRAFTS, FOLDERS, TRASH
from whinchat.storage.backups.manifest import MANIFEST, Manifest, manifest_from_json
from whinchat.storage.conversation_file import Document
from whinchat.storage.exchange.importing.bundle import LARGEST_FILE_BYTES, Bundle, Member
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.exchange.importing.zip_bundle import zip_bundle
from whinchat.storage.failures import Damaged, unreadable
from whinchat.storage.file_parsing import parse_file
from whinchat.storage.journal_lines import replay
from whinchat.storage.json_bytes import object_from_bytes
from whinchat.storage.reading import path_of
from whinchat.storage.stamps import ENDINGS

_MOST_MEMBERS = 250_000
_LARGEST_CONVERSATION_BYTES = 512 * 1024 * 1024
_LARGEST_LIST_BYTES = 16 * 1024 * 1024
_CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class OpenBackup:
    """The parts of one backup."""

    manifest: Manifest
    bundle: Bundle

    def conversations(self) -> list[ConversationId]:
        """Return the ids of what was in the list."""
        return self._stems(CONVERSATIONS)

    def trash(self) -> list[ConversationId]:
        """Return the ids of what was in the trash."""
        return self._stems(TRASH)

    def document(self, conversation_id: ConversationId, *, from_trash: bool = False) -> Document:
        """Return a conversation. Raises ``Damaged`` and ``Refused``."""
        stem = f"{TRASH if from_trash else CONVERSATIONS}/{conversation_id}"
        file = self._bytes(f"{stem}.json")
        document = replay(parse_file(file) if file else None, self._bytes(f"{stem}.journal"))
        if document is None:
            raise Damaged(f"{conversation_id}.journal has no beginning.")
        document.end_replies()
        return document

    def attachments(self) -> list[Member]:
        """Return the attached files."""
        return [
            member
            for name, member in self.bundle.members.items()
            if name.startswith(f"{ATTACHMENTS}/") and name.count("/") == 1
        ]

    def folders(self) -> JsonObject:
        """Return what the backup says of folders; nothing where it cannot be read."""
        return self._object(FOLDERS)

    def drafts(self) -> JsonObject:
        """Return what the backup says of drafts; nothing where it cannot be read."""
        return self._object(DRAFTS)

    def _object(self, name: str) -> JsonObject:
        member = self.bundle.members.get(name)
        try:
            return object_from_bytes(member.read_whole(_LARGEST_LIST_BYTES)) if member else {}
        except (Refused, Damaged):
            return {}

    def _bytes(self, name: str) -> bytes:
        member = self.bundle.members.get(name)
        return member.read_whole(_LARGEST_CONVERSATION_BYTES) if member else b""

    def _stems(self, part: str) -> list[ConversationId]:
        found: dict[str, None] = {}
        for name in self.bundle.members:
            folder, _, base = name.rpartition("/")
            stem, dot, ending = base.rpartition(".")
            if folder == part and f"{dot}{ending}" in ENDINGS and _is_plain(stem):
                found[stem] = None
        return [ConversationId(stem) for stem in sorted(found)]


@contextmanager
def open_backup(path: Path) -> Iterator[OpenBackup]:
    """Open a backup. Raises ``Refused`` for anything else, and for what would do harm."""
    try:
        bundle = zip_bundle(path, _MOST_MEMBERS)
    except OSError as error:
        raise Refused(str(unreadable(error, path))) from error
    except Damaged as error:
        raise Refused(str(error)) from error
    try:
        yield OpenBackup(_manifest_in(bundle), bundle)
    finally:
        bundle.close()


def read_manifest(path: Path) -> Manifest:
    """Return what a backup says of itself. Raises ``Refused``."""
    with open_backup(path) as backup:
        return backup.manifest


def check_backup(path: Path) -> None:
    """Read all of a backup, as restoring would. Raises ``Refused`` and ``Damaged``."""
    with open_backup(path) as backup:
        for member in backup.bundle.members.values():
            with member.open() as stream:
                while stream.read(_CHUNK_BYTES):
                    pass


def attached(member: Member) -> bytes:
    """Return the content of an attached file. Raises ``Refused`` where it is not what it says."""
    data = member.read_whole(2 * LARGEST_FILE_BYTES)
    if hashlib.sha256(data).hexdigest() != member.base_name.partition(".")[0]:
        raise Refused(f"{member.base_name} is not what was attached.")
    return data


def _manifest_in(bundle: Bundle) -> Manifest:
    member = bundle.members.get(MANIFEST)
    if member is None:
        raise Refused(f"{bundle.name} is no backup of Whinchat. Perhaps it can be imported.")
    try:
        content = object_from_bytes(member.read_whole(_LARGEST_LIST_BYTES))
    except Damaged as error:
        raise Refused(f"{bundle.name} is no backup of Whinchat.") from error
    return manifest_from_json(content, bundle.name)


def _is_plain(stem: str) -> bool:
    try:
        path_of(Path(), ConversationId(stem))
    except Damaged:
        return False
    return True
