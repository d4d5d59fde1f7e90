"""Laws of restoring: a union of what the backup has and what is here."""

import hashlib
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.place import Place
from fakes.shelves import open_shelf, stored
from whinchat.domain.conversation import Field, Mark, MarkName
from whinchat.domain.draft import Draft
from whinchat.domain.parts import Attachment, ImagePart
from whinchat.domain.values import ConversationId
from whinchat.services.restores import Restore, RestorePreview, Restores
from whinchat.services.shelf import Shelf
from whinchat.services.tasks import Tasks
from whinchat.storage.backups.comparing import Fate
from whinchat.storage.backups.writing import Plan, write_backup
from whinchat.storage.exchange.importing.refusal import Refused

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
PICTURE = b"a picture"
BIRD = Attachment(hashlib.sha256(PICTURE).hexdigest(), "image/png", "bird.png", len(PICTURE))


def back_up(place: Place) -> Path:
    return write_backup(place.paths, Plan(place.paths.data / "backups", 5), NOW).path


def restores(place: Place, shelf: Shelf, tasks: Tasks) -> Restores:
    return Restores(shelf, place.library, place.paths, place.disk, tasks)


async def restored(
    place: Place, tasks: Tasks, path: Path, *, bring_back: bool = False
) -> tuple[Shelf, Restore]:
    shelf = await open_shelf(place, tasks)
    service = restores(place, shelf, tasks)
    restore = Restore(await service.look(path), bring_back)
    await service.run(restore)
    for task in tuple(tasks._running):
        await task
    return shelf, restore


def fates(preview: RestorePreview) -> dict[str, Fate]:
    return {item.title: item.fate for item in preview.items}


def titles(shelf: Shelf) -> set[str]:
    return {row.title for row in shelf.rows}


async def destroy(place: Place, ids: Sequence[ConversationId]) -> None:
    await place.library.listing.move_to_trash(ids)
    await place.library.listing.destroy(ids)


async def test_the_preview_says_what_would_become_and_writes_nothing(
    place: Place, tasks: Tasks
) -> None:
    new, gone, _same, longer = await stored(place, "New", "Gone", "Same", "Longer")
    path = back_up(place)
    await destroy(place, [new])
    await place.library.listing.move_to_trash([gone])
    conversation = await place.library.load(longer)
    await place.library.save_message(longer, fakes.a_message("More", conversation.branch()[-1]))
    before = {file: file.read_bytes() for file in place.paths.data.rglob("*.json")}
    shelf = await open_shelf(place, tasks)

    preview = await restores(place, shelf, tasks).look(path)

    assert fates(preview) == {
        "New": Fate.NEW,
        "Gone": Fate.DELETED,
        "Same": Fate.SAME,
        "Longer": Fate.SAME,
    }
    assert {item.title for item in preview.wanted(bring_back=False)} == {"New"}
    assert {item.title for item in preview.wanted(bring_back=True)} == {"New", "Gone"}
    assert {file: file.read_bytes() for file in before} == before


async def test_what_is_missing_comes_and_what_was_deleted_stays_deleted(
    place: Place, tasks: Tasks
) -> None:
    new, gone = await stored(place, "New", "Gone")
    path = back_up(place)
    await destroy(place, [new])
    await place.library.listing.move_to_trash([gone])

    shelf, restore = await restored(place, tasks, path)

    assert titles(shelf) == {"New"}
    assert restore.added == [new]
    assert [row.title for row in await shelf.trash()] == ["Gone"]


async def test_what_was_deleted_since_comes_back_if_that_is_asked_for(
    place: Place, tasks: Tasks
) -> None:
    question = fakes.a_message("Who sings?")
    kept = fakes.a_conversation(question, fakes.a_message("A whinchat.", question), title="Birds")
    await place.library.add(kept)
    (gone,) = await stored(place, "Gone")
    path = back_up(place)
    await place.library.listing.move_to_trash([gone])
    for message in kept.messages:
        mark = Mark(value=True, at=datetime(2030, 1, 1, tzinfo=UTC), by="x")
        place.library.save_mark(kept.id, message, MarkName.DELETED, mark)

    still, _ = await restored(place, tasks, path)
    assert titles(still) == {"Birds"}
    assert all(one.is_deleted for one in (await place.library.load(kept.id)).messages.values())
    await place.library.close_conversation(kept.id)

    shelf, _ = await restored(place, tasks, path, bring_back=True)

    assert titles(shelf) == {"Birds", "Gone"}
    assert not any(one.is_deleted for one in (await place.library.load(kept.id)).messages.values())


async def test_what_both_have_is_merged_while_it_is_open(place: Place, tasks: Tasks) -> None:
    question = fakes.a_message("Who sings?")
    reply = fakes.a_message("A whinchat.", question)
    whole = fakes.a_conversation(question, reply, title="Birds")
    await place.library.add(whole)
    path = back_up(place)
    await destroy(place, [whole.id])
    less = fakes.a_conversation(question, title="Birds")
    less.id = whole.id
    await place.library.add(less)
    shelf = await open_shelf(place, tasks)
    chat = await shelf.chat(whole.id)
    own = fakes.a_message("Another?", question)
    await place.library.save_message(whole.id, own)
    service = restores(place, shelf, tasks)

    restore = Restore(await service.look(path))
    await service.run(restore)

    assert restore.merged == [whole.id]
    await place.library.close_conversation(chat.id)
    assert {*(await place.library.load(whole.id)).messages} == {question.id, reply.id, own.id}
    again = await service.look(path)
    assert fates(again) == {"Birds": Fate.SAME}


async def test_beside_a_damaged_conversation_that_of_the_backup_comes_once(
    place: Place, tasks: Tasks
) -> None:
    (one,) = await stored(place, "Birds")
    path = back_up(place)
    file = place.paths.conversations / f"{one}.json"
    file.write_bytes(b'{"messages": [' + b"\0" * 99)
    damaged = file.read_bytes()

    _, first = await restored(place, tasks, path)
    shelf, second = await restored(place, tasks, path)

    assert file.read_bytes() == damaged
    assert len(first.added) == 1
    assert second.added == []
    assert "Birds (from the backup)" in titles(shelf)


async def test_pictures_folders_and_drafts_come_with_it(place: Place, tasks: Tasks) -> None:
    message = fakes.a_message("Look", parts=(ImagePart(BIRD),))
    conversation = fakes.a_conversation(message, title="Birds")
    await place.library.add(conversation, [(BIRD, PICTURE)])
    shelf = await open_shelf(place, tasks)
    folder = shelf.new_folder("Nature")
    shelf.move([conversation.id], folder)
    shelf.keep_draft(conversation.id, Draft("half a thought"))
    for task in tuple(tasks._running):
        await task
    await place.library.listing.summaries()
    place.drafts._write()
    path = back_up(place)
    await destroy(place, [conversation.id])
    for name in ("folders.json", "drafts.json", f"attachments/{BIRD.sha256}.png"):
        (place.paths.data / name).unlink()
    place.drafts._content = None

    later, restore = await restored(place, tasks, path)

    assert restore.attachments == 1
    assert await place.library.attachment(BIRD) == PICTURE
    assert [one.name for one in later.folders] == ["Nature"]
    assert [row.folder for row in later.rows] == [folder]
    assert later.draft(conversation.id) == Draft("half a thought")


async def test_a_folder_that_was_deleted_stays_deleted_unless_asked_for(
    place: Place, tasks: Tasks
) -> None:
    shelf = await open_shelf(place, tasks)
    folder = shelf.new_folder("Nature")
    for task in tuple(tasks._running):
        await task
    path = back_up(place)
    await shelf.delete_folder(folder)
    for task in tuple(tasks._running):
        await task

    still, _ = await restored(place, tasks, path)
    assert still.folders == ()
    back, _ = await restored(place, tasks, path, bring_back=True)
    assert [one.name for one in back.folders] == ["Nature"]


async def test_what_was_destroyed_of_a_message_stays_destroyed(place: Place, tasks: Tasks) -> None:
    conversation = fakes.a_conversation(fakes.a_message("My secret"), title="Diary")
    await place.library.add(conversation)
    path = back_up(place)
    (message_id,) = conversation.messages
    mark = Mark(value=True, at=datetime(2030, 1, 1, tzinfo=UTC), by="x")
    place.library.save_mark(conversation.id, message_id, MarkName.DELETED, mark)
    await place.library.listing.purge_messages(conversation.id)

    await restored(place, tasks, path)

    file = place.paths.conversations / f"{conversation.id}.json"
    assert b"My secret" not in file.read_bytes()


@pytest.mark.parametrize(
    "members",
    [
        {"readme.txt": b"hello"},
        {"backup.json": b'{"format": "whinchat-backup"}'},
        {"backup.json": b'{"format":"whinchat-backup","version":9,"made_at":"2026-01-01T00:00Z"}'},
        {"../out.json": b"{}"},
        {"backup.json": b"[" * 99_999},
    ],
)
async def test_what_is_no_backup_is_refused_in_a_sentence(
    place: Place, tasks: Tasks, tmp_path: Path, members: dict[str, bytes]
) -> None:
    path = tmp_path / "odd.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    shelf = await open_shelf(place, tasks)

    with pytest.raises(Refused) as refused:
        await restores(place, shelf, tasks).look(path)

    assert str(refused.value).endswith(".")


async def test_one_hostile_conversation_does_not_keep_the_others_out(
    place: Place, tasks: Tasks
) -> None:
    good, bad = await stored(place, "Good", "Bad")
    path = back_up(place)
    await destroy(place, [good, bad])
    hostile = path.with_name("hostile.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(hostile, "w", 8) as target:
        for name in source.namelist():
            is_bad = name == f"conversations/{bad}.json"
            target.writestr(name, b" " * 50_000_000 if is_bad else source.read(name))
        target.writestr("attachments/" + "0" * 64 + ".png", b"another")
        target.writestr("attachments/strange name.png", b"another")

    shelf, restore = await restored(place, tasks, hostile)

    assert titles(shelf) == {"Good"}
    assert "unpacks to far more" in next(
        item.reason for item in restore.preview.items if item.fate is Fate.UNREAD
    )
    assert not [*place.paths.attachments.iterdir()]


async def test_titles_that_were_changed_since_stay(place: Place, tasks: Tasks) -> None:
    conversation = fakes.a_conversation(fakes.a_message("Hello"), title="Old")
    await place.library.add(conversation)
    path = back_up(place)
    later = fakes.a_mark("New", at=datetime(2029, 1, 1, tzinfo=UTC))
    place.library.save_field(conversation.id, Field.TITLE, later)
    await place.library.listing.summaries()

    shelf, restore = await restored(place, tasks, path)

    assert titles(shelf) == {"New"}
    assert restore.merged == []
