"""The latest question wins, pages follow each other, and the index is looked after meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from unittest.mock import patch

from fakes.conversations import a_conversation, a_mark, a_message
from fakes.found_patterns import find_pattern
from fakes.search_indexes import write_conversation
from fakes.waiting import until
from whinchat.domain.conversation import Field
from whinchat.domain.folders import Folder, FolderId
from whinchat.paths import Paths, portable_paths
from whinchat.services.search import Search, progress_words
from whinchat.services.tasks import Tasks
from whinchat.storage.disk import Disk
from whinchat.storage.search_index.database import Database
from whinchat.storage.search_index.index import SearchIndex
from whinchat.storage.search_index.updating import Progress
from whinchat.ui.search.search_words import NO_ROOM, empty_words

SECONDS = 20.0
_FOLDERS = (
    Folder(FolderId("f1"), "Trips"),
    Folder(FolderId("f2"), "Norway", FolderId("f1")),
)


class _InProcess:
    """Regular expressions looked for in this process."""

    find = staticmethod(find_pattern)

    def end(self) -> None:
        """Have nothing to stop."""


@asynccontextmanager
async def _searching(paths: Paths) -> AsyncIterator[Search]:
    tasks = Tasks()
    search = Search(SearchIndex(paths, Disk(), Disk()), _InProcess(), lambda: _FOLDERS, tasks)
    try:
        yield search
    finally:
        await tasks.close()
        await search.close()


def _paths(folder: Path) -> Paths:
    paths = portable_paths(folder)
    paths.conversations.mkdir()
    return paths


async def _ready(search: Search) -> None:
    search.look_now()
    await until(lambda: search.progress.total > 0 and search.progress.is_complete, SECONDS)


async def test_only_the_latest_question_is_answered(tmp_path: Path) -> None:
    paths = _paths(tmp_path)
    write_conversation(paths.conversations, a_conversation(a_message("wren"), a_message("robin")))
    async with _searching(paths) as search:
        await _ready(search)
        for typed in ("w", "wr", "wren", "robin role:user"):
            search.ask(typed)

        await until(lambda: len(search.found.hits) == 1, SECONDS)
        assert search.found.hits[0].snippet.text == "robin"
        assert search.found.is_all


async def test_pages_follow_each_other_and_keep_what_was_shown(tmp_path: Path) -> None:
    paths = _paths(tmp_path)
    for number in range(10):
        talk = a_conversation(*(a_message(f"wren {number} {n}") for n in range(10)), title="Talk")
        write_conversation(paths.conversations, talk)
    async with _searching(paths) as search:
        await _ready(search)
        search.ask("wren")
        await until(lambda: len(search.found.hits) == 40 and not search.found.is_searching, SECONDS)
        first = search.found.hits
        assert not search.found.is_all

        search.ask_for_more()
        await until(lambda: len(search.found.hits) == 80, SECONDS)
        assert search.found.hits[:40] == first
        search.ask_for_more()
        await until(lambda: search.found.is_all, SECONDS)
        assert len({hit.message_id for hit in search.found.hits}) == 100


async def test_messages_of_a_conversation_stand_together(tmp_path: Path) -> None:
    paths = _paths(tmp_path)
    for _ in range(2):
        talk = a_conversation(*(a_message("wren") for _ in range(3)), title="Talk")
        write_conversation(paths.conversations, talk)
    async with _searching(paths) as search:
        await _ready(search)
        search.ask("wren")
        await until(lambda: len(search.found.hits) == 6, SECONDS)

        ids = [hit.conversation_id for hit in search.found.hits]
        assert ids in (sorted(ids), sorted(ids, reverse=True))


async def test_what_comes_on_the_disk_is_found_without_asking_again(tmp_path: Path) -> None:
    paths = _paths(tmp_path)
    write_conversation(paths.conversations, a_conversation(a_message("robin")))
    async with _searching(paths) as search:
        await _ready(search)
        search.ask("wren role:user")
        await until(lambda: search.found.is_all, SECONDS)
        write_conversation(paths.conversations, a_conversation(a_message("wren")))

        search.note_change()

        await until(lambda: len(search.found.hits) == 1, SECONDS)


async def test_a_folder_stands_for_all_that_lies_in_it(tmp_path: Path) -> None:
    paths = _paths(tmp_path)
    talk = a_conversation(a_message("wren"))
    talk.marks[Field.FOLDER] = a_mark("f2")
    write_conversation(paths.conversations, talk)
    async with _searching(paths) as search:
        await _ready(search)
        search.ask("folder:trips role:user")

        await until(lambda: len(search.found.hits) == 1, SECONDS)


async def test_what_cannot_be_meant_finds_nothing_and_says_why(tmp_path: Path) -> None:
    async with _searching(_paths(tmp_path)) as search:
        search.ask("/(/")

        assert search.found.query.trouble is not None
        assert search.found.is_all


async def test_without_any_room_for_an_index_it_is_said_why(tmp_path: Path) -> None:
    paths = _paths(tmp_path)
    write_conversation(paths.conversations, a_conversation(a_message("wren")))
    with patch.object(Database, "open", return_value=None):
        async with _searching(paths) as search:
            search.look_now()
            await asyncio.sleep(0.2)
            search.ask("wren")
            await until(lambda: not search.found.has_room, SECONDS)

    assert empty_words(search.found, "", has_typed=True) == NO_ROOM


def test_an_index_that_is_not_whole_is_said_to_be_so() -> None:
    words = "Searching 8,200 of 10,000 conversations"

    assert progress_words(Progress(8200, 10000)) == words
    assert progress_words(Progress(10000, 10000)) == ""
