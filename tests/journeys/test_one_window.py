"""A second start on a real desktop: the window that is open comes to the front."""

import subprocess
import sys
import time

import pytest

from fakes.desktop import Desktop, DesktopApp, app_environment

pytestmark = pytest.mark.desktop

ANOTHER_PROGRAM = """
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
field = QLineEdit()
field.setAccessibleName("Another program")
field.showMaximized()
app.exec()
"""


def start_again(desktop: Desktop, app: DesktopApp) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "whinchat", "--data-dir", str(app.data)],
        env=app_environment(desktop),
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_a_second_start_brings_the_open_window_to_the_front(
    desktop: Desktop, app: DesktopApp
) -> None:
    app.start()
    other = subprocess.Popen([sys.executable, "-c", ANOTHER_PROGRAM], env=app_environment(desktop))
    try:
        desktop.reader.wait_for_focus("Another program")

        second = start_again(desktop, app)

        assert second.returncode == 0, second.stderr
        desktop.reader.wait_for_focus("Message")
    finally:
        other.kill()
        other.wait(20)
    assert app.close_window() == 0


def test_after_a_kill_the_next_start_has_the_folder_at_once(
    desktop: Desktop, app: DesktopApp
) -> None:
    app.start()
    app.leave()
    begun = time.monotonic()

    app.start()

    assert time.monotonic() - begun < 30
    assert start_again(desktop, app).returncode == 0
    assert app.close_window() == 0
