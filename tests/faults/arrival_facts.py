"""What there is to be found after things came from elsewhere, or came back."""

import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from fakes.conversations import NOW as LONG_BEFORE
from fakes.foreign_webs import PICTURE, PNG, Node, chatgpt_node, chatgpt_zip, words
from fakes.libraries import opened_library
from faults.arrival_story import (
    BACKUP,
    DAMAGED,
    GIVEN,
    IMPORTED,
    NOW,
    STAYING,
    UNDONE,
    Home,
    known_ids,
)
from faults.story import ELSEWHERE, LATER, QUESTION, REPLY
from faults.syscalls import Story
from whinchat.domain.conversation import Conversation, Field, Message
from whinchat.domain.parts import ImagePart
from whinchat.domain.source import source_in
from whinchat.domain.values import ConversationId
from whinchat.paths import portable_paths
from whinchat.storage.backups.manifest import free_path
from whinchat.storage.backups.reading import check_backup
from whinchat.storage.backups.writing import Plan, write_backup
from whinchat.storage.library import Library
from whinchat.storage.salvaged import salvage_files

CHANGED, MISSING = ConversationId("changed"), ConversationId("missing")
GROWN, FRESH, PASSING = "grown", "fresh", "passing"
"""What is imported, by its name there: one that is here already, one that stays, one that goes."""
_FIRST, _SECOND, _THIRD = "Asked there", "Asked again there", "Asked once more"
_BEFORE = "before"
_OLDER = (NOW - timedelta(days=8), NOW - timedelta(days=9))

PROMISES = {
    "imported": {f"{FRESH}: {_FIRST}", f"{GROWN}: {_SECOND}", "the picture"},
    "undone": {f"{PASSING} is not here", f"{GROWN} says nothing more"},
    "backed up": {"the newest backup"},
    "restored": {f"{MISSING}: {REPLY.text}", f"somewhere: {ELSEWHERE.text}"},
    "salvaged": {f"recovered: {QUESTION.text}"},
}
"""What must be found once the story has said so."""

ALWAYS = {
    *(f"{CHANGED}: {message.text}" for message in (QUESTION, REPLY, LATER)),
    f"{GROWN}: {_FIRST}",
    "the damaged file as it was",
    "a backup",
}
"""What was there before the story, and stays."""


async def make_beginning(folder: Path) -> None:
    """Make the library that each story begins with, and what is given to it."""
    paths, given = portable_paths(folder), folder / GIVEN
    given.mkdir(parents=True)
    chatgpt_zip(given / "earlier.zip", _export(GROWN, _FIRST))
    both = _export(GROWN, _FIRST, _SECOND), _export(FRESH, _FIRST, has_picture=True)
    chatgpt_zip(given / STAYING, *both)
    others = _export(GROWN, _FIRST, _SECOND, _THIRD), _export(PASSING, _FIRST)
    chatgpt_zip(given / UNDONE, *others)
    async with opened_library(folder) as library:
        for conversation_id, last in ((CHANGED, ELSEWHERE), (MISSING, REPLY)):
            await library.add(_talk(conversation_id, last))
    path = write_backup(paths, Plan(given, 9), LONG_BEFORE).path
    path.rename(given / BACKUP)
    for one in (CHANGED, MISSING):
        (paths.conversations / f"{one}.json").unlink()
    async with _home(folder) as home:
        await home.library.add(_talk(CHANGED, LATER))
        await home.library.add(_talk(DAMAGED, LATER))
        with known_ids(_BEFORE):
            await home.bring("earlier.zip")
    damaged = paths.conversations / f"{DAMAGED}.json"
    damaged.write_bytes(damaged.read_bytes()[:-200])
    (given / "damaged").write_bytes(damaged.read_bytes())
    for moment in _OLDER:
        write_backup(paths, Plan(folder / "backups", 9), moment)


def _export(source_id: str, *texts: str, has_picture: bool = False) -> Node:
    nodes: list[tuple[str, Node]] = [
        ("root", {"id": "root", "message": None, "parent": None, "children": []})
    ]
    for text in texts:
        content = words(text, PICTURE) if has_picture else words(text)
        message_id = f"{source_id} {text}"
        nodes.append(chatgpt_node(message_id, nodes[-1][0], "user", content))
    return {
        "title": source_id,
        "create_time": 1_750_000_000.5,
        "mapping": dict(nodes),
        "current_node": nodes[-1][0],
        "conversation_id": source_id,
        "id": source_id,
    }


def _talk(conversation_id: ConversationId, *more: Message) -> Conversation:
    conversation = Conversation(id=conversation_id, created_at=LONG_BEFORE)
    for message in (QUESTION, REPLY, *more):
        conversation.put(message)
    return conversation


@asynccontextmanager
async def _home(folder: Path) -> AsyncIterator[Home]:
    home = Home(portable_paths(folder))
    await home.open()
    yield home
    await home.close()


async def facts_in(folder: Path) -> set[str]:
    """Look what is there after a story, and import all once more. Raises ``Damaged``."""
    facts = await _seen(folder)
    damaged = folder / "conversations" / f"{DAMAGED}.json"
    if damaged.read_bytes() == (folder / GIVEN / "damaged").read_bytes():
        facts.add("the damaged file as it was")
    newest = folder / "backups" / free_path(folder / "nowhere", NOW).name
    for backup in (folder / "backups").glob("whinchat-*.zip"):
        check_backup(backup)
        facts |= {"a backup", "the newest backup"} if backup == newest else {"a backup"}
    async with _home(folder) as home:
        for name in (STAYING, UNDONE):
            _, is_whole = await home.bring(name)
            assert is_whole, f"{name} cannot be imported any more"
    again = await _seen(folder)
    for fact in (f"{FRESH}: {_FIRST}", f"{PASSING}: {_FIRST}", f"{GROWN}: {_THIRD}", "the picture"):
        assert fact in again, f"{fact} does not come again"
    return facts


async def _seen(folder: Path) -> set[str]:
    facts: set[str] = set()
    sources: Counter[str] = Counter()
    recovered = salvage_files(folder / "conversations" / f"{DAMAGED}.json")
    async with opened_library(folder) as library:
        for summary in await library.listing.summaries():
            if summary.id == DAMAGED:
                continue
            conversation = await library.load(summary.id)
            mark = conversation.marks.get(Field.SOURCE)
            source = source_in(mark.value) if mark is not None else None
            name = source.id if source is not None else str(conversation.id)
            name = "recovered" if recovered and name == recovered.id else name
            sources[name] += 1
            living = [one for one in conversation.messages.values() if not one.is_deleted]
            # What cannot be read for a moment is restored beside itself.
            facts |= {f"{place}: {one.text}" for one in living for place in (name, "somewhere")}
            facts |= await _pictures(library, living)
    assert set(sources.values()) <= {1}, f"twice: {sources}"
    if not sources[PASSING]:
        facts.add(f"{PASSING} is not here")
    if f"{GROWN}: {_THIRD}" not in facts:
        facts.add(f"{GROWN} says nothing more")
    return facts


async def _pictures(library: Library, messages: list[Message]) -> set[str]:
    for message in messages:
        for part in message.parts:
            if isinstance(part, ImagePart):
                assert await library.attachment(part.attachment) == PNG
                return {"the picture"}
    return set()


def names_in(folder: Path) -> Iterator[Path]:
    """Return everything that the story may touch."""
    yield folder
    given, backups = folder / GIVEN, folder / "backups"
    yield from (given, backups, *given.iterdir(), *backups.iterdir())
    newest = free_path(backups, NOW)
    yield from (newest, newest.with_name(f"{newest.name}.tmp"))
    yield from (folder / "cache", folder / "attachments", folder / "trash")
    conversations = folder / "conversations"
    yield conversations
    known = [path.stem for path in conversations.iterdir()]
    recovered = salvage_files(conversations / f"{DAMAGED}.json")
    assert recovered is not None
    names = [*known, recovered.id, MISSING, *(f"{IMPORTED}{number}" for number in range(1, 13))]
    picture = folder / "attachments" / f"{hashlib.sha256(PNG).hexdigest()}.png"
    for path in (picture, *(folder / f"{name}.json" for name in ("folders", "drafts", "settings"))):
        yield from (path, path.with_name(f"{path.name}.tmp"))
    for name in names:
        for ending in ("json", "json.tmp", "journal", "bak"):
            yield conversations / f"{name}.{ending}"
            yield folder / "trash" / f"{name}.{ending}"


ARRIVALS = Story("arrival_story.py", make_beginning, names_in, facts_in, ALWAYS, PROMISES)
