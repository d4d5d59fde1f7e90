"""Missing system packages are installed where that is allowed, and else named exactly."""

import os
import sys
from pathlib import Path

import pytest

import system_packages

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="apt-get exists on Linux alone"
)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the one folder that programs are found in."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.fixture
def plain_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


def add_program(programs: Path, name: str, script: str) -> None:
    path = programs / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_root_installs_what_is_missing(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    add_program(programs, "apt-get", f'echo "$*" >> {programs}/calls')
    system_packages.install(["libgl1", "xvfb"])
    update, install = (programs / "calls").read_text().splitlines()
    assert update == "-qq update"
    assert install.startswith("install -y --no-install-recommends libgl1 xvfb")


def test_a_stale_list_of_packages_does_not_stop_the_installation(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    add_program(programs, "apt-get", f'[ "$1" = install ] && echo done > {programs}/calls')
    system_packages.install(["libgl1"])
    assert (programs / "calls").exists()


@pytest.mark.usefixtures("plain_user")
def test_a_plain_user_without_sudo_is_told_the_exact_line(programs: Path) -> None:
    add_program(programs, "apt-get", "exit 1")
    line = "apt-get update && apt-get install -y --no-install-recommends libgl1 xvfb"
    with pytest.raises(system_packages.CannotInstall) as caught:
        system_packages.install(["libgl1", "xvfb"])
    assert str(caught.value).endswith(f"\n  {line}")


@pytest.mark.usefixtures("plain_user")
def test_sudo_that_asks_for_no_password_is_used(programs: Path) -> None:
    add_program(programs, "apt-get", f'echo "$*" >> {programs}/calls')
    add_program(
        programs, "sudo", f'[ "$1" = -n ] || {{ echo sudo >> {programs}/calls; exec "$@"; }}'
    )
    system_packages.install(["libgl1"])
    assert (programs / "calls").read_text().startswith("sudo\n-qq update\nsudo\ninstall")


def test_another_system_is_told_the_names(programs: Path) -> None:
    with pytest.raises(system_packages.CannotInstall, match="libgl1"):
        system_packages.install(["libgl1"])


def test_nothing_missing_costs_nothing(programs: Path) -> None:
    system_packages.install([])
    assert list(programs.iterdir()) == []


def test_a_missing_sync_tool_is_named_among_what_the_tests_need(programs: Path) -> None:
    assert "syncthing" in system_packages.missing_for_the_tests()
    add_program(programs, "syncthing", "exit 0")
    assert "syncthing" not in system_packages.missing_for_the_tests()


def test_a_missing_desktop_is_named_by_its_packages(programs: Path) -> None:
    assert "xvfb" in system_packages.missing_for_a_desktop()
    add_program(programs, "Xvfb", "exit 0")
    assert "xvfb" not in system_packages.missing_for_a_desktop()
