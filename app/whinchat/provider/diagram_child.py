"""The child process that draws diagrams: orders on its stdin, pictures on its stdout.

The first line on its stdin is JSON with the files of two fonts, ``regular`` and ``bold``. Then an
order is a line of JSON with ``source``, ``config`` and ``scale``; the answer a line of JSON with
the ``size`` of the PNG that follows it, or with the ``trouble``. It ends with its stdin. Run by its
path, or by the frozen app's hidden flag: it imports nothing of the program.
"""

import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NoReturn

FLAG = "--draw-diagrams"
"""The only argument of the frozen app that makes it this child."""

_STYLES = {"regular": (False, False), "bold": (True, False)}
"""Of each font, whether it is bold and whether it is italic."""
_MOST_MEMORY = 2 * 2**30
_MOST_CPU_SECONDS = 60
_MOST_PIXELS = 24_000_000
_LONGEST_TROUBLE = 300
_USUAL_BEGINNING = "Mermaid rendering failed: Error: "


def main() -> NoReturn:
    """Draw until there are no more orders."""
    import mermaidx  # noqa: PLC0415  # only the child has it
    from novasvg import fonts  # noqa: PLC0415  # only the child has it

    files = json.loads(sys.stdin.buffer.readline())
    for name, style in _STYLES.items():
        fonts.add_font_face_from_file("Inter", *style, files[name])
    # Everything that is ever read from the disk is read by now, fonts included.
    mermaidx.render("flowchart TD\n a --> b").png()
    _lock_up()
    for line in sys.stdin.buffer:
        _answer(json.loads(line))
    sys.exit()


def _lock_up() -> None:
    """Let what is drawn open nothing: no file, no connection."""
    with suppress(ImportError, ValueError):
        import resource  # noqa: PLC0415  # not on Windows

        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_CPU_SECONDS, _MOST_CPU_SECONDS))


def _answer(order: Mapping[str, Any]) -> None:
    try:
        picture = _draw(order)
    except Exception as error:  # noqa: BLE001  # whatever a text makes the library do
        # What follows on more lines is the source again.
        words = str(error).partition("\n")[0].removeprefix(_USUAL_BEGINNING).rstrip(": ")
        _write({"trouble": words[:_LONGEST_TROUBLE] or type(error).__name__})
    else:
        _write({"size": len(picture)}, picture)


def _draw(order: Mapping[str, Any]) -> bytes:
    import mermaidx  # noqa: PLC0415  # only the child has it

    drawn = mermaidx.render(order["source"], theme="base", config=order["config"])
    _, width, height = drawn.raw(scale=0.1)
    room = _MOST_PIXELS / max(1, 100 * width * height)
    picture = drawn.png(scale=min(order["scale"], room**0.5))
    return bytes(picture)


def _write(head: Mapping[str, object], body: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
