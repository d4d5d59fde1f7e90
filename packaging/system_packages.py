"""What Qt and a real desktop need from the system, under Debian's names, and how to get it."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libbrotlidec.so.1": "libbrotli1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libgomp.so.1": "libgomp1",
}
"""Shared libraries that the wheels of Qt and of the model's engine expect, and their packages."""

DESKTOP = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "dbus-run-session": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "gnome-keyring-daemon": "gnome-keyring",
    "xdotool": "xdotool",
    "xclip": "xclip",
    "/usr/lib/python3/dist-packages/pyatspi": "python3-pyatspi",
}
"""Commands and files of the desktop that the tests on a real screen start, and their packages."""

FAULT_TOOLS = {"mkfs.ext4": "e2fsprogs", "mkfs.xfs": "xfsprogs", "strace": "strace"}
"""Commands that the fault tests make disks and watch system calls with, and their packages."""

SYNC_TOOLS = {"syncthing": "syncthing"}
"""The sync tool that the tests share a data folder with, and its package."""


class CannotInstall(Exception):
    """Something is missing and nothing here may install it; the message says what to type."""


def missing_for_the_window() -> list[str]:
    """Name the packages without which the environment cannot be made or Qt cannot start."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for name, package in LIBRARIES.items() if not _is_loadable(name)]
    if not (shutil.which("uv") or _has_module("pip") or _has_module("ensurepip")):
        missing.append("python3-pip")
    return missing


def missing_for_a_desktop() -> list[str]:
    """Name the packages without which the tests on a real screen cannot run."""
    return _missing(DESKTOP)


def missing_for_the_faults() -> list[str]:
    """Name the packages without which some of the fault tests cannot run."""
    return _missing(FAULT_TOOLS)


def missing_for_syncing() -> list[str]:
    """Name the packages without which no folder can be synced for a test."""
    return _missing(SYNC_TOOLS)


def missing_for_the_tests() -> list[str]:
    """Name the packages without which some tests cannot run."""
    return [*missing_for_a_desktop(), *missing_for_the_faults(), *missing_for_syncing()]


def install_command(packages: Sequence[str]) -> str:
    """Say what a person types to install the packages."""
    sudo = "sudo " if _is_plain_user() and shutil.which("sudo") else ""
    words = " ".join(_apt_install(packages))
    return f"{sudo}apt-get update && {sudo}{words}"


def install(packages: Sequence[str]) -> None:
    """Install the packages, as root or with sudo; raises `CannotInstall`."""
    if not packages:
        return
    if not shutil.which("apt-get"):
        raise CannotInstall(
            "These are missing (under Debian's names): "
            + " ".join(packages)
            + "\nInstall what your system calls them, then run this again."
        )
    prefix: list[str] = []
    if _is_plain_user():
        if not _may_use_sudo():
            raise CannotInstall(
                f"System packages are missing. Run this as root:\n  {install_command(packages)}"
            )
        prefix = ["sudo"]
    print("Installing system packages:", *packages, file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # A stale list of packages need not stop the installation, so a failure here is not one yet.
    subprocess.run([*prefix, "apt-get", "-qq", "update"], env=environment, check=False)
    # Something else may be installing just now, unattended upgrades for one: wait for it.
    command = [*prefix, *_apt_install(packages), "-o", "DPkg::Lock::Timeout=600"]
    if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
        raise CannotInstall(f"apt-get failed. Try it yourself:\n  {install_command(packages)}")


def _missing(probes: Mapping[str, str]) -> list[str]:
    return [
        package
        for probe, package in probes.items()
        if not (shutil.which(probe) or Path(probe).exists())
    ]


def _apt_install(packages: Sequence[str]) -> list[str]:
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def _is_plain_user() -> bool:
    return sys.platform != "win32" and os.geteuid() != 0


def _may_use_sudo() -> bool:
    """Tell whether sudo is there and can ask for a password, or needs none."""
    if not shutil.which("sudo"):
        return False
    return sys.stdin.isatty() or not subprocess.run(["sudo", "-n", "true"], check=False).returncode


def _is_loadable(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None
