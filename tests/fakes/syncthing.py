"""Two real Syncthings on this computer that share a folder, and nothing else with anybody."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

_KEY = "a-key-for-tests"
_FOLDER = "whinchat"
_START_SECONDS = 30
_QUIET = {
    "globalAnnounceEnabled": "false",
    "localAnnounceEnabled": "false",
    "relaysEnabled": "false",
    "natEnabled": "false",
    "crashReportingEnabled": "false",
    "urAccepted": "-1",
    "autoUpgradeIntervalH": "0",
    "startBrowser": "false",
    "reconnectionIntervalS": "1",
    "setLowPriority": "false",
}


class Syncthing:
    """One instance with a home of its own. It speaks to the loopback interface alone."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.folder = folder
        self._home = home
        self._port, self._gui_port = _free_port(), _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True)
        self._run("generate", "--no-default-folder", "--skip-port-probing")
        self.device_id = self._run("serve", "--device-id").strip()

    def share_with(self, other: "Syncthing") -> None:
        """Write the configuration: the folder, the other device, and no way out."""
        path = self._home / "config.xml"
        tree = ET.parse(path)  # noqa: S314 - Syncthing itself wrote it
        root = tree.getroot()
        gui = _only(root, "gui")
        _set(gui, "address", f"127.0.0.1:{self._gui_port}")
        _set(gui, "apikey", _KEY)
        options = _only(root, "options")
        for name, value in {
            **_QUIET,
            "listenAddress": f"tcp://127.0.0.1:{self._port}",
        }.items():
            _set(options, name, value)
        for device in root.findall("device"):
            root.remove(device)
        folder = ET.SubElement(
            root,
            "folder",
            id=_FOLDER,
            path=str(self.folder),
            type="sendreceive",
            rescanIntervalS="5",
            fsWatcherEnabled="true",
            fsWatcherDelayS="1",
        )
        # What the program sets for a folder that a person adds.
        ET.SubElement(folder, "maxConflicts").text = "10"
        for one in (self, other):
            ET.SubElement(folder, "device", id=one.device_id)
            device = ET.SubElement(root, "device", id=one.device_id, compression="never")
            ET.SubElement(device, "address").text = f"tcp://127.0.0.1:{one._port}"
        tree.write(path)

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [
                _program(),
                "serve",
                f"--home={self._home}",
                f"--logfile={self._home / 'log'}",
                "--no-browser",
                "--no-restart",
                "--no-upgrade",
            ],
            env={"HOME": str(self._home), "STNOUPGRADE": "1", "PATH": os.environ["PATH"]},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait_until_ready()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(20)

    def pause(self) -> None:
        """Go offline."""
        self._ask("POST", "system/pause")

    def resume(self) -> None:
        """Come back, with everything that happened meanwhile noticed."""
        self.scan()
        self._ask("POST", "system/resume")

    def scan(self) -> None:
        """Look at the folder now."""
        self._ask("POST", f"db/scan?folder={_FOLDER}")

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            try:
                self._ask("GET", "system/ping")
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError((self._home / "log").read_text())

    def _ask(self, method: str, path: str) -> object:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self._gui_port}/rest/{path}",
            method=method,
            headers={"X-API-Key": _KEY},
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=10) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def _run(self, *arguments: str) -> str:
        command = [_program(), *arguments, f"--home={self._home}"]
        environment = {"HOME": str(self._home), "PATH": os.environ["PATH"]}
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True, timeout=60
        ).stdout


@contextmanager
def two_computers(place: Path) -> Iterator[tuple[Syncthing, Syncthing]]:
    """Share a folder between two instances while the block runs."""
    one = Syncthing(place / "home-1", place / "one")
    other = Syncthing(place / "home-2", place / "other")
    one.share_with(other)
    other.share_with(one)
    with ExitStack() as running:
        running.enter_context(one)
        running.enter_context(other)
        yield one, other


def _only(root: ET.Element, name: str) -> ET.Element:
    found = root.find(name)
    return ET.SubElement(root, name) if found is None else found


def _set(parent: ET.Element, name: str, value: str) -> None:
    for found in parent.findall(name)[1:]:
        parent.remove(found)
    _only(parent, name).text = value


def _program() -> str:
    program = shutil.which("syncthing")
    assert program is not None, "apt-get install syncthing"
    return program


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
