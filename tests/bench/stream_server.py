"""A model that says what it is told, in a process of its own: `python -m bench.stream_server`."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from fakes.answers import streamed
from fakes.server import ScriptedServer
from fakes.streams import documented_frames
from fakes.texts import DELTA, deltas_of, mixed_markdown


def main() -> None:
    """Answer every request with a reply of so many deltas; end with the standard input."""
    deltas, pause, begun = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    text = mixed_markdown(begun + deltas * DELTA)
    pieces = [*filter(None, [text[:begun]]), *deltas_of(text[begun:])]
    answer = streamed(documented_frames(text, pieces=pieces), pause=pause)
    with ScriptedServer() as server:
        server.answer_always(answer)
        print(server.base_url.text, flush=True)  # noqa: T201  # read by the one who started it
        sys.stdin.read()


@contextmanager
def serving(deltas: int, pause_seconds: float, begun: int = 0) -> Iterator[str]:
    """Run such a server; the address to send requests to.

    So many characters come in one piece before the deltas.
    """
    numbers = map(str, (deltas, pause_seconds, begun))
    command = [sys.executable, "-m", "bench.stream_server", *numbers]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.communicate()


if __name__ == "__main__":
    main()
