"""The command: arguments first, then the window."""

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import NoReturn

from whinchat import __version__
from whinchat.assembly.export_arguments import EXPORT_HELP, add_export_arguments
from whinchat.provider import diagram_child, local_child, pattern_child


def main() -> NoReturn:
    """Run the program; ends the process with its exit code."""
    if sys.argv[1:] == [local_child.FLAG]:
        local_child.main()
    if sys.argv[1:] == [diagram_child.FLAG]:
        diagram_child.main()
    if sys.argv[1:] == [pattern_child.FLAG]:
        pattern_child.main()
    arguments = parse(sys.argv[1:])
    given = arguments.data_dir or os.environ.get("WHINCHAT_DATA_DIR")
    folder = Path(given).expanduser().resolve() if given else None
    code = _export(arguments, folder) if arguments.command == "export" else _open_window(folder)
    # All is saved and closed. Taking the interpreter down would destroy the windows after the
    # accessible interfaces that Qt still points to, which are Python's (a crash in PySide 6.11).
    for stream in (sys.stdout, sys.stderr):
        # A program without a terminal has none on Windows.
        if stream is not None:
            stream.flush()
    os._exit(code)


def _open_window(folder: Path | None) -> int:
    # What is imported stays: to look through it for what does not costs a tenth of the start.
    gc.disable()
    # Only now, so that --version and --help need neither Qt nor a display.
    from whinchat.assembly.start import run_program  # noqa: PLC0415 - see above

    return run_program(folder)


def _export(arguments: argparse.Namespace, folder: Path | None) -> int:
    from whinchat.assembly.export_command import run_export  # noqa: PLC0415 - as above

    return run_export(arguments, folder)


def parse(words: list[str]) -> argparse.Namespace:
    """Return what the command line asks for; ends the process where it makes no sense."""
    parser = argparse.ArgumentParser(prog="whinchat", description="A chat with language models.")
    parser.add_argument("--version", action="version", version=f"Whinchat {__version__}")
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        help="keep everything (conversations, settings, logs) under DIR",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    add_export_arguments(commands.add_parser("export", help=EXPORT_HELP, description=EXPORT_HELP))
    return parser.parse_args(words)


if __name__ == "__main__":
    main()
