"""Several conversations in one place: each whole, none over another."""

import zipfile
from pathlib import Path

import pytest

from fakes.conversations import a_conversation, a_message
from whinchat.domain.conversation import Conversation
from whinchat.domain.errors import WhinchatError
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.names import Names
from whinchat.storage.exchange.options import ExportPlan
from whinchat.storage.exchange.targets import FolderTarget, ZipTarget

PLAN = ExportPlan(Format.TEXT)


class Broken(Exception):
    """Something goes wrong in the middle."""


def a_talk(title: str, words: str = "Words") -> Conversation:
    return a_conversation(a_message(words), title=title)


def breaking() -> Materials:
    calls = iter(range(3))

    def check() -> None:
        if next(calls) > 1:
            raise Broken

    return Materials(check=check)


def test_names_differ_for_systems_that_do_not_tell_letters_apart() -> None:
    names = Names(["taken.md"])

    found = [names.unique(stem, ".md") for stem in ("Taken", "\ufb01n", "FIN", "fin (2)")]

    assert found == ["Taken (2).md", "\ufb01n.md", "FIN (2).md", "fin (2) (2).md"]


def test_a_folder_keeps_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("mine")
    target = FolderTarget(tmp_path, PLAN)

    names = [target.add(a_talk(title), Materials()) for title in ("Talk", "talk")]

    assert names == ["Talk (2).txt", "talk (3).txt"]
    assert (tmp_path / "talk.txt").read_text() == "mine"


def test_a_file_that_breaks_off_is_not_there(tmp_path: Path) -> None:
    target = FolderTarget(tmp_path / "new", PLAN)

    with pytest.raises(Broken):
        target.add(a_talk("Talk"), breaking())

    assert [*(tmp_path / "new").iterdir()] == []


def test_a_zip_is_there_when_it_is_whole_and_has_what_succeeded(tmp_path: Path) -> None:
    target = ZipTarget(tmp_path / "all.zip", PLAN)

    target.add(a_talk("One"), Materials())
    with pytest.raises(Broken):
        target.add(a_talk("Half"), breaking())
    target.add(a_talk("One"), Materials())
    assert not (tmp_path / "all.zip").exists()
    target.finish()
    target.abandon()

    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.namelist() == ["One.txt", "One (2).txt"]
        assert archive.testzip() is None
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


def test_a_zip_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    target = ZipTarget(tmp_path / "all.zip", PLAN)
    target.add(a_talk("One"), Materials())

    target.abandon()

    assert [*tmp_path.iterdir()] == []


def test_a_place_that_takes_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(WhinchatError):
        ZipTarget(tmp_path / "file" / "all.zip", PLAN).add(a_talk("One"), Materials())
