"""Everything that is done with this checkout, one command each.

    python3 packaging/dev.py run [--no-model] [ARGUMENTS]   start Whinchat
    python3 packaging/dev.py test [PYTEST ARGUMENTS]        run the tests
    python3 packaging/dev.py check                          formatting, lint, types, layers, shape
    python3 packaging/dev.py bench                          measure, beside a baseline and a floor
    python3 packaging/dev.py soak [PYTEST ARGUMENTS]        the long fault runs
    python3 packaging/dev.py screenshots                    draw the pictures of the README anew
    python3 packaging/dev.py lock [UV ARGUMENTS]            renew packaging/requirements.lock

Each first installs what is missing: system libraries (as root, or with sudo on a terminal), a
virtual environment in .venv, and for `run` and `test` a small language model in .models.
Only the standard library is needed, from Python 3.11 on.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

if not (3, 11) <= sys.version_info[:2] < (3, 15):
    sys.exit(f"Whinchat needs Python 3.11 to 3.14; this is {sys.version.split()[0]}.")

import environment
import system_packages

PYTHON = environment.PYTHON
ROOT = environment.ROOT

CODER = "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"
"""The weights of the model that answers in `run`."""
TINY = "smollm2-135m-instruct-q4_1.gguf"
"""The weights of the model that answers in the tests."""

CHECKS: dict[str, list[str | Path]] = {
    "format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."],
    "lint": [PYTHON, "-m", "ruff", "check", "--quiet", "."],
    "types": [PYTHON, "-m", "mypy"],
    "layers": [environment.SCRIPTS / "lint-imports", "--no-logo"],
    "shape": [PYTHON, "packaging/shape.py"],
    "dependencies": [PYTHON, "-m", "deptry", "--no-ansi", "app"],
}


def main() -> int:
    """Carry out the verb on the command line and return its exit code."""
    verb, *arguments = sys.argv[1:] or ["help"]
    if verb not in VERBS:
        print(__doc__)
        return 0 if verb in {"help", "-h", "--help"} else 2
    os.chdir(ROOT)
    try:
        return VERBS[verb](arguments)
    except (system_packages.CannotInstall, environment.CannotPrepare) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: Sequence[str]) -> int:
    """Start the app, with a model that answers without a key."""
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in shown):
        print(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window"
            " can open. Run this in a desktop session.",
            file=sys.stderr,
        )
        return 1
    prepare()
    if "--no-model" not in arguments:
        fetch_weights(CODER)
    words = [argument for argument in arguments if argument != "--no-model"]
    return become([PYTHON, "-m", "whinchat", *words])


def test(arguments: Sequence[str]) -> int:
    """Run the tests, with a real desktop and real faults where root may install what they need."""
    prepare()
    if sys.platform.startswith("linux") and os.geteuid() == 0:
        system_packages.install(system_packages.missing_for_the_tests())
    fetch_weights(TINY)
    return become([PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments])


def soak(arguments: Sequence[str]) -> int:
    """Run the fault tests with their long counts."""
    os.environ["WHINCHAT_FAULT_RUNS"] = "long"
    limits = ["--timeout", "7200", "-o", "faulthandler_timeout=0"]
    return test(["-m", "soak", *limits, *arguments])


def check(_arguments: Sequence[str]) -> int:
    """Run every check, say how long each took, and show what the failed ones found."""
    prepare()
    failures = [name for name, command in CHECKS.items() if not passes(name, command)]
    print("All checks passed." if not failures else f"Failed: {', '.join(failures)}.")
    return 1 if failures else 0


def bench(arguments: Sequence[str]) -> int:
    """Measure what users wait for."""
    prepare()
    return become([PYTHON, "tests/bench/run.py", *arguments])


def screenshots(arguments: Sequence[str]) -> int:
    """Draw the pictures of the README."""
    prepare()
    return become([PYTHON, "packaging/screenshots.py", *arguments])


def lock(arguments: Sequence[str]) -> int:
    """Renew the lock with uv; `--upgrade` also moves what is locked already."""
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--only-binary", ":all:", "--no-header", "--no-annotate"]
    command += ["--extra", "local", "--extra", "diagrams", "--group", "test", "--group", "lint"]
    command += ["pyproject.toml"]
    return subprocess.run(
        [*command, "--output-file", str(environment.LOCK), *arguments], check=False
    ).returncode


VERBS = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "soak": soak,
    "screenshots": screenshots,
    "lock": lock,
}


def prepare() -> None:
    """Install what the window needs and make the environment."""
    system_packages.install(system_packages.missing_for_the_window())
    environment.prepare()


def fetch_weights(file_name: str) -> None:
    """Bring a small model along; without it the app and the tests work too, and say so."""
    folder = Path(os.environ.setdefault("WHINCHAT_MODELS", str(ROOT / ".models")))
    # A file has its name only after its hash was right.
    if (folder / file_name).exists():
        return
    command = [str(PYTHON), "packaging/weights.py", file_name, str(folder)]
    if subprocess.run(command, env=search_path(), check=False).returncode:
        print("Going on without the model on this computer.", file=sys.stderr)


def passes(name: str, command: Sequence[str | Path]) -> bool:
    """Run one check and print one line about it, and what it found."""
    start = perf_counter()
    result = subprocess.run(
        [str(word) for word in command],
        env=search_path(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    verdict = "failed" if result.returncode else "passed"
    print(f"{name:<14}{verdict} {perf_counter() - start:6.1f} s", flush=True)
    # The tail of long files and functions is to be seen before it becomes a fault.
    if result.returncode or name == "shape":
        print(result.stdout.decode(errors="replace"), flush=True)
    return result.returncode == 0


def become(command: Sequence[str | Path]) -> int:
    """Run the command in place of this process where the system can, else wait for it."""
    words = [str(word) for word in command]
    if sys.platform != "win32":
        os.execve(words[0], words, search_path())
    return subprocess.run(words, env=search_path(), check=False).returncode


def search_path() -> dict[str, str]:
    """Return this environment with the app and its tests importable."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "app"), str(ROOT / "tests")])}


if __name__ == "__main__":
    sys.exit(main())
