"""Conversations leave as files that are whole or not there."""

import asyncio
import json
import threading
from functools import partial
from pathlib import Path

import pytest

from fakes.conversations import a_conversation, a_message
from fakes.exporting import AS_TEXT, NoPress
from fakes.place import Place
from whinchat.domain.conversation import Conversation
from whinchat.domain.errors import NotSaved
from whinchat.domain.parts import Attachment, ImagePart, TextPart
from whinchat.services.exports import Exports, Outcome
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.options import ExportPlan


@pytest.fixture
def exports(place: Place) -> Exports:
    read = partial(place.library.read, spare=place.disk)
    return Exports(place.disk, read, place.paths.attachments, NoPress())


@pytest.fixture
def talk() -> Conversation:
    question = a_message("Which bird is this?")
    return a_conversation(question, a_message("A whinchat.", question), title="Birds: a/b?")


@pytest.mark.parametrize("kind", AS_TEXT)
async def test_every_format_holds_both_sides(
    exports: Exports, talk: Conversation, tmp_path: Path, kind: Format
) -> None:
    target = tmp_path / f"talk{kind.suffix}"

    await exports.write(talk, ExportPlan(kind), target)

    content = target.read_text(encoding="utf-8")
    assert "Which bird is this?" in content
    assert "A whinchat." in content


async def test_what_comes_while_it_is_written_is_not_in_it(
    exports: Exports, talk: Conversation, place: Place, tmp_path: Path
) -> None:
    gate = threading.Event()
    busy = place.disk.run(gate.wait)
    writing = asyncio.ensure_future(
        exports.write(talk, ExportPlan(Format.TEXT), tmp_path / "talk.txt")
    )
    await asyncio.sleep(0)

    talk.put(a_message("Too late.", talk.branch()[-1]))
    gate.set()
    await asyncio.gather(busy, writing)

    assert "Too late." in [message.text for message in talk.branch()]
    assert "Too late." not in (tmp_path / "talk.txt").read_text(encoding="utf-8")


async def test_json_is_the_conversations_own_form(
    exports: Exports, talk: Conversation, tmp_path: Path
) -> None:
    await exports.write(talk, ExportPlan(Format.JSON), tmp_path / "talk.json")

    document = json.loads((tmp_path / "talk.json").read_bytes())
    assert document["format"] == "whinchat-conversation"
    assert len(document["messages"]) == 2


async def test_a_place_that_takes_no_file_is_told(
    exports: Exports, talk: Conversation, tmp_path: Path
) -> None:
    (tmp_path / "no-folder").write_text("a file")

    with pytest.raises(NotSaved):
        await exports.write(talk, ExportPlan(Format.MARKDOWN), tmp_path / "no-folder" / "talk.md")


async def test_a_failed_export_leaves_the_file_there_was(
    exports: Exports, talk: Conversation, tmp_path: Path
) -> None:
    target = tmp_path / "talk.md"
    target.mkdir()

    with pytest.raises(NotSaved):
        await exports.write(talk, ExportPlan(Format.MARKDOWN), target)

    assert target.is_dir()
    assert list(target.iterdir()) == []


async def test_an_export_replaces_the_one_before(
    exports: Exports, talk: Conversation, tmp_path: Path
) -> None:
    target = tmp_path / "talk.md"
    target.write_text("old")

    await exports.write(talk, ExportPlan(Format.MARKDOWN), target)

    assert target.read_text(encoding="utf-8") != "old"


@pytest.mark.parametrize("kind", [Format.ARCHIVE, Format.HTML])
async def test_an_attachment_that_cannot_be_read_is_named_and_the_words_leave(
    exports: Exports, tmp_path: Path, kind: Format
) -> None:
    picture = Attachment("0" * 64, "image/png", "bird.png", 5)
    talk = a_conversation(a_message("", parts=(TextPart("A bird"), ImagePart(picture))))

    outcome = await exports.write(talk, ExportPlan(kind), tmp_path / "talk")

    assert outcome == Outcome(("talk",), lacking=("bird.png",))
    assert (tmp_path / "talk").stat().st_size
