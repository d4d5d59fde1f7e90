"""A whole desktop for tests: screen, window manager, buses and keyring, in a private home."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from fakes.screen_reader import ScreenReader
from fakes.secret_service import RealSecretService

_ROOT = Path(__file__).parents[2]
_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
_SCREEN = "1280x800x24"
_PATIENCE_SECONDS = 60.0
_APP_ENVIRONMENT = {
    "PYTHONPATH": str(_ROOT / "app"),
    "QT_QPA_PLATFORM": "xcb",
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
}


class Desktop:
    """What runs on it has its environment; ``reader`` and ``type`` are the person before it."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.keyring = RealSecretService(self.home)
        self._ending = ExitStack()
        self._ending.callback(self.keyring.close)
        self.environment = {**self.keyring.environment, "LANG": "C.UTF-8"}
        self.environment["DISPLAY"] = self._start_screen()
        self._start("openbox")
        self._wait_for_manager()
        self._start(_LAUNCHER, "--launch-immediately")
        self.reader = ScreenReader(self.environment)
        self._ending.callback(self.reader.close)

    def close(self) -> None:
        """End everything that was started, the last one first."""
        self._ending.close()

    def type(self, words: str) -> None:
        """Type into the window that has the keyboard."""
        self._work("type", "--delay", "5", "--", words)

    def press_keys(self, *keys: str) -> None:
        """Press keys by xdotool's names, such as ``Return`` or ``ctrl+n``."""
        self._work("key", "--clearmodifiers", *keys)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the left button at one point of the screen and let it go at another."""
        middle = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
        self._work("mousemove", *map(str, start), "mousedown", "1")
        for point in (middle, end):
            self._work("mousemove", *map(str, point))
        self._work("mouseup", "1")

    def turn_wheel(self, point: tuple[int, int], *, up: bool) -> None:
        """Turn the wheel by one notch over a point of the screen."""
        self._work("mousemove", *map(str, point), "click", "4" if up else "5")

    def clipboard(self, kind: str = "UTF8_STRING", selection: str = "clipboard") -> str:
        """Return what another program would paste, of a kind; nothing where there is none."""
        asked = ["xclip", "-selection", selection, "-target", kind, "-out"]
        done = subprocess.run(
            asked, env=self.environment, capture_output=True, check=False, timeout=60
        )
        return done.stdout.decode("utf-8") if done.returncode == 0 else ""

    def _work(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True, timeout=60)

    def _wait_for_manager(self) -> None:
        """Wait until windows are managed: one that is shown before never gets the keyboard."""
        ask = ["xdotool", "get_num_desktops"]
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while subprocess.run(
            ask, env=self.environment, capture_output=True, check=False, timeout=60
        ).returncode:
            assert time.monotonic() < deadline, "openbox did not start"
            time.sleep(0.05)

    def _start_screen(self) -> str:
        reader, writer = os.pipe()
        options = ("-screen", "0", _SCREEN, "-nolisten", "tcp")
        self._start("Xvfb", "-displayfd", str(writer), *options, pass_fds=(writer,))
        os.close(writer)
        with os.fdopen(reader) as numbers:
            return f":{numbers.readline().strip()}"

    def _start(self, *command: str, pass_fds: tuple[int, ...] = ()) -> None:
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self.environment,
            pass_fds=pass_fds,
            start_new_session=True,
        )
        self._ending.callback(process.wait, 20)
        # The whole session of it: the accessibility bus starts a daemon of its own.
        self._ending.callback(os.killpg, process.pid, signal.SIGTERM)


def app_environment(desktop: Desktop) -> dict[str, str]:
    """Return the variables of a program on a desktop."""
    return {**desktop.environment, **_APP_ENVIRONMENT}


class DesktopApp:
    """The program as a process of its own on a desktop, started as often as one likes."""

    def __init__(self, desktop: Desktop, data: Path) -> None:
        self.data = data
        self._desktop = desktop
        self._terminal = data.with_name("terminal.txt")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """Return the running process."""
        assert self._process is not None, "the program was not started"
        return self._process

    @property
    def terminal(self) -> str:
        """Return what all runs have said on the terminal."""
        return self._terminal.read_text("utf-8")

    def start(self, **environ: str) -> None:
        """Start it, with more variables in its environment, and wait for its window."""
        with self._terminal.open("ab") as terminal:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "whinchat", "--data-dir", str(self.data)],
                env={**app_environment(self._desktop), **environ},
                stdout=terminal,
                stderr=terminal,
            )
        self._desktop.reader.wait_for_focus("Message")

    def close_window(self) -> int:
        """Close the main window as its frame's button does, and return the exit code."""
        self._desktop.press_keys("alt+F4")
        return self.process.wait(_PATIENCE_SECONDS)

    def terminate(self) -> int:
        """Ask it to end, as a system that shuts down does, and return the exit code."""
        self.process.terminate()
        return self.process.wait(_PATIENCE_SECONDS)

    def leave(self) -> None:
        """End it if it still runs."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(_PATIENCE_SECONDS)


@contextmanager
def real_desktop(folder: Path) -> Iterator[Desktop]:
    """Start a desktop and end it."""
    desktop = Desktop(folder)
    try:
        yield desktop
    finally:
        desktop.close()
