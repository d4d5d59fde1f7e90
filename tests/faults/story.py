"""One short story with everything that the library does to files, told under strace.

python tests/faults/story.py FOLDER

It prints what it was promised; ``NOT SAVED`` is a promise kept as well. Anything else that goes
wrong ends it with an error.
"""

import asyncio
import hashlib
import sys
from collections.abc import Awaitable
from dataclasses import replace
from pathlib import Path

from fakes.conversations import NOW, a_mark, a_message
from whinchat.domain.conversation import Conversation, Field, Status
from whinchat.domain.errors import NotSaved
from whinchat.domain.parts import Attachment, TextPart
from whinchat.domain.values import ConversationId, MessageId
from whinchat.paths import portable_paths
from whinchat.storage.disk import Disk
from whinchat.storage.failures import Damaged
from whinchat.storage.library import Library

OLD = ConversationId("old")
NEW = ConversationId("new")
QUESTION = a_message("The question", id=MessageId("question"))
REPLY = a_message("The whole reply", QUESTION, id=MessageId("reply"))
LATER = a_message("And later", REPLY, id=MessageId("later"))

PICTURE = Attachment(hashlib.sha256(b"picture").hexdigest(), "image/png", "a.png", 7)


async def tell(folder: Path) -> None:
    """Save, stream, fold, throw away and restore, whatever the disk says to it."""
    disk = Disk()
    library = Library(portable_paths(folder), disk, "here")
    await _attempt("opened", library.open())
    library.begin(Conversation(id=NEW, created_at=NOW))
    library.keep_attachment(PICTURE, b"picture")
    await _attempt("saved new question", library.save_message(NEW, QUESTION))
    library.save_growth(
        NEW, replace(REPLY, parts=(TextPart("The whole"),), status=Status.STREAMING)
    )
    await _attempt("settled", library.settle(NEW))
    library.save_end(NEW, REPLY)
    if await _attempt("settled", library.settle(NEW)):
        _say("saved new reply")
    await _attempt("loaded", library.load(OLD))
    await _attempt("saved old later", library.save_message(OLD, LATER))
    await _attempt("folded", library.fold(OLD))
    library.save_field(NEW, Field.TITLE, a_mark("T"))
    await _attempt("closed", library.close_conversation(NEW))
    await _attempt("trashed", library.listing.move_to_trash([OLD]))
    await _attempt("restored", library.listing.restore([OLD]))
    await _attempt("ended", library.close())
    disk.close(30)


async def _attempt(words: str, work: Awaitable[object]) -> bool:
    try:
        await work
    except (NotSaved, Damaged) as trouble:
        _say(f"NOT SAVED {words}: {trouble}")
        return False
    _say(words)
    return True


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - its output


if __name__ == "__main__":
    asyncio.run(tell(Path(sys.argv[1])))
