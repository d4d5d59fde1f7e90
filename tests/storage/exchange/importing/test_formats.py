"""Each program's export arrives as it was: versions, thoughts, tools, pictures, times."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fakes.foreign_apps import EXPORTS, chatbox_zip
from fakes.foreign_webs import PNG
from whinchat.domain.conversation import Conversation, Field, Message, Role, Status
from whinchat.domain.parts import (
    FilePart,
    ImagePart,
    ReasoningPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from whinchat.storage.exchange.importing.arrivals import arrivals
from whinchat.storage.exchange.importing.imported import App, Imported


def arrived(path: Path, *, reads_content: bool = True) -> list[Imported]:
    """Return what is in an export, all of which must be readable."""
    found = [*arrivals(path, reads_content=reads_content)]
    assert all(isinstance(one, Imported) for one in found), found
    return [one for one in found if isinstance(one, Imported)]


def contents_of(path: Path) -> list[bytes]:
    """Return the files of an export's conversations, each read while its turn has come."""
    found = arrivals(path, reads_content=True)
    return [data for one in found if isinstance(one, Imported) for _, data in one.attachments()]


def only(path: Path) -> Imported:
    (one,) = arrived(path)
    return one


def texts(conversation: Conversation) -> list[str]:
    return [message.text for message in conversation.branch()]


def said(conversation: Conversation, text: str) -> Message:
    """Return the message that says something."""
    return next(m for m in conversation.messages.values() if text in m.text)


@pytest.mark.parametrize("app", EXPORTS)
def test_every_export_is_known_by_what_is_in_it(app: App, tmp_path: Path) -> None:
    path = EXPORTS[app](tmp_path)
    if path.is_file():
        path = path.rename(tmp_path / "download")

    assert {one.app for one in arrived(path)} == {app}


@pytest.mark.parametrize("app", EXPORTS)
def test_reading_twice_gives_the_same_messages(app: App, tmp_path: Path) -> None:
    path = EXPORTS[app](tmp_path)

    once, again = arrived(path), arrived(path)

    for first, second in zip(once, again, strict=True):
        assert [*first.conversation.messages.values()] == [*second.conversation.messages.values()]
        assert first.source_id == second.source_id
        assert first.conversation.id != second.conversation.id


@pytest.mark.parametrize("app", EXPORTS)
def test_a_preview_counts_what_arrives(app: App, tmp_path: Path) -> None:
    path = EXPORTS[app](tmp_path)

    seen, taken = arrived(path, reads_content=False), arrived(path)

    for preview, whole in zip(seen, taken, strict=True):
        assert preview.pictures == whole.pictures
        assert len(preview.conversation.messages) == len(whole.conversation.messages)


@pytest.mark.parametrize("app", EXPORTS)
def test_the_source_is_noted(app: App, tmp_path: Path) -> None:
    for one in arrived(EXPORTS[app](tmp_path)):
        source = one.conversation.marks[Field.SOURCE].value

        assert source == {
            "app": app.value,
            "id": one.source_id,
            "messages": len(one.conversation.messages),
            "characters": sum(len(message.text) for message in one.conversation.messages.values()),
        }


def test_chatgpt_keeps_versions_thoughts_tools_and_pictures(tmp_path: Path) -> None:
    one = only(EXPORTS[App.CHATGPT](tmp_path))
    conversation = one.conversation
    asked = said(conversation, "What is this bird?")
    reply = said(conversation, "A hen lays daily.")

    assert texts(conversation) == ["How often does a hen lay?", "A hen lays daily.", "Thank you."]
    assert len(conversation.messages.siblings(asked.id)) == 2
    assert [type(part) for part in reply.parts] == [
        ReasoningPart,
        ToolCallPart,
        ToolResultPart,
        TextPart,
    ]
    assert isinstance(asked.parts[1], ImagePart)
    assert isinstance(reply.parts[3], TextPart)
    assert reply.parts[3].citations[0].url == "https://hens.example/laying"
    assert (reply.model, reply.role) == ("gpt-5", Role.ASSISTANT)
    assert said(conversation, "A wren.").status is Status.INTERRUPTED
    assert conversation.field_text(Field.INSTRUCTIONS) == "I keep hens.\n\nBe brief."
    assert conversation.title == "Hens and wrens"
    assert conversation.marks[Field.PINNED].value is True
    assert conversation.created_at == datetime.fromtimestamp(1_750_000_000.5, UTC)
    assert contents_of(tmp_path / "chatgpt.zip") == [PNG]


def test_claude_keeps_attachments_thoughts_and_versions(tmp_path: Path) -> None:
    one = only(EXPORTS[App.CLAUDE](tmp_path))
    conversation = one.conversation
    asked, reply = said(conversation, "How do I bake"), said(conversation, "Mix and wait.")
    thought = next(part for part in reply.parts if isinstance(part, ReasoningPart))

    assert isinstance(asked.parts[0], FilePart)
    assert asked.parts[0].attachment.name == "notes.txt"
    assert contents_of(tmp_path / "claude.zip") == [b"rye, oats"]
    assert (thought.text, thought.seconds) == ("A recipe, then.", 2.5)
    assert ToolResultPart("toolu_1", "Flour, water, salt.") in reply.parts
    assert len(conversation.messages.siblings(reply.id)) == 2
    assert one.notes == ("“oven.jpg” is not in the export.",)


def test_open_webui_keeps_what_it_writes_as_html(tmp_path: Path) -> None:
    one = only(EXPORTS[App.OPEN_WEBUI](tmp_path))
    conversation = one.conversation
    noon, at_one = said(conversation, "It is noon."), said(conversation, "It is one.")

    assert noon.parts[:3] == (
        ReasoningPart("Ten < twelve.", 3.0),
        ToolCallPart("call_1", "clock", '"{}"'),
        ToolResultPart("call_1", '"noon"'),
    )
    assert at_one.parts == (
        ReasoningPart("Hm.", 2.0),
        ToolCallPart("c1", "clock", "{}"),
        ToolResultPart("c1", "one"),
        TextPart("It is one."),
    )
    assert conversation.branch()[-1] == noon
    assert one.pictures == 1
    assert conversation.marks[Field.TAGS].value == ["clocks"]
    assert conversation.marks[Field.ARCHIVED].value is True
    assert conversation.field_text(Field.INSTRUCTIONS) == "Answer with the time."


def test_librechat_keeps_a_tree_of_children(tmp_path: Path) -> None:
    conversation = only(EXPORTS[App.LIBRECHAT](tmp_path)).conversation
    south, north = said(conversation, "South."), said(conversation, "Go north.")

    assert south.parts == (ReasoningPart("Hm."), TextPart("South."))
    assert south.status is Status.INTERRUPTED
    assert north.parts == (
        ReasoningPart("Which port?"),
        ToolCallPart("t1", "map", "{}"),
        ToolResultPart("t1", "N"),
        TextPart("Go north."),
    )
    assert texts(conversation) == ["Where is the port?", "Go north."]
    assert conversation.field_text(Field.INSTRUCTIONS) == "You are a sailor."


def test_chatbox_keeps_threads_and_forks(tmp_path: Path) -> None:
    tides, winds = arrived(EXPORTS[App.CHATBOX](tmp_path))
    reply = said(tides.conversation, "At noon.")

    assert texts(tides.conversation)[-1] == "And tomorrow?"
    assert said(tides.conversation, "And at night?").parent_id == reply.id
    assert reply.parts[0] == ReasoningPart("Tides…", 1.5)
    assert reply.parts[1:3] == (
        ToolCallPart("t1", "tides", '{"at":"noon"}'),
        ToolResultPart("t1", "high"),
    )
    assert (winds.conversation.title, texts(winds.conversation)) == ("Winds", ["Is it windy?"])
    assert tides.conversation.field_text(Field.INSTRUCTIONS) == "Speak of the sea."


def test_a_zip_of_chatbox_brings_its_pictures(tmp_path: Path) -> None:
    tides, _ = arrived(chatbox_zip(tmp_path / "backup.zip"))

    assert tides.pictures == 1
    assert tides.notes == ()


def test_cherry_joins_messages_with_what_is_in_them(tmp_path: Path) -> None:
    one = only(EXPORTS[App.CHERRY](tmp_path))
    conversation = one.conversation
    oak = said(conversation, "The oak.")

    assert texts(conversation) == ["Name a tree.", "The elm.", "Another."]
    assert oak.parts[0] == ReasoningPart("Oaks…", 1.2)
    assert (oak.model, said(conversation, "The elm.").model) == ("oak-1", "elm-1")
    assert len(conversation.messages.siblings(oak.id)) == 2
    assert conversation.title == "Trees"
    assert conversation.field_text(Field.INSTRUCTIONS) == "Be green."
    assert one.pictures == 1


def test_lm_studio_keeps_versions_and_figures(tmp_path: Path) -> None:
    one = only(EXPORTS[App.LM_STUDIO](tmp_path))
    conversation = one.conversation
    reply = said(conversation, "Three.")

    assert texts(conversation) == ["One and two?", "Three."]
    assert len(conversation.messages.siblings(reply.id)) == 2
    assert reply.parts[:3] == (
        ReasoningPart("Adding.", 1.25),
        ToolCallPart("1", "sum", '{"a":1}'),
        ToolResultPart("1", "3"),
    )
    assert reply.usage is not None
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (12, 30)
    assert one.source_id == "1736789912980"
    assert one.pictures == 1


def test_jan_keeps_thoughts_and_pictures(tmp_path: Path) -> None:
    one = only(EXPORTS[App.JAN](tmp_path))
    conversation = one.conversation

    assert texts(conversation) == ["Why do kites fly?", "The wind."]
    assert conversation.branch()[1].parts[0] == ReasoningPart("Lift.")
    assert conversation.branch()[1].created_at.year == 2023
    assert conversation.field_text(Field.INSTRUCTIONS) == "Be kind."
    assert one.pictures == 1


def test_markdown_is_cut_where_somebody_speaks(tmp_path: Path) -> None:
    conversation = only(EXPORTS[App.MARKDOWN](tmp_path)).conversation

    assert conversation.title == "Knots"
    assert texts(conversation) == [
        "Which knot holds?\n\n```python\n## You\n```",
        "The bowline. See:\n\n### How\n\nRound the tree.",
        "Thanks.",
    ]
