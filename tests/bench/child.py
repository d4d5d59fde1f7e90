"""The process in which one case is measured: `python -m bench.child MODULE:NAME DELTAS FOLDER`."""

import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Run the case and print its figures as the last line."""
    # httpx imports these for its own command where they are: that is, beside tools for tests.
    sys.modules["click"] = sys.modules["rich"] = None  # type: ignore[assignment]  # means: absent
    function, deltas, folder = sys.argv[1:]
    module, _, name = function.partition(":")
    figures = getattr(import_module(f"bench.{module}"), name)(int(deltas), Path(folder))
    print(figures.to_json())  # noqa: T201  # read by the one who started it


if __name__ == "__main__":
    main()
