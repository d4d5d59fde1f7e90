"""Any sequence of what can be done to the list: rows, disk and a naive model agree."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.place import Place
from fakes.shelves import open_shelf, stored
from whinchat.domain.folders import NO_FOLDER, FolderId
from whinchat.domain.values import ConversationId
from whinchat.paths import portable_paths
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.disk import Disk
from whinchat.storage.drafts import Drafts
from whinchat.storage.library import Library

TITLES = ("one", "two", "three", "four")
TAGS = ("red", "green")


@dataclass(frozen=True)
class Known:
    """What a person would remember of a conversation."""

    is_pinned: bool = False
    folder: str = ""
    tags: tuple[str, ...] = ()
    is_archived: bool = False
    is_unread: bool = False
    is_deleted: bool = False


@dataclass(frozen=True)
class Step:
    """One thing that the user does to several conversations."""

    verb: str
    places: tuple[int, ...]
    on: bool
    word: str


steps = st.builds(
    Step,
    st.sampled_from(("pin", "archive", "unread", "move", "tag", "delete", "restore", "restart")),
    st.sets(st.integers(0, len(TITLES) - 1), min_size=1).map(tuple),
    st.booleans(),
    st.sampled_from(TAGS),
)


class Bench:
    """A shelf over a real folder, and the model beside it."""

    def __init__(self, place: Place, tasks: Tasks) -> None:
        self.place, self.tasks = place, tasks
        self.model = [Known() for _ in TITLES]

    async def begin(self) -> None:
        self.ids: Sequence[ConversationId] = await stored(self.place, *TITLES)
        self.shelf = await open_shelf(self.place, self.tasks)

    async def do(self, step: Step) -> None:
        ids = [self.ids[one] for one in step.places]
        living = [one for one in step.places if not self.model[one].is_deleted]
        match step.verb:
            case "pin":
                self.shelf.pin(ids, step.on)
                self._expect(living, is_pinned=step.on)
            case "archive":
                self.shelf.archive(ids, step.on)
                self._expect(living, is_archived=step.on)
            case "unread":
                self.shelf.mark_unread(ids, step.on)
                self._expect(living, is_unread=step.on)
            case "move":
                folder = FolderId(step.word if step.on else NO_FOLDER)
                self.shelf.move(ids, folder)
                self._expect(living, folder=folder)
            case "tag":
                self._tag(ids, living, step)
            case _:
                await self._carry(ids, living, step)

    def check(self, shelf: Shelf) -> None:
        rows = {row.title: row for row in (*shelf.rows, *shelf.archived)}
        assert {
            title: Known(row.is_pinned, row.folder, row.tags, row.is_archived, row.is_unread)
            for title, row in rows.items()
        } == {
            title: known
            for title, known in zip(TITLES, self.model, strict=True)
            if not known.is_deleted
        }
        assert {row.title for row in shelf.rows} == {
            title for title, row in rows.items() if not row.is_archived
        }

    def _tag(self, ids: list[ConversationId], living: list[int], step: Step) -> None:
        self.shelf.tag(ids, *(([step.word], []) if step.on else ([], [step.word])))
        for one in living:
            others = tuple(tag for tag in self.model[one].tags if tag != step.word)
            has_it = step.word in self.model[one].tags
            tags = self.model[one].tags if has_it and step.on else others
            added = () if has_it or not step.on else (step.word,)
            self.model[one] = replace(self.model[one], tags=(*tags, *added))

    async def _carry(self, ids: list[ConversationId], living: list[int], step: Step) -> None:
        match step.verb:
            case "delete":
                await self.shelf.delete(self.ids[one] for one in living)
                self._expect(living, is_deleted=True)
            case "restore":
                gone = [one for one in step.places if self.model[one].is_deleted]
                await self.shelf.restore([self.ids[one] for one in gone])
                self._expect(gone, is_deleted=False)
            case _:
                self.shelf = await open_shelf(self.place, self.tasks)

    def _expect(self, places: Sequence[int], **changes: object) -> None:
        for one in places:
            self.model[one] = replace(self.model[one], **changes)  # type: ignore[arg-type]  # names as in Known


async def live_through(folder: Path, story: list[Step]) -> None:
    paths, disk, tasks = portable_paths(folder), Disk(), Tasks()
    library = Library(paths, disk, "writer")
    await library.open()
    bench = Bench(Place(paths, disk, library, Drafts(paths, disk)), tasks)
    await bench.begin()
    for step in story:
        await bench.do(step)
        bench.check(bench.shelf)
    bench.check(await open_shelf(bench.place, tasks))
    trash = {row.title for row in await bench.shelf.trash()}
    await tasks.close()
    await library.close()
    disk.close(5)
    assert trash == {
        title for title, known in zip(TITLES, bench.model, strict=True) if known.is_deleted
    }


@settings(max_examples=40, deadline=None)
@given(st.lists(steps, max_size=12))
def test_list_disk_and_model_agree(story: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live_through(Path(folder), story))
