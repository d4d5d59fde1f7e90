"""What left as our own JSON, zip or Markdown arrives again by the importer."""

import hashlib
from pathlib import Path

import pytest

from fakes.conversations import NOW, a_conversation, a_message
from fakes.exporting import exported
from fakes.nasty_talk import the_nasty_talk
from whinchat.domain.conversation import Conversation
from whinchat.domain.parts import Attachment, ImagePart, ReasoningPart, TextPart
from whinchat.domain.usage import Usage
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.importing.arrivals import arrivals
from whinchat.storage.exchange.importing.imported import Imported, Unread
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.options import ExportOptions, ExportPlan
from whinchat.storage.exchange.targets import ZipTarget

ALL = ExportOptions(all_branches=True)


def arrived(path: Path) -> list[Imported]:
    found = [*arrivals(path, reads_content=True)]
    assert all(isinstance(one, Imported) for one in found), found
    return [one for one in found if isinstance(one, Imported)]


def tree(conversation: Conversation) -> list[tuple[object, ...]]:
    """Return what makes the tree: who follows whom and says what."""
    return [
        (each.id, each.parent_id, each.role, each.parts, each.created_at, each.model)
        for each in conversation.messages.values()
    ]


@pytest.mark.parametrize("kind", [Format.JSON, Format.ARCHIVE])
def test_the_same_tree_arrives(tmp_path: Path, kind: Format) -> None:
    talk = the_nasty_talk()
    once = exported(talk, Format.JSON, ALL)
    path = tmp_path / f"talk{kind.suffix}"
    path.write_bytes(exported(talk, kind, ALL))

    (found,) = arrived(path)

    again = exported(found.conversation, Format.JSON, ALL)
    assert tree(found.conversation)
    assert once.partition(b'"messages"')[2] == again.partition(b'"messages"')[2]


def test_many_in_one_zip_arrive_with_what_they_share(tmp_path: Path) -> None:
    content = b"a picture"
    picture = Attachment(hashlib.sha256(content).hexdigest(), "image/png", "x.png", len(content))
    target = ZipTarget(tmp_path / "all.zip", ExportPlan(Format.ARCHIVE, ALL))
    for number in range(3):
        asked = a_message("", parts=(TextPart(f"Talk {number}"), ImagePart(picture)))
        talk = a_conversation(asked, a_message("An answer", asked), title="Same")
        target.add(talk, Materials(content=lambda _one: content))
    target.finish()

    found = arrived(tmp_path / "all.zip")

    assert sorted(one.conversation.branch()[0].text for one in found) == [
        *("Talk 0", "Talk 1", "Talk 2"),
    ]
    assert all(part == ImagePart(picture) for one in found for part in _last_parts(one))


def test_a_folder_of_zips_arrives_and_a_zip_of_nothing_keeps_none_away(tmp_path: Path) -> None:
    folder = tmp_path / "several"
    folder.mkdir()
    (folder / "a.zip").write_bytes(exported(the_nasty_talk(), Format.ARCHIVE, ALL))
    (folder / "b.zip").write_bytes(b"PK\x03\x04 and no more")

    found = [*arrivals(folder, reads_content=True)]

    assert [type(one) for one in found] == [Imported, Unread]


def _last_parts(found: Imported) -> list[object]:
    return [message.parts[-1] for message in found.conversation.branch()[:1]]


def test_markdown_arrives_with_words_thoughts_and_times_and_nothing_else(tmp_path: Path) -> None:
    asked = a_message("Which bird?\n\n- is this")
    parts = (ReasoningPart("Brown, small."), TextPart("A **whinchat**.\n\n## Why\n\nIts brow."))
    reply = a_message("", asked, parts=parts, model="small-model-2", usage=Usage(12, 3))
    talk = a_conversation(asked, reply, title="Birds")
    (tmp_path / "talk.md").write_bytes(exported(talk, Format.MARKDOWN))

    (found,) = arrived(tmp_path / "talk.md")

    branch = found.conversation.branch()
    assert found.conversation.title == "Birds"
    assert [message.parts for message in branch] == [asked.parts, parts]
    assert {message.created_at for message in branch} == {NOW.replace(second=0, microsecond=0)}
    assert branch[1].model == "small-model-2"
