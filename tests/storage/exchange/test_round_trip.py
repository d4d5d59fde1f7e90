"""Our own JSON: what leaves with all branches comes back as the same tree."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema
from hypothesis import given, settings

from fakes.conversations import a_conversation, a_message, conversations
from fakes.exporting import exported
from fakes.nasty_talk import the_nasty_talk
from whinchat.domain.conversation import Conversation, MarkName
from whinchat.domain.parts import Attachment, ImagePart, UnknownPart
from whinchat.domain.values import NOTHING
from whinchat.paths import resource_root
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.options import ExportOptions
from whinchat.storage.file_parsing import parse_file

ALL = ExportOptions(all_branches=True)


def come_back(data: bytes, conversation: Conversation) -> Conversation:
    return parse_file(data).conversation(conversation.id)


@given(conversation=conversations())
@settings(max_examples=150, deadline=None)
def test_every_message_and_its_place_come_back(conversation: Conversation) -> None:
    living = [each for each in conversation.messages.values() if not each.is_deleted]
    copy = come_back(exported(conversation, Format.JSON, ALL), conversation)

    assert [each.id for each in copy.messages.values()] == [each.id for each in living]
    assert [each.text for each in copy.messages.values()] == [each.text for each in living]
    assert copy.branch_ids() == conversation.branch_ids()
    deleted = {each.id for each in conversation.messages.values() if each.is_deleted}
    for message in living:
        if message.parent_id in copy.messages or message.parent_id is None:
            assert copy.messages[message.id].parent_id == message.parent_id
        else:
            assert message.parent_id in deleted or message.parent_id not in conversation.messages


def test_all_that_is_known_of_a_message_comes_back() -> None:
    talk = the_nasty_talk()
    copy = come_back(exported(talk, Format.JSON, ALL), talk)
    reply, kept = talk.branch()[1], copy.branch()[1]

    assert kept.created_at == reply.created_at
    assert kept.model == reply.model
    assert kept.usage == replace(reply.usage, extra=NOTHING) if reply.usage else False
    assert kept.duration_seconds == reply.duration_seconds
    assert len(kept.parts) == sum(not isinstance(part, UnknownPart) for part in reply.parts)
    assert [m.has(MarkName.LEFT_OUT) for m in copy.branch()] == [
        m.has(MarkName.LEFT_OUT) for m in talk.branch()
    ]
    assert copy.parameters == talk.parameters
    assert copy.title == talk.title


def test_what_leaves_is_a_conversation_file_by_its_schema() -> None:
    schema = json.loads((resource_root() / "schema" / "conversation.schema.json").read_bytes())

    for options in (ExportOptions(), ALL, ExportOptions(times=False)):
        jsonschema.validate(json.loads(exported(the_nasty_talk(), Format.JSON, options)), schema)


def test_a_zip_has_the_contents_of_attachments_under_their_hashes() -> None:
    content = b"a picture"
    picture = Attachment(hashlib.sha256(content).hexdigest(), "image/png", "../x.png", len(content))
    talk = a_conversation(a_message("", parts=(ImagePart(picture),)))
    data = exported(talk, Format.ARCHIVE, ALL, Materials(content=lambda _one: content))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert names == ["conversation.json", f"attachments/{picture.sha256}.png"]
        assert archive.read(names[1]) == content
        copy = come_back(archive.read(names[0]), talk)
    assert [part for m in copy.branch() for part in m.parts] == [ImagePart(picture)]
    assert Path(names[1]).parent == Path("attachments")
