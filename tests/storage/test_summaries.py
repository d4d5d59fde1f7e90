"""Laws of the list: everything in the folder is in it, nothing blocks it, nothing is touched."""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from fakes import conversations as fakes
from fakes.summaries import read_summaries
from whinchat.domain.conversation import Field
from whinchat.domain.values import ConversationId
from whinchat.storage.conversation_file import document_of
from whinchat.storage.failures import Damaged
from whinchat.storage.journal_lines import field_line
from whinchat.storage.open_conversation import read_conversation
from whinchat.storage.summaries import Summary


def put(folder: Path, name: str, *texts: str, title: str = "", days: int = 0) -> Path:
    at = fakes.NOW + timedelta(days=days)
    messages = [fakes.a_message(text, created_at=at) for text in texts]
    path = folder / f"{name}.json"
    path.write_bytes(b"".join(document_of(fakes.a_conversation(*messages, title=title)).pieces()))
    return path


def the_one(folder: Path) -> Summary:
    (summary,) = read_summaries(folder)
    return summary


def test_the_newest_comes_first(tmp_path: Path) -> None:
    put(tmp_path, "a", "old", days=1)
    put(tmp_path, "b", "new", days=3)
    put(tmp_path, "c", "middle", days=2)
    assert [summary.title for summary in read_summaries(tmp_path)] == ["new", "middle", "old"]


def test_the_title_or_the_first_words_name_it(tmp_path: Path) -> None:
    put(tmp_path, "a", "the first words")
    assert the_one(tmp_path).title == "the first words"
    put(tmp_path, "a", "the first words", title="Given")
    assert the_one(tmp_path).title == "Given"


def test_only_the_head_is_read(tmp_path: Path) -> None:
    path = put(tmp_path, "a", "first words", "x" * 100_000)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"x" * 1000, b"\xff" * 1000))
    assert the_one(tmp_path).title == "first words"


def test_long_instructions_do_not_hide_the_head(tmp_path: Path) -> None:
    conversation = fakes.a_conversation(fakes.a_message("words"), title="T")
    conversation.marks[Field.INSTRUCTIONS] = fakes.a_mark("be kind " * 20_000)
    path = tmp_path / "a.json"
    path.write_bytes(b"".join(document_of(conversation).pieces()))
    assert (the_one(tmp_path).title, the_one(tmp_path).is_damaged) == ("T", False)


@pytest.mark.parametrize("indent", [None, 4, "\t"])
def test_a_file_that_an_editor_laid_out_is_listed(tmp_path: Path, indent: int | str | None) -> None:
    path = put(tmp_path, "a", "words", title="T")
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=indent, sort_keys=True))
    assert (the_one(tmp_path).title, the_one(tmp_path).is_damaged) == ("T", False)


def test_a_journal_counts(tmp_path: Path) -> None:
    path = put(tmp_path, "a", "words")
    journal = field_line("title", fakes.a_mark("New")) + field_line("pinned", fakes.a_mark(True))
    path.with_suffix(".journal").write_bytes(journal)
    assert (the_one(tmp_path).title, the_one(tmp_path).is_pinned) == ("New", True)


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b'{\n  "messages": [\n', "end is missing"), (b"{}", "not a conversation")],
)
def test_a_damaged_file_is_listed_with_its_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.json").write_bytes(data)
    (tmp_path / "a.bak").write_bytes(b"")
    summary = the_one(tmp_path)
    assert reason in summary.trouble
    assert (summary.id, summary.has_previous_copy) == ("a", True)
    assert (tmp_path / "a.json").read_bytes() == data


@pytest.mark.parametrize(
    ("before", "title"),
    [("Given", "Given"), ("", "the first words"), (None, "a.json")],
)
def test_a_damaged_file_is_called_as_its_previous_copy_is(
    tmp_path: Path, before: str | None, title: str
) -> None:
    path, copy = tmp_path / "a.json", tmp_path / "a.bak"
    copy.write_bytes(b"garbage")
    if before is not None:
        put(tmp_path, "a", "the first words", title=before).rename(copy)
    path.write_bytes(b"garbage")
    seen = copy.read_bytes()

    assert (the_one(tmp_path).title, the_one(tmp_path).is_damaged) == (title, True)
    assert (path.read_bytes(), copy.read_bytes()) == (b"garbage", seen)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_no_file_is_listed_and_not_opened(tmp_path: Path) -> None:
    put(tmp_path, "real", "words")
    os.mkfifo(tmp_path / "pipe.json")
    os.mkfifo(tmp_path / "pipe2.journal")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    (tmp_path / "nowhere.json").symlink_to(tmp_path / "missing")
    (tmp_path / "circle.json").symlink_to(tmp_path / "circle.json")
    (tmp_path / "notes.txt").write_text("not ours")

    summaries = {summary.id: summary for summary in read_summaries(tmp_path)}

    names = {"real", "pipe", "pipe2", "folder", "link", "nowhere", "circle"}
    assert set(summaries) == names
    assert {name for name in names if not summaries[ConversationId(name)].is_damaged} == {"real"}
    for name in names - {"real"}:
        with pytest.raises(Damaged):
            read_conversation(tmp_path / f"{name}.json")


def test_a_folder_that_is_gone_lists_nothing(tmp_path: Path) -> None:
    assert read_summaries(tmp_path / "gone") == ()


@pytest.mark.parametrize(
    "data", [b"", b'{"begin": {"form', b'{"begin": {}}\n', b'{"begin": {}}\n{"mes']
)
def test_a_crash_before_the_first_message_leaves_nothing_to_list(
    tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "a.journal").write_bytes(data)
    assert read_summaries(tmp_path) == ()


def test_a_journal_of_garbage_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.journal").write_bytes(b"garbage\n")
    assert "no beginning" in the_one(tmp_path).trouble
