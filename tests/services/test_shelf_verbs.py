"""What is done to several conversations of the list at once: shown, told once, on the disk."""

import os
from collections.abc import Callable

import pytest

from fakes.place import Place
from fakes.shelves import open_shelf, stored
from whinchat.domain.errors import NotSaved
from whinchat.domain.folders import NO_FOLDER
from whinchat.domain.values import ConversationId
from whinchat.services.rows import Row, RowState
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks

Verb = Callable[[Shelf, list[ConversationId]], None]


def titles(rows: tuple[Row, ...]) -> set[str]:
    return {row.title for row in rows}


@pytest.mark.parametrize(
    ("verb", "shows"),
    [
        (lambda shelf, ids: shelf.pin(ids, True), lambda row: row.is_pinned),
        (lambda shelf, ids: shelf.move(ids, "f1"), lambda row: row.folder == "f1"),
        (lambda shelf, ids: shelf.tag(ids, add=[" a  b "]), lambda row: row.tags == ("a b",)),
        (lambda shelf, ids: shelf.mark_unread(ids, True), lambda row: row.is_unread),
        (lambda shelf, ids: shelf.archive(ids, True), lambda row: row.is_archived),
    ],
)
async def test_a_verb_shows_is_told_once_and_lasts(
    place: Place, tasks: Tasks, verb: Verb, shows: Callable[[Row], bool]
) -> None:
    await stored(place, "one", "two", "three")
    shelf = await open_shelf(place, tasks)
    ids = [row.id for row in shelf.rows if row.title != "three"]
    told: list[None] = []
    shelf.changed.add(told.append)

    verb(shelf, ids)

    again = await open_shelf(place, tasks)
    for one in (shelf, again):
        assert titles(tuple(row for row in (*one.rows, *one.archived) if shows(row))) == {
            "one",
            "two",
        }
    assert len(told) == 1


async def test_no_verb_moves_a_conversation_in_the_list(place: Place, tasks: Tasks) -> None:
    await stored(place, "one", "two", "three")
    shelf = await open_shelf(place, tasks)
    before = [row.id for row in shelf.rows]

    shelf.pin(before[1:], True)
    shelf.tag(before[2:], add=["x"])
    shelf.mark_unread(before, True)

    again = await open_shelf(place, tasks)
    assert [row.id for row in shelf.rows] == [row.id for row in again.rows] == before


async def test_an_open_conversation_is_marked_as_well(place: Place, tasks: Tasks) -> None:
    (conversation_id,) = await stored(place, "one")
    shelf = await open_shelf(place, tasks)
    chat = await shelf.chat(conversation_id)

    shelf.tag([conversation_id], add=["a", "b"])
    shelf.tag([conversation_id], add=["c"], remove=["a"])

    await place.library.settle(conversation_id)
    again = await open_shelf(place, tasks)
    assert chat.conversation.marks["tags"].value == ["b", "c"]
    assert again.rows[0].tags == ("b", "c")


async def test_what_a_newer_version_wrote_is_not_marked(place: Place, tasks: Tasks) -> None:
    (conversation_id,) = await stored(place, "one")
    path = place.paths.conversations / f"{conversation_id}.json"
    path.write_bytes(path.read_bytes().replace(b'"version": 1', b'"version": 2'))
    shelf = await open_shelf(place, tasks)

    shelf.pin([conversation_id], True)

    again = await open_shelf(place, tasks)
    assert (shelf.rows[0].is_pinned, again.rows[0].is_pinned) == (False, False)
    assert [one.suffix for one in place.paths.conversations.iterdir()] == [".json"]


async def test_unread_stays_until_the_conversation_is_shown(place: Place, tasks: Tasks) -> None:
    (conversation_id,) = await stored(place, "one")
    (await open_shelf(place, tasks)).mark_unread([conversation_id], True)

    shelf = await open_shelf(place, tasks)
    assert shelf.rows[0].state is RowState.UNREAD
    shelf.show(conversation_id)

    again = await open_shelf(place, tasks)
    assert (shelf.rows[0].state, again.rows[0].state) == (RowState.QUIET, RowState.QUIET)


async def test_several_go_to_the_trash_and_come_back(place: Place, tasks: Tasks) -> None:
    ids = await stored(place, "one", "two", "three")
    shelf = await open_shelf(place, tasks)
    shelf.tag(ids, add=["kept"])

    gone = await shelf.delete(ids[:2])
    assert titles(shelf.rows) == {"three"}
    assert {row.title for row in await shelf.trash()} == {"one", "two"}
    await shelf.restore(gone)

    assert {(row.title, row.tags) for row in shelf.rows} == {
        ("one", ("kept",)),
        ("two", ("kept",)),
        ("three", ("kept",)),
    }
    assert await shelf.trash() == ()


async def test_what_can_be_moved_is_moved_although_other_cannot(place: Place, tasks: Tasks) -> None:
    ids = await stored(place, "one", "two")
    shelf = await open_shelf(place, tasks)

    gone = await shelf.delete([ConversationId("../x"), *ids])

    assert set(gone) == set(ids)


async def test_a_folder_goes_with_what_is_in_it_and_comes_back(place: Place, tasks: Tasks) -> None:
    ids = await stored(place, "outer", "inner", "deleted before", "elsewhere")
    shelf = await open_shelf(place, tasks)
    outer = shelf.new_folder("Outer")
    inner = shelf.new_folder("Inner", outer)
    shelf.move([ids[0], ids[2]], outer)
    shelf.move([ids[1]], inner)
    await shelf.delete([ids[2]])
    _set_back(place, ids[2])

    await shelf.delete_folder(outer)
    assert (titles(shelf.rows), shelf.folders) == ({"elsewhere"}, ())
    assert {(row.title, row.count) for row in await shelf.trash()} == {
        ("Outer", 2),
        ("outer", 1),
        ("inner", 1),
        ("deleted before", 1),
    }
    await shelf.restore((outer,))

    again = await open_shelf(place, tasks)
    for one in (shelf, again):
        assert [(folder.name, folder.parent_id) for folder in one.folders] == [
            ("Outer", NO_FOLDER),
            ("Inner", outer),
        ]
        assert {(row.title, row.folder) for row in one.rows} == {
            ("outer", outer),
            ("inner", inner),
            ("elsewhere", NO_FOLDER),
        }


def _set_back(place: Place, conversation_id: ConversationId) -> None:
    path = place.paths.trash / f"{conversation_id}.json"
    for suffix in (".json", ".journal"):
        if (one := path.with_suffix(suffix)).exists():
            os.utime(one, (1e9, 1e9))


async def test_a_folder_is_not_put_into_itself(place: Place, tasks: Tasks) -> None:
    shelf = await open_shelf(place, tasks)
    outer = shelf.new_folder("Outer")
    inner = shelf.new_folder("Inner", outer)

    assert not shelf.move_folder(outer, inner)
    assert not shelf.move_folder(outer, outer)
    assert shelf.move_folder(inner, NO_FOLDER)
    assert [folder.parent_id for folder in shelf.folders] == [NO_FOLDER, NO_FOLDER]


async def test_emptying_destroys_what_was_chosen_and_nothing_else(
    place: Place, tasks: Tasks
) -> None:
    ids = await stored(place, "one", "two", "three")
    shelf = await open_shelf(place, tasks)
    await shelf.delete(ids[:2])

    await shelf.empty_trash([ids[0]])
    assert [row.title for row in await shelf.trash()] == ["two"]
    await shelf.empty_trash()

    assert await shelf.trash() == ()
    assert list(place.paths.trash.iterdir()) == []
    assert titles(shelf.rows) == {"three"}
    with pytest.raises(NotSaved):
        await shelf.restore([ids[0]])
