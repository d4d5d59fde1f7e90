"""``whinchat export`` as a script runs it: the real command, beside an open window."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import whinchat
from fakes.conversations import a_conversation, a_message
from fakes.libraries import opened_library
from whinchat.domain.values import ConversationId
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.lock import FolderLock

WORDS = "Which bird is this?"


@pytest.fixture
async def data(tmp_path: Path) -> Path:
    """Return a data folder with three conversations, one of them damaged."""
    folder = tmp_path / "data"
    async with opened_library(folder) as library:
        for number in range(2):
            asked = a_message(f"{WORDS} {number}")
            reply = a_message(r"A *whinchat*, $x^2$.", asked, model="small-model")
            talk = a_conversation(asked, reply, title="Birds")
            talk.id = ConversationId(f"{number}aaa")
            await library.add(talk)
    (folder / "conversations" / "broken.json").write_text("{ no end")
    return folder


def export(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command with a home of its own and no display."""
    environ = {name: text for name, text in os.environ.items() if "DISPLAY" not in name}
    environ = {**environ, "HOME": str(data), "XDG_CACHE_HOME": str(data / "cache")}
    environ["PYTHONPATH"] = str(Path(whinchat.__file__).parents[1])
    environ.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "whinchat", "export", "--data-dir", str(data), *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environ,
    )


def test_everything_leaves_what_fails_is_named_and_the_code_says_so(
    data: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out"

    done = export(data, "--all", str(target))

    assert done.returncode == 1
    assert sorted(path.name for path in target.iterdir()) == ["Birds (2).md", "Birds.md"]
    assert set(done.stdout.split("\n")) == {*map(str, target.iterdir()), ""}
    assert "broken" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("kind", Format)
def test_each_format_is_written_without_a_display(data: Path, tmp_path: Path, kind: Format) -> None:
    done = export(data, "--format", kind, "0", str(tmp_path / "out"))

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out" / f"Birds{kind.suffix}").stat().st_size > 100


def test_it_reads_beside_an_open_window(data: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (data / "conversations").iterdir()}
    lock = FolderLock(data)
    assert lock.try_acquire()
    try:
        done = export(data, "--format", "json", "0aaa", str(tmp_path / "out"))
    finally:
        lock.release()

    assert done.returncode == 0
    assert json.loads((tmp_path / "out" / "Birds.json").read_bytes())["id"] == "0aaa"
    assert {path: path.read_bytes() for path in (data / "conversations").iterdir()} == before


def test_a_zip_holds_them_all_and_options_count(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"

    done = export(data, "--zip", "--no-times", "--branches", "0", "1", str(target))

    assert done.returncode == 0
    with zipfile.ZipFile(target) as archive:
        assert sorted(archive.namelist()) == ["Birds (2).md", "Birds.md"]
        text = archive.read("Birds.md").decode()
    assert "UTC" not in text
    assert "Message 2" in text


@pytest.mark.parametrize(
    ("words", "reason"),
    [((), "--all"), (("9",), "no conversation"), (("--folder", "Work"), "no folder")],
)
def test_what_is_not_there_is_said_and_nothing_is_written(
    data: Path, tmp_path: Path, words: tuple[str, ...], reason: str
) -> None:
    done = export(data, *words, str(tmp_path / "out"))

    assert done.returncode == 2
    assert reason in done.stderr
    assert not (tmp_path / "out").exists()
