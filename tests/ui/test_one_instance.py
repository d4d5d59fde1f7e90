"""Laws of the one window of a data folder, with real processes and a real socket."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from whinchat.ui.one_instance import (
    Call,
    FirstInstance,
    bring_to_front,
    call_first,
    server_names,
    this_call,
)

APP = Path(__file__).parents[2] / "app"
CALLER = """
import sys
from whinchat.ui.one_instance import Call, call_first
print(call_first(sys.argv[1:2], Call(tuple(sys.argv[2:])), 10), flush=True)
"""
LISTENER = """
import os, sys, time
from PySide6.QtCore import QCoreApplication
from whinchat.ui.one_instance import FirstInstance
app = QCoreApplication([])
first = FirstInstance(sys.argv[1:2])
print(first.is_listening, flush=True)
time.sleep(60)
"""


def start(script: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *words],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(APP)},
    )


def hung_first(name: str) -> subprocess.Popen[str]:
    child = start(LISTENER, name)
    assert child.stdout is not None
    assert child.stdout.readline() == "True\n"
    return child


def end(child: subprocess.Popen[str]) -> None:
    child.send_signal(signal.SIGKILL)
    child.communicate()


@pytest.fixture
def name() -> Iterator[str]:
    # Names of sockets are short: a folder of pytest's is too deep for one.
    with tempfile.TemporaryDirectory(prefix="one-") as folder:
        yield str(Path(folder) / "socket")


@pytest.fixture
def calls(name: str, qtbot: QtBot) -> Iterator[list[Call]]:
    """What the first instance of this process has heard."""
    heard: list[Call] = []
    first = FirstInstance([name])
    first.called.connect(heard.append)
    assert first.is_listening
    yield heard
    first.close()
    first.deleteLater()


def answered(qtbot: QtBot, child: subprocess.Popen[str]) -> str:
    qtbot.waitUntil(lambda: child.poll() is not None, timeout=20_000)
    return child.communicate()[0].strip()


def test_a_second_start_is_heard_and_answered(name: str, calls: list[Call], qtbot: QtBot) -> None:
    child = start(CALLER, name, "ask", "What is a whinchat?")

    assert answered(qtbot, child) == "True"
    assert [call.arguments for call in calls] == [("ask", "What is a whinchat?")]


def test_only_the_user_reaches_the_socket(name: str, calls: list[Call]) -> None:
    assert stat.S_IMODE(Path(name).stat().st_mode) & 0o077 == 0


def test_each_folder_has_a_window_of_its_own(tmp_path: Path) -> None:
    here, there = server_names(tmp_path / "here"), server_names(tmp_path / "there")

    assert not {*here} & {*there}
    assert here == server_names(tmp_path / "x" / ".." / "here")
    assert all(len(os.fsencode(one)) < 100 for one in here)


def test_what_a_killed_process_left_behind_is_taken_over(name: str, qtbot: QtBot) -> None:
    end(hung_first(name))
    assert Path(name).exists()
    assert not call_first([name], Call(), seconds=0.2)

    first = FirstInstance([name])

    assert first.is_listening
    assert answered(qtbot, start(CALLER, name)) == "True"
    first.close()


def test_a_window_that_hangs_is_not_waited_for_longer_than_said(name: str) -> None:
    child = hung_first(name)

    assert not call_first([name], Call(), seconds=0.5)
    end(child)


@pytest.mark.parametrize(
    "words",
    [
        b"\0\xff\xfe\n",
        b"[]\n",
        b'{"arguments": 7, "tokens": {}}\n',
        b'{"arguments": ["x"], "tokens": []}\n',
        b'{"arguments": [' + b"[" * 40_000 + b"\n",
        b"x" * 200_000,
    ],
)
def test_garbage_is_neither_heard_nor_answered(
    name: str, calls: list[Call], qtbot: QtBot, words: bytes
) -> None:
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(name)
        stranger.setblocking(False)
        for start_ in range(0, len(words), 4096):
            try:
                stranger.send(words[start_ : start_ + 4096])
            except OSError:
                break
            qtbot.wait(1)
        qtbot.wait(50)
    assert calls == []
    assert answered(qtbot, start(CALLER, name)) == "True"


def test_a_flood_of_callers_that_say_nothing_ends_by_itself(
    name: str, calls: list[Call], qtbot: QtBot
) -> None:
    flood = []
    for _ in range(60):
        stranger = socket.socket(socket.AF_UNIX)
        stranger.setblocking(False)
        try:
            stranger.connect(name)
        except OSError:
            qtbot.wait(5)
        flood.append(stranger)

    assert answered(qtbot, start(CALLER, name)) == "True"
    for stranger in flood:
        stranger.close()
    assert len(calls) == 1


def test_a_folder_for_sockets_that_takes_none_is_passed_over(
    name: str, qtbot: QtBot, tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    closed.write_bytes(b"no folder")
    names = [str(closed / "socket"), name]
    first = FirstInstance(names)
    assert first.is_listening
    assert answered(qtbot, start(CALLER, name)) == "True"
    first.close()

    nowhere = FirstInstance(names[:1])
    assert not nowhere.is_listening
    assert not call_first(names[:1], Call(), seconds=0.1)


def test_only_what_the_desktop_says_of_a_start_is_passed_on(
    name: str, calls: list[Call], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = {"XDG_ACTIVATION_TOKEN": "abc", "OPENROUTER_API_KEY": "sk-secret"}
    assert this_call([], environ).tokens == {"XDG_ACTIVATION_TOKEN": "abc"}

    tokens = {"XDG_ACTIVATION_TOKEN": "a\0b", "DESKTOP_STARTUP_ID": "def", "PATH": "/evil"}
    with socket.socket(socket.AF_UNIX) as second:
        second.connect(name)
        second.send(json.dumps({"arguments": [], "tokens": tokens}).encode() + b"\n")
        qtbot.waitUntil(lambda: calls == [Call((), {"DESKTOP_STARTUP_ID": "def"})])
    monkeypatch.setattr(os, "environ", {})
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    bring_to_front(window, calls[0])
    assert os.environ == {"DESKTOP_STARTUP_ID": "def"}
    assert window.isVisible()
    assert not window.isMinimized()
