"""What every test shares: a private home, no keyring, no internet, and the app's own event loop."""

import asyncio
import gc
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtWidgets import QApplication

import system_packages
from whinchat.domain.weights import SMOLLM
from whinchat.ui.event_loop import EventLoop

_FOR_TESTS = {"WHINCHAT_MODELS", "WHINCHAT_REQUIRE_DESKTOP", "WHINCHAT_FAULT_RUNS", "WHINCHAT_VENV"}
_HOME = Path(tempfile.mkdtemp(prefix="whinchat-tests-"))


class _Complaints(logging.Handler):
    """Keeps what the event loops report as lost."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


_COMPLAINTS = _Complaints()


def _seal_off() -> None:
    """Hide the real folders, keys, proxies and keyring before anything under test is imported."""
    for name in [*os.environ]:
        is_setting = name.startswith("WHINCHAT_") and name not in _FOR_TESTS
        if is_setting or name.endswith("_API_KEY") or name.lower().endswith("_proxy"):
            del os.environ[name]
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        os.environ[name] = str(_HOME)
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(_HOME / f".{name.lower()}")
    os.environ["XDG_RUNTIME_DIR"] = str(_HOME / "run")
    (_HOME / "run").mkdir(mode=0o700)
    # A test that needs a keyring starts a session bus of its own and names it here.
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={_HOME}/run/no-session-bus"
    if not sys.platform.startswith("linux"):
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("WHINCHAT_MODELS", str(Path(__file__).parents[1] / ".models"))


def _refuse_the_internet(event: str, arguments: tuple[object, ...]) -> None:
    """Let sockets reach this computer alone."""
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost")):
        raise PermissionError(f"a test tried to reach {address[0]}")


_seal_off()
sys.addaudithook(_refuse_the_internet)
for _name in ("asyncio", "qasync"):
    logging.getLogger(_name).addHandler(_COMPLAINTS)
# A busy machine must not fail a law about values; what hangs is ended by pytest-timeout.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run every asynchronous test on the loop that the app runs on."""
    return {"qasync": _qt_loop}


def _qt_loop() -> asyncio.AbstractEventLoop:
    app = QApplication.instance() or QApplication([])
    loop: asyncio.AbstractEventLoop = EventLoop(app)
    return loop


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marks."""
    for mark in (
        "desktop: needs a real screen, session bus and keyring (Debian's packages)",
        "local_model: needs the weights of the small model for tests",
        "syncthing: needs the sync tool of that name",
        "complains: makes the event loop report an error on purpose",
        "soak: has a long form, run by `packaging/dev.py soak`",
    ):
        config.addinivalue_line("markers", mark)
    # A collection that happens to run on a worker thread destroys Qt's objects there.
    gc.disable()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what the machine cannot run, or fail where it must be able to."""
    reason = _what_is_missing(item)
    if reason and os.environ.get("WHINCHAT_REQUIRE_DESKTOP"):
        pytest.fail(reason, pytrace=False)
    if reason:
        pytest.skip(reason)


def _what_is_missing(item: pytest.Item) -> str:
    """Say what a test's marks ask for and this machine lacks, and how to get it."""
    if item.get_closest_marker("desktop"):
        if not sys.platform.startswith("linux"):
            return "the real desktop of the tests is a Linux one"
        if missing := system_packages.missing_for_a_desktop():
            return f"a real desktop is missing: {system_packages.install_command(missing)}"
    if item.get_closest_marker("syncthing") and (missing := system_packages.missing_for_syncing()):
        return f"Syncthing is missing: {system_packages.install_command(missing)}"
    model = Path(os.environ["WHINCHAT_MODELS"], SMOLLM.file_name)
    if item.get_closest_marker("local_model") and not model.exists():
        return f"{model.name} is missing: python3 packaging/dev.py test fetches it"
    return ""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Fail a test whose event loop had something to complain about: a lost task, a lost error."""
    yield
    if gc.isenabled():
        gc.disable()
        pytest.fail("garbage collection was left on: it would run on any thread", pytrace=False)
    gc.collect(1)
    complaints = [record.getMessage() for record in _COMPLAINTS.records]
    _COMPLAINTS.records.clear()
    if complaints and not item.get_closest_marker("complains"):
        pytest.fail("the event loop complained: " + "; ".join(complaints), pytrace=False)


def pytest_unconfigure() -> None:
    """Remove the private home."""
    shutil.rmtree(_HOME, ignore_errors=True)
