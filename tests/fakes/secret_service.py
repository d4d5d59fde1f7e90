"""A real GNOME Keyring on a session bus of its own, that can be locked, killed and frozen."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

PASSWORD = b"test"
_BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""
_SERVICE = """[D-BUS Service]
Name=org.freedesktop.secrets
Exec={daemon} --start --foreground --components=secrets
"""


class RealSecretService:
    """The daemon and its bus. Nothing of it touches the real home."""

    def __init__(self, folder: Path) -> None:
        # The path of a socket must be short, and that of a test's folder is not.
        self._run = Path(tempfile.mkdtemp(prefix="keyring-"))
        folder.mkdir(parents=True, exist_ok=True)
        (self._run / "services").mkdir()
        self._data = folder / "data"
        config = self._run / "bus.conf"
        config.write_text(_BUS_CONFIG.format(folder=self._run), "utf-8")
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "XDG_DATA_HOME": str(self._data),
            "XDG_RUNTIME_DIR": str(self._run),
        }
        self._bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment,
            text=True,
        )
        assert self._bus.stdout is not None
        self.address = self._bus.stdout.readline().strip()
        self._environment["DBUS_SESSION_BUS_ADDRESS"] = self.address
        self._daemons: list[subprocess.Popen[bytes]] = []

    @property
    def environment(self) -> Mapping[str, str]:
        """Return the variables of a program on this bus."""
        return self._environment

    @property
    def folder(self) -> Path:
        """Where the keyring keeps its files."""
        return self._data

    def start(self) -> None:
        """Start the daemon with its login keyring unlocked."""
        self._launch("--unlock", password=PASSWORD)

    def start_locked(self) -> None:
        """Start the daemon as it is before anybody has logged in."""
        self._launch("--start")

    def lock(self) -> None:
        """Lock the login keyring; the entries stay."""
        self._send(
            "--dest=org.freedesktop.secrets",
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.Lock",
            "array:objpath:/org/freedesktop/secrets/collection/login",
        )

    def allow_activation(self) -> None:
        """Let the bus start the daemon when somebody asks for it, as desktops do."""
        daemon = shutil.which("gnome-keyring-daemon")
        service = self._run / "services" / "org.freedesktop.secrets.service"
        service.write_text(_SERVICE.format(daemon=daemon), "utf-8")
        self._send("--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.ReloadConfig")

    def kill(self) -> None:
        """Kill the daemon, as a crash does."""
        self._daemons[-1].kill()
        self._daemons[-1].wait(10)

    def stop(self) -> None:
        """End the daemon in peace."""
        self._daemons[-1].terminate()
        self._daemons[-1].wait(10)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Have the daemon alive but silent."""
        self._daemons[-1].send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._daemons[-1].send_signal(signal.SIGCONT)

    def close(self) -> None:
        """End everything that was started, also what the bus started."""
        started = self._started_by_the_bus()
        for daemon in self._daemons:
            daemon.kill()
            daemon.wait(10)
        for process_id in started:
            os.kill(process_id, signal.SIGKILL)
        self._bus.kill()
        self._bus.wait(10)
        assert self._bus.stdout is not None
        self._bus.stdout.close()
        shutil.rmtree(self._run, ignore_errors=True)

    def _launch(self, *options: str, password: bytes = b"") -> None:
        daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--components=secrets", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self._environment,
        )
        assert daemon.stdin is not None
        daemon.stdin.write(password)
        daemon.stdin.close()
        self._daemons.append(daemon)
        deadline = time.monotonic() + 20
        while not self._has_owner():
            assert time.monotonic() < deadline, "gnome-keyring-daemon did not start"
            time.sleep(0.02)

    def _has_owner(self) -> bool:
        return "true" in self._ask_bus("NameHasOwner", "string:org.freedesktop.secrets")

    def _started_by_the_bus(self) -> list[int]:
        """Return the daemon that the bus itself started; it is ours as well."""
        own = {daemon.pid for daemon in self._daemons}
        answer = self._ask_bus("GetConnectionUnixProcessID", "string:org.freedesktop.secrets")
        found = [int(word) for word in answer.split() if word.isdigit()]
        return [process_id for process_id in found[-1:] if process_id not in own]

    def _ask_bus(self, method: str, argument: str) -> str:
        bus = ("--dest=org.freedesktop.DBus", "/", f"org.freedesktop.DBus.{method}")
        return self._send(*bus, argument)

    def _send(self, *words: str) -> str:
        command = ["dbus-send", "--session", "--print-reply=literal", *words]
        answer = subprocess.run(
            command, capture_output=True, text=True, env=self._environment, timeout=20, check=False
        )
        return answer.stdout


@contextmanager
def real_secret_service(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RealSecretService]:
    """Make the bus and name it in the environment; the daemon is started by the test."""
    service = RealSecretService(folder)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", service.address)
    try:
        yield service
    finally:
        service.close()
