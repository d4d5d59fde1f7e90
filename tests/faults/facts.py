"""What there is to be found in a library's folder after a story, as facts that can be compared."""

import json
from collections.abc import Iterator
from pathlib import Path

from fakes.conversations import NOW, a_mark, a_message
from fakes.libraries import opened_library
from faults.story import (
    ARRIVED,
    BACK,
    BEFORE,
    COPIED,
    ELSEWHERE,
    FILED,
    FOLDER,
    NEVER,
    NEW,
    OLD,
    PICTURE,
    PURGED,
    QUESTION,
    REPLY,
)
from faults.syscalls import Story
from whinchat.domain.conversation import Conversation, MarkName
from whinchat.domain.draft import Draft
from whinchat.domain.folders import FolderField, shown_folders
from whinchat.domain.values import ConversationId, MessageId
from whinchat.paths import portable_paths
from whinchat.storage.conversation_file import document_of
from whinchat.storage.disk import Disk, write_atomically
from whinchat.storage.drafts import Drafts
from whinchat.storage.failures import Damaged
from whinchat.storage.folders import FolderFile
from whinchat.storage.library import Library

SECRET = "Words that are to be destroyed"
_COPY = "copied.sync-conflict-20261122-101112-ABCDEFG.json"

PROMISES = {
    "saved new question": {"new: The question"},
    "saved new reply": {"new: The whole reply"},
    "saved old later": {"old: And later"},
    "trashed gone": {"gone is in the trash"},
    "restored back": {"back is in the list"},
    "destroyed never": {"never is nowhere"},
    "purged": {"the secret is destroyed"},
    "added": {"arrived: The question", "arrived: The whole reply", "the picture"},
    "made folder": {"folder More birds"},
}
"""What must be found once the story has said so."""

ALWAYS = {
    *(f"{one}: {message.text}" for one in BEFORE for message in (QUESTION, REPLY)),
    f"{COPIED}: {ELSEWHERE.text}",
    "folder Birds",
    "draft Typed long ago",
} - {f"{NEVER}: {message.text}" for message in (QUESTION, REPLY)}
"""What was there before the story, or was brought by a sync tool, and stays."""


async def make_beginning(folder: Path) -> None:
    """Make the library that each story begins with."""
    paths = portable_paths(folder)
    old = [paths.conversations / f"{OLD}{ending}" for ending in (".json", ".journal")]
    async with opened_library(folder) as library:
        library.begin(Conversation(id=OLD, created_at=NOW))
        await library.save_message(OLD, QUESTION)
        await library.fold(OLD)
        await library.save_message(OLD, REPLY)
        as_after_a_crash = [path.read_bytes() for path in old]
        await library.close_conversation(OLD)
        for one in BEFORE[1:]:
            await library.add(_talk(one))
        await library.listing.move_to_trash([BACK, NEVER])
        await library.load(PURGED)
        library.save_mark(PURGED, MessageId("secret"), MarkName.DELETED, a_mark(True))
        await library.close_conversation(PURGED)
    for path, data in zip(old, as_after_a_crash, strict=True):
        write_atomically(path, data)
    write_atomically(paths.conversations / _COPY, document_of(_talk(COPIED)).pieces())
    original = _talk(COPIED, has_gone_on=False)
    write_atomically(paths.conversations / "copied.json", document_of(original).pieces())
    disk = Disk()
    await FolderFile(paths, disk).save({FOLDER: {FolderField.NAME: a_mark("Birds")}})
    Drafts(paths, disk).save(FILED, Draft("Typed long ago"))
    disk.close(30)


def _talk(conversation_id: ConversationId, *, has_gone_on: bool = True) -> Conversation:
    conversation = Conversation(id=conversation_id, created_at=NOW)
    conversation.put(QUESTION)
    conversation.put(REPLY)
    if conversation_id == COPIED and has_gone_on:
        conversation.put(ELSEWHERE)
    if conversation_id == PURGED:
        conversation.put(a_message(SECRET, REPLY, id=MessageId("secret")))
    return conversation


async def facts_in(folder: Path) -> set[str]:
    """Open the library after a story and return what is there. Raises ``Damaged``."""
    facts: set[str] = set()
    paths = portable_paths(folder)
    async with opened_library(folder) as library:
        listed = {one.id for one in await library.listing.summaries()}
        trashed = {one.summary.id for one in await library.listing.trashed()}
        assert not listed & trashed, f"in the list and in the trash: {listed & trashed}"
        facts |= {f"{one} is in the list" for one in listed}
        facts |= {f"{one} is in the trash" for one in trashed}
        facts |= {f"{one} is nowhere" for one in {*BEFORE} - listed - trashed}
        await library.listing.restore(trashed)
        for conversation_id in listed | trashed:
            conversation = await library.load(conversation_id)
            facts |= {f"{conversation_id}: {one.text}" for one in conversation.messages.values()}
            if conversation_id == PURGED:
                assert conversation.messages[MessageId("secret")].is_deleted
        facts |= await _contents(library)
    if not any(SECRET.encode() in path.read_bytes() for path in _files(paths.data, PURGED)):
        facts.add("the secret is destroyed")
    disk = Disk()
    folders = shown_folders(await FolderFile(paths, disk).load())
    drafts = await Drafts(paths, disk).load()
    disk.close(30)
    _require_settings(paths.settings_file)
    facts |= {f"folder {one.name}" for one in folders}
    return facts | {f"draft {draft.text}" for draft in drafts.values()}


async def _contents(library: Library) -> set[str]:
    try:
        assert await library.attachment(PICTURE) == b"picture"
    except Damaged:
        return set()
    return {"the picture"}


def _files(data: Path, conversation_id: ConversationId) -> Iterator[Path]:
    return (data / "conversations").glob(f"{conversation_id}.*")


def _require_settings(path: Path) -> None:
    """Settings are old, which is none, or new."""
    if path.exists():
        assert json.loads(path.read_bytes())["undo_seconds"] == 4


def names_in(folder: Path) -> Iterator[Path]:
    """Return everything that the story may touch."""
    endings = ("json", "json.tmp", "journal", "journal.tmp", "bak", "bak.tmp")
    yield from (folder, folder / "attachments", folder / "cache")
    for ending in ("png", "png.tmp"):
        yield folder / "attachments" / f"{PICTURE.sha256}.{ending}"
    for name in ("folders", "drafts", "settings", "cache/list", "cache/trash"):
        yield from (folder / f"{name}.{ending}" for ending in endings)
    for place in (folder / "conversations", folder / "trash"):
        yield place
        names = (*BEFORE, NEW, ARRIVED)
        yield from (place / f"{name}.{ending}" for name in names for ending in endings)
    yield folder / "conversations" / _COPY
    yield folder / "trash" / "merged"
    yield folder / "trash" / "merged" / _COPY


SAVING = Story("story.py", make_beginning, names_in, facts_in, ALWAYS, PROMISES)
