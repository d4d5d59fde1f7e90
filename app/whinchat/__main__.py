"""The command: arguments first, then the window."""

import argparse
import os
import sys
from pathlib import Path

from whinchat import __version__
from whinchat.provider import local_child


def main() -> int:
    """Run the program and return its exit code."""
    if sys.argv[1:] == [local_child.FLAG]:
        local_child.main()
    arguments = _parse(sys.argv[1:])
    folder = arguments.data_dir or os.environ.get("WHINCHAT_DATA_DIR")
    # Only now, so that --version and --help need neither Qt nor a display.
    from whinchat.assembly import run_program  # noqa: PLC0415 - see above

    return run_program(Path(folder).expanduser().resolve() if folder else None)


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
    sys.exit(main())
