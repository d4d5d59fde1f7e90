"""What leaves by our own export comes back: the same tree, the same words."""

import hashlib
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from fakes.conversations import a_conversation, a_mark, a_message, conversations
from fakes.foreign_webs import PNG
from whinchat.domain.conversation import Conversation, Field, Message
from whinchat.domain.parts import Attachment, ImagePart, TextPart
from whinchat.storage.conversation_file import document_of
from whinchat.storage.exchange.importing.arrivals import arrivals
from whinchat.storage.exchange.importing.imported import Imported, Unread


def written(conversation: Conversation) -> bytes:
    return b"".join(document_of(conversation).pieces())


def tree(conversation: Conversation) -> list[Message]:
    return [*conversation.messages.values()]


@settings(max_examples=60, deadline=None)
@given(conversations())
def test_every_conversation_comes_back_as_it_was(conversation: Conversation) -> None:

    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.json"
        path.write_bytes(written(conversation))
        (one,) = arrivals(path, reads_content=True)

    if isinstance(one, Unread):
        assert conversation.is_read_only or not conversation.messages
        return
    assert one.source_id == conversation.id
    assert one.conversation.id != conversation.id
    assert [m.id for m in tree(one.conversation)] == [m.id for m in tree(conversation)]
    assert [m.parent_id for m in tree(one.conversation)] == [
        m.parent_id for m in tree(conversation)
    ]


def test_pictures_come_out_of_the_zip(tmp_path: Path) -> None:
    attachment = Attachment(hashlib.sha256(PNG).hexdigest(), "image/png", "bird.png", len(PNG))
    ask = a_message("A bird?", parts=(TextPart("A bird?"), ImagePart(attachment)))
    conversation = a_conversation(ask, a_message("A wren.", ask), title="Birds")
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Birds.json", written(conversation))
        archive.writestr(f"attachments/{attachment.sha256}.png", PNG)

    for one in arrivals(path, reads_content=True):
        assert isinstance(one, Imported)
        assert [*one.attachments()] == [(attachment, PNG)]
        assert tree(one.conversation) == tree(conversation)


def test_a_content_that_is_another_by_now_is_left_out(tmp_path: Path) -> None:
    attachment = Attachment(hashlib.sha256(b"x").hexdigest(), "image/png", "bird.png", 1)
    conversation = a_conversation(a_message("A bird?", parts=(ImagePart(attachment),)))
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Birds.json", written(conversation))
        archive.writestr(f"attachments/{attachment.sha256}.png", PNG)

    (one,) = arrivals(path, reads_content=True)

    assert isinstance(one, Imported)
    assert "not what it was" in one.notes[0]
    assert one.contents == ()


def test_what_a_newer_version_wrote_is_told(tmp_path: Path) -> None:
    conversation = a_conversation(a_message("Hello"), title="Later")
    document = json.loads(written(conversation))
    document["version"] = 99
    (tmp_path / "a.json").write_text(json.dumps(document))

    (one,) = arrivals(tmp_path / "a.json", reads_content=True)

    assert one == Unread("Later", "A newer version of Whinchat wrote it.")


def test_a_folder_of_ours_means_nothing_elsewhere(tmp_path: Path) -> None:
    conversation = a_conversation(a_message("Hello"))
    conversation.marks[Field.FOLDER] = a_mark("f-1")
    (tmp_path / "a.json").write_bytes(written(conversation))

    (one,) = arrivals(tmp_path / "a.json", reads_content=True)

    assert isinstance(one, Imported)
    assert Field.FOLDER not in one.conversation.marks
