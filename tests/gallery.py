"""Shows every scene in one window: ``python -m tests.gallery [scene] [--dark]``."""

import sys
from pathlib import Path

_ROOT = Path(__file__).parents[1]


def main() -> int:
    """Open the gallery, from wherever it was called."""
    sys.path[:0] = [str(_ROOT / folder) for folder in ("app", "tests", "packaging")]
    from scenes.gallery import show_gallery  # noqa: PLC0415  # found by the path just set

    return show_gallery(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
