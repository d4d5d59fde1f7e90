"""The command: arguments first, then the window."""

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

from whinchat import __version__
from whinchat.provider import diagram_child, local_child


def main() -> NoReturn:
    """Run the program; ends the process with its exit code."""
    if sys.argv[1:] == [local_child.FLAG]:
        local_child.main()
    if sys.argv[1:] == [diagram_child.FLAG]:
        diagram_child.main()
    arguments = _parse(sys.argv[1:])
    folder = arguments.data_dir or os.environ.get("WHINCHAT_DATA_DIR")
    # Only now, so that --version and --help need neither Qt nor a display.
    from whinchat.assembly.start import run_program  # noqa: PLC0415 - see above

    code = run_program(Path(folder).expanduser().resolve() if folder else None)
    # All is saved and closed. Taking the interpreter down would destroy the windows after the
    # accessible interfaces that Qt still points to, which are Python's (a crash in PySide 6.11).
    for stream in (sys.stdout, sys.stderr):
        # A program without a terminal has none on Windows.
        if stream is not None:
            stream.flush()
    os._exit(code)


def _parse(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="whinchat", description="A chat with language models.")
    parser.add_argument("--version", action="version", version=f"Whinchat {__version__}")
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        help="keep everything (conversations, settings, logs) under DIR",
    )
    return parser.parse_args(words)


if __name__ == "__main__":
    main()
