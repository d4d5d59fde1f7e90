"""The one command says what it does and what is missing; its lock can be trusted."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev
from whinchat.domain.weights import KNOWN

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "packaging" / "requirements.lock"
SHOWN = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}


def run_dev(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in SHOWN}
    command = [sys.executable, str(ROOT / "packaging" / "dev.py"), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_without_a_verb_it_says_what_it_can_do() -> None:
    answer = run_dev()
    assert answer.returncode == 0
    for verb in ("run", "test", "check", "bench", "soak", "screenshots", "lock"):
        assert f"dev.py {verb} " in answer.stdout


def test_an_unknown_verb_is_an_error() -> None:
    assert run_dev("dance").returncode == 2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a display")
def test_without_a_display_it_says_so_before_anything_else() -> None:
    answer = run_dev("run")
    assert answer.returncode == 1
    assert "no display" in answer.stderr


def test_the_models_it_brings_are_known_to_the_app() -> None:
    assert {dev.CODER, dev.TINY} <= {weights.file_name for weights in KNOWN}


def test_every_package_in_the_lock_has_a_hash() -> None:
    requirements = re.split(r"\n(?=\S)", LOCK.read_text("utf-8"))
    assert [text.splitlines()[0] for text in requirements if "--hash=sha256:" not in text] == []


def test_the_lock_names_no_host_and_no_path() -> None:
    assert re.findall(r"\S*(?:://|file:|/)\S*", LOCK.read_text("utf-8")) == []


def test_the_lock_has_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["local"],
        *project["dependency-groups"]["test"],
        *project["dependency-groups"]["lint"],
    ]
    names = {re.split(r"[\[<>=; ]", requirement)[0].lower() for requirement in wanted}
    locked = set(re.findall(r"^([a-z0-9-]+)==", LOCK.read_text("utf-8"), re.MULTILINE))
    assert names - locked == set()
