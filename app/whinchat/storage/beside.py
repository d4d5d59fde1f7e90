"""Work that takes too long for the disk's thread, on a thread of its own."""

import threading
from collections.abc import Callable


def run_beside(work: Callable[[], None], name: str) -> None:
    """Begin work that may be lost when the program ends; ``name`` is what its thread is called.

    It tells what came of it by ``Disk.post``.
    """
    # A daemon: what it would have done is done at the next start.
    threading.Thread(target=work, name=name, daemon=True).start()
