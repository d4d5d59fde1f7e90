"""What is said of a name when the disk does not say whether anything has it."""

from pathlib import Path

import pytest

from whinchat.domain.errors import NotSaved
from whinchat.storage import trash
from whinchat.storage.failures import Damaged
from whinchat.storage.files import is_there, may_be_there
from whinchat.storage.open_conversation import read_conversation


@pytest.fixture
def mute(tmp_path: Path) -> Path:
    """A folder that nobody can look into: the way to it leads around in a circle."""
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    return circle


def test_what_is_there_and_what_is_not(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    names = ("file", "dangling", "nothing", "nothing/below", "file/below")
    assert [is_there(tmp_path / name) for name in names] == [True, True, False, False, False]
    assert [may_be_there(tmp_path / name) for name in names] == [True, True, False, False, False]


def test_where_the_disk_does_not_say_nobody_takes_it_for_a_no(mute: Path) -> None:
    with pytest.raises(OSError, match="symbolic links"):
        is_there(mute / "file")
    assert may_be_there(mute / "file")


def test_nothing_is_called_destroyed_or_free_or_absent_without_a_look(mute: Path) -> None:
    with pytest.raises(NotSaved):
        trash.destroy("talk", mute)
    with pytest.raises(NotSaved):
        trash.require_nothing_at("talk", mute)
    with pytest.raises(NotSaved):
        trash.move("talk", mute, mute.parent / "trash")
    with pytest.raises(Damaged):
        read_conversation(mute / "talk.json")
