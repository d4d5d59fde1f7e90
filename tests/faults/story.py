"""One short story with everything that the library does to files, told under strace.

python tests/faults/story.py FOLDER

It prints what it was promised. What goes wrong otherwise ends it with an error.
"""

import asyncio
import hashlib
import sys
from dataclasses import replace
from pathlib import Path

from fakes.conversations import NOW, a_mark, a_message
from faults.telling import attempt, say
from whinchat.domain.conversation import Conversation, Field, Mark, Status
from whinchat.domain.draft import Draft
from whinchat.domain.folders import FolderField, FolderId
from whinchat.domain.parts import Attachment, TextPart
from whinchat.domain.settings import Settings
from whinchat.domain.values import ConversationId, MessageId
from whinchat.paths import Paths, portable_paths
from whinchat.services.preferences import Preferences
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import Drafts
from whinchat.storage.folders import FolderFile
from whinchat.storage.library import Library
from whinchat.storage.settings_file import load_settings

OLD = ConversationId("old")
NEW = ConversationId("new")
COPIED = ConversationId("copied")
"""Of which a sync tool has brought a copy."""
GONE = ConversationId("gone")
"""What is thrown away."""
BACK = ConversationId("back")
"""What is in the trash, and comes back."""
NEVER = ConversationId("never")
"""What is in the trash, and is destroyed."""
PURGED = ConversationId("purged")
"""In which a deleted message is destroyed."""
FILED = ConversationId("filed")
"""What is filed without being opened."""
ARRIVED = ConversationId("arrived")
"""What is imported whole."""
BEFORE = (OLD, COPIED, GONE, BACK, NEVER, PURGED, FILED)

QUESTION = a_message("The question", id=MessageId("question"))
REPLY = a_message("The whole reply", QUESTION, id=MessageId("reply"))
LATER = a_message("And later", REPLY, id=MessageId("later"))
ELSEWHERE = a_message("Said elsewhere", REPLY, id=MessageId("elsewhere"))

PICTURE = Attachment(hashlib.sha256(b"picture").hexdigest(), "image/png", "a.png", 7)
FOLDER, NEW_FOLDER = FolderId("birds"), FolderId("more birds")


async def tell(folder: Path) -> None:
    """Do all of it, whatever the disk says."""
    disk, paths = Disk(), portable_paths(folder)
    library = Library(paths, disk, "here")
    await attempt("opened", library.open())
    await _talk(library)
    await _file(library, paths, disk)
    await attempt("ended", library.close())
    disk.close(30)


async def _talk(library: Library) -> None:
    library.begin(Conversation(id=NEW, created_at=NOW))
    library.keep_attachment(PICTURE, b"picture")
    await attempt("saved new question", library.save_message(NEW, QUESTION))
    library.save_growth(
        NEW, replace(REPLY, parts=(TextPart("The whole"),), status=Status.STREAMING)
    )
    await attempt("settled", library.settle(NEW))
    library.save_end(NEW, REPLY)
    if await attempt("settled", library.settle(NEW)):
        say("saved new reply")
    await attempt("loaded", library.load(OLD))
    await attempt("saved old later", library.save_message(OLD, LATER))
    await attempt("folded", library.fold(OLD))
    library.save_field(NEW, Field.TITLE, a_mark("T"))
    await attempt("closed", library.close_conversation(NEW))


async def _file(library: Library, paths: Paths, disk: Disk) -> None:
    listing = library.listing
    await attempt("trashed gone", listing.move_to_trash([GONE]))
    await attempt("restored back", listing.restore([BACK]))
    await attempt("destroyed never", listing.destroy([NEVER]))
    await attempt("purged", listing.purge_messages(PURGED))
    listing.save_fields({FILED: {Field.PINNED: a_mark(True)}})
    arrived = Conversation(id=ARRIVED, created_at=NOW)
    arrived.put(QUESTION)
    arrived.put(REPLY)
    await attempt("added", library.add(arrived, [(PICTURE, b"picture")]))
    folders = FolderFile(paths, disk)
    await attempt("read folders", folders.load())
    name: dict[str, Mark] = {FolderField.NAME: a_mark("More birds")}
    await attempt("made folder", folders.save({NEW_FOLDER: name}))
    await attempt("looked at trash", listing.look_at_trash(NOW))
    await attempt("remembered", listing.remember())
    drafts = Drafts(paths, disk)
    await attempt("read drafts", drafts.load())
    drafts.save(NEW, Draft("Newly typed", (PICTURE,)))
    settings, _ = load_settings(paths.settings_file)
    Preferences(settings, paths.settings_file, disk).update(slower)


def slower(settings: Settings) -> Settings:
    """Return the settings with more time to take a message back."""
    return replace(settings, undo_seconds=4)


if __name__ == "__main__":
    asyncio.run(tell(Path(sys.argv[1])))
