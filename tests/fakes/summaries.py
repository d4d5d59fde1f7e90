"""The conversations in a folder, each as the list shows it."""

import os
from contextlib import suppress
from pathlib import Path

from whinchat.storage.summaries import Summary, read_summary


def read_summaries(folder: Path) -> tuple[Summary, ...]:
    """Return the conversations in a folder, newest first. Never raises for one of them."""
    with suppress(OSError):
        names = {entry.name for entry in os.scandir(folder)}
        stems = {name.rpartition(".")[0] for name in names if name.endswith((".json", ".journal"))}
        read = (read_summary(folder / f"{stem}.json", names) for stem in stems if stem)
        found = (summary for summary in read if summary is not None)
        return tuple(sorted(found, key=lambda summary: summary.updated_at, reverse=True))
    return ()
