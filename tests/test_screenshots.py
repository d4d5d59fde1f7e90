"""The README's pictures come from the program as it is now."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from fakes.platforms import is_reference_platform
from scenes.comparison import compare, is_blank

_ROOT = Path(__file__).parents[1]
_PICTURES = _ROOT / "packaging" / "pictures"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw all of them into a folder of their own."""
    folder = tmp_path_factory.mktemp("pictures")
    program = [sys.executable, str(_ROOT / "packaging" / "screenshots.py"), "--folder", str(folder)]
    search_path = os.pathsep.join([str(_ROOT / "app"), str(_ROOT / "tests")])
    subprocess.run(program, env={**os.environ, "PYTHONPATH": search_path}, check=True, timeout=100)
    return folder


def test_pictures_that_are_kept_are_those_that_are_drawn(drawn: Path) -> None:
    kept = {file.name for file in _PICTURES.glob("*.png")}

    assert kept == {file.name for file in drawn.glob("*.png")}
    assert {"conversation-light.png", "conversation-dark.png"} <= kept


def test_pictures_show_what_the_program_shows(drawn: Path) -> None:
    stale = []
    for file in sorted(drawn.glob("*.png")):
        now, kept = QImage(str(file)), QImage(str(_PICTURES / file.name))
        assert now.size() == kept.size()
        assert not is_blank(now)
        if is_reference_platform() and not compare(now, kept).is_close:
            stale.append(file.name)

    assert stale == [], "draw them anew: python3 packaging/dev.py screenshots, and look at them"
