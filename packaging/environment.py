"""The virtual environment that everything runs in: wheels only, each with the hash in the lock."""

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
FOLDER = Path(os.environ.get("WHINCHAT_VENV", ROOT / ".venv"))
SCRIPTS = FOLDER / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = SCRIPTS / ("python.exe" if sys.platform == "win32" else "python")


class CannotPrepare(Exception):
    """The environment could not be made; what failed has said why above."""


def prepare() -> None:
    """Make the environment match the lock; costs nothing if it does already."""
    stamp = FOLDER / "whinchat.stamp"
    wanted = _fingerprint()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Preparing {FOLDER} (Python {platform.python_version()})", file=sys.stderr, flush=True)
    if not _is_of_this_python():
        shutil.rmtree(FOLDER, ignore_errors=True)
        _run([sys.executable, "-m", "venv", "--without-pip", FOLDER])
    _run([*_installer(), "--quiet", "--require-hashes", "--only-binary", ":all:", "-r", LOCK])
    stamp.write_text(wanted)


def _fingerprint() -> str:
    """Digest what the environment depends on."""
    parts = (LOCK.read_bytes(), sys.version.encode(), platform.machine().encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _is_of_this_python() -> bool:
    """Tell whether the environment exists and has the version of the Python that runs this."""
    if not PYTHON.exists():
        return False
    command = [str(PYTHON), "-c", "import platform; print(platform.python_version())"]
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return answer.stdout.strip() == platform.python_version()


def _installer() -> list[str | Path]:
    """Choose who installs: uv where it is, else pip, of which most Pythons bring a copy."""
    if shutil.which("uv"):
        return ["uv", "pip", "install", "--python", PYTHON]
    quiet = "--disable-pip-version-check"
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", PYTHON, quiet, "install"]
    _run([PYTHON, "-m", "ensurepip", "--upgrade"])
    return [PYTHON, "-m", "pip", quiet, "install"]


def _run(command: Sequence[str | Path]) -> None:
    words = [str(word) for word in command]
    if subprocess.run(words, check=False).returncode:
        raise CannotPrepare(f"This failed: {' '.join(words)}")
