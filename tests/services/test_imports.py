"""Conversations of other programs arrive in the library, and go again by Undo."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fakes.foreign_apps import EXPORTS
from fakes.foreign_webs import chatgpt_conversation, chatgpt_zip
from fakes.place import Place
from fakes.shelves import a_shelf, open_shelf
from fakes.waiting import until
from whinchat.domain.parts import ImagePart
from whinchat.services.import_preview import Standing
from whinchat.services.imports import Choice, IfHere, Import, Imports
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.exchange.importing.imported import App


@pytest.fixture
async def shelf(place: Place, tasks: Tasks) -> Shelf:
    return await open_shelf(place, tasks)


@pytest.fixture
async def imports(place: Place, shelf: Shelf, tasks: Tasks) -> AsyncIterator[Imports]:
    made = Imports(shelf, place.library, tasks)
    yield made
    made.close(5)


async def bring(imports: Imports, path: Path, if_here: IfHere = IfHere.UPDATE) -> Import:
    """Import all that is in a file."""
    preview = await imports.look((path,))
    arriving = Import(preview.paths, Choice(preview.candidates, if_here=if_here))
    await imports.run(arriving)
    return arriving


@pytest.mark.parametrize("app", EXPORTS)
async def test_what_was_chosen_is_in_the_list_and_on_the_disk(
    app: App, imports: Imports, shelf: Shelf, place: Place, tmp_path: Path
) -> None:
    arriving = await bring(imports, EXPORTS[app](tmp_path))

    assert arriving.failed == []
    assert {row.id for row in (*shelf.rows, *shelf.archived)} == {*arriving.added}
    for conversation_id in arriving.added:
        loaded = await place.library.load(conversation_id)
        for message in loaded.messages.values():
            for part in message.parts:
                if isinstance(part, ImagePart):
                    assert await place.library.attachment(part.attachment)


async def test_a_second_import_knows_what_is_here(imports: Imports, tmp_path: Path) -> None:
    path = EXPORTS[App.CHATGPT](tmp_path)
    first = await imports.look((path,))
    arriving = await bring(imports, path)

    (again,) = (await imports.look((path,))).candidates

    assert [one.standing for one in first.candidates] == [Standing.NEW]
    assert (again.standing, again.here) == (Standing.HERE, arriving.added[0])
    assert (await bring(imports, path)).arrived == 0
    assert (await bring(imports, path, IfHere.SKIP)).arrived == 0
    assert len((await bring(imports, path, IfHere.AGAIN)).added) == 1


async def test_what_is_not_in_the_list_yet_does_not_come_twice(
    imports: Imports, place: Place, tasks: Tasks, tmp_path: Path
) -> None:
    path = EXPORTS[App.CHATGPT](tmp_path)
    (here,) = (await bring(imports, path)).added
    unread = Imports(a_shelf(place, tasks), place.library, tasks)

    (again,) = (await unread.look((path,))).candidates
    unread.close(5)

    assert (again.standing, again.here) == (Standing.HERE, here)


async def test_nothing_is_offered_where_nobody_knows_what_is_here(
    imports: Imports, place: Place, tmp_path: Path
) -> None:
    path = EXPORTS[App.CHATGPT](tmp_path)
    place.paths.conversations.rename(tmp_path / "elsewhere")

    preview = await imports.look((path,))

    assert preview.candidates == ()
    assert "is not there any more" in preview.unread[0].reason


async def test_undo_takes_away_what_came_and_nothing_else(
    imports: Imports, shelf: Shelf, tmp_path: Path
) -> None:
    await bring(imports, EXPORTS[App.JAN](tmp_path))
    before = [row.id for row in shelf.rows]
    arriving = await bring(imports, EXPORTS[App.CHATBOX](tmp_path))

    await imports.undo(arriving)

    assert [row.id for row in shelf.rows] == before
    assert len(await shelf.trash()) == 2
    assert arriving.arrived == 0


async def test_what_has_arrived_before_a_cancel_stays_and_can_be_undone(
    imports: Imports, shelf: Shelf, tasks: Tasks, tmp_path: Path
) -> None:
    many = [chatgpt_conversation(f"c-{number}") for number in range(50)]
    preview = await imports.look((chatgpt_zip(tmp_path / "many.zip", *many),))
    arriving = Import(preview.paths, Choice(preview.candidates))
    came = asyncio.Event()
    running = tasks.start(imports.run(arriving, lambda count: came.set() if count == 3 else None))

    await came.wait()
    running.cancel()
    await asyncio.wait([running])

    assert 3 <= arriving.arrived < len(many)
    await until(lambda: len(shelf.rows) == arriving.arrived)
    await imports.undo(arriving)
    assert [*shelf.rows] == []


async def test_they_lie_in_the_folder_that_was_chosen(
    imports: Imports, shelf: Shelf, tmp_path: Path
) -> None:
    preview = await imports.look((EXPORTS[App.JAN](tmp_path),))
    folder = shelf.new_folder("Old ones")

    await imports.run(Import(preview.paths, Choice(preview.candidates, folder)))

    assert {row.folder for row in shelf.rows} == {folder}


async def test_a_file_that_changed_meanwhile_is_not_mixed_up(
    imports: Imports, tmp_path: Path
) -> None:
    path = chatgpt_zip(tmp_path / "a.zip")
    preview = await imports.look((path,))
    chatgpt_zip(path, chatgpt_conversation("another"))
    arriving = Import(preview.paths, Choice(preview.candidates))

    await imports.run(arriving)

    assert arriving.added == []
    assert "has changed" in arriving.failed[0].reason


async def test_files_of_several_programs_come_together(imports: Imports, tmp_path: Path) -> None:
    odd = tmp_path / "odd.json"
    odd.write_text(json.dumps({"a": 1}))
    paths = (EXPORTS[App.CLAUDE](tmp_path), odd, EXPORTS[App.MARKDOWN](tmp_path))

    preview = await imports.look(paths)

    assert [one.app for one in preview.candidates] == [App.CLAUDE, App.MARKDOWN]
    assert [(one.name, one.reason[:30]) for one in preview.unread] == [
        ("odd.json", "No conversations were found in")
    ]
