"""Nothing that a message contains is fetched, opened or run: strace saw every attempt."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.conversations import a_conversation
from fakes.hostile_contents import CANARY, hostile_messages
from fakes.libraries import opened_library

MESSAGES = 500
_ROOT = Path(__file__).parents[2]
_CALLS = "trace=connect,sendto,open,openat,openat2,execve,execveat,socket"
_STRACE = ("strace", "-f", "-qq", "--seccomp-bpf", "-s", "4096", "-e", _CALLS)
_OWN_CHILDREN = str(_ROOT / "app" / "whinchat" / "provider") + os.sep
_RUN = re.compile(r"\bexecve(at)?\(")
_CONNECT = re.compile(r"(?:connect|sendto)\(.*sa_family=(AF_\w+)(?:, sin6?_port=htons\((\d+)\))?")

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="apt-get install strace")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a conversation of hostile messages, and the files that they are after."""
    top = tmp_path_factory.mktemp("silence")
    (top / "canaries").mkdir()
    asyncio.run(_write(top / "data", top / "canaries"))
    return top / "data"


@pytest.mark.timeout(300)
def test_five_hundred_hostile_messages_reach_no_file_and_no_host(
    folder: Path, tmp_path: Path
) -> None:
    said, log = watched(folder, tmp_path)

    assert f"shown {MESSAGES}" in said
    assert list(violations(log, port_in(said))) == []


@pytest.mark.timeout(300)
def test_one_picture_that_is_loaded_is_noticed(folder: Path, tmp_path: Path) -> None:
    picture = next((folder.parent / "canaries").iterdir())
    said, log = watched(folder, tmp_path, str(picture))

    found = list(violations(log, port_in(said)))
    assert found
    assert [line for line in found if str(picture) not in line] == []


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ('openat(AT_FDCWD, "/tmp/canary-1.png", O_RDONLY) = 3', True),
        ('connect(9, {sa_family=AF_INET, sin_port=htons(53), sin_addr="8.8.8.8"}, 16) = 0', True),
        ('connect(9, {sa_family=AF_INET, sin_port=htons(9), sin_addr="127.0.0.1"}, 16) = 0', True),
        ("connect(9, {sa_family=AF_INET6, sin6_port=htons(80), x}, 28) = 0", True),
        ('connect(9, {sa_family=AF_INET, sin_port=htons(80), sin_addr="127.0.0.1"}, 16)', False),
        ('connect(9, {sa_family=AF_UNIX, sun_path="/run/user/1000/bus"}, 110) = -1', False),
        ('sendto(9, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53), x}, 16) = 1', True),
        ('execve("/usr/bin/xdg-open", ["xdg-open", "x"], 0x1) = 0', True),
        ('openat(AT_FDCWD, "/etc/hosts", O_RDONLY) = 3', True),
        ('openat(AT_FDCWD, "/usr/share/fonts/a.ttf", O_RDONLY) = 3', False),
    ],
)
def test_the_check_tells_what_is_a_violation(line: str, *, is_one: bool) -> None:
    assert bool(list(violations(["execve(the program itself)", line], 80))) is is_one


def violations(log: list[str], port: int) -> Iterator[str]:
    """Give the calls that content must have caused; the server's own port may be connected to."""
    # The first call starts the program that is watched.
    for line in log[1:]:
        connected = _CONNECT.search(line)
        is_elsewhere = connected is not None and not (
            connected[1] == "AF_UNIX" or (connected[1], connected[2]) == ("AF_INET", str(port))
        )
        # A name is looked up in these before it can be connected to.
        looks_up = '"/etc/hosts"' in line or '"/etc/resolv.conf"' in line
        if CANARY in line or _runs_another(line) or is_elsewhere or looks_up:
            yield line


def _runs_another(line: str) -> bool:
    """Tell whether a program is started; the one that draws diagrams is ours, and watched too."""
    return _RUN.search(line) is not None and _OWN_CHILDREN not in line


def watched(folder: Path, tmp_path: Path, *words: str) -> tuple[str, list[str]]:
    """Run the program under strace; return what it said and the calls that it made."""
    log, data = tmp_path / "log.txt", tmp_path / "data"
    shutil.copytree(folder, data)
    program = [sys.executable, str(_ROOT / "tests" / "faults" / "silence.py"), str(data)]
    path = os.pathsep.join((str(_ROOT / "app"), str(_ROOT / "tests")))
    ended = subprocess.run(
        [*_STRACE, "-o", str(log), *program, *words],
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return ended.stdout, log.read_text("utf-8", "replace").splitlines()


def port_in(said: str) -> int:
    found = re.search(r"server (\d+)", said)
    assert found is not None
    return int(found[1])


async def _write(data: Path, canaries: Path) -> None:
    conversation = a_conversation(title=f"<img src='file://{canaries}/{CANARY}-0.png'>")
    async with opened_library(data) as library:
        library.begin(conversation)
        for message in hostile_messages(canaries, MESSAGES):
            await library.save_message(conversation.id, message)
        await library.fold(conversation.id)
        await library.close_conversation(conversation.id)
