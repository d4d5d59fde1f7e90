"""A child process that reads one file as an import does, and says the most memory it took."""

import resource
import sys
from pathlib import Path

from whinchat.storage.exchange.importing.arrivals import arrivals
from whinchat.storage.exchange.importing.imported import Imported
from whinchat.storage.exchange.importing.refusal import Refused


def main(path: Path) -> None:
    """Print the greatest size in memory in MB, how many arrived, and why it is refused."""
    count, reason = 0, ""
    try:
        for one in arrivals(path, reads_content=True):
            if isinstance(one, Imported):
                count += 1
                for _ in one.attachments():
                    pass
            else:
                reason = one.reason
    except Refused as error:
        reason = str(error)
    print(_most_kilobytes() // 1024, count, reason, sep="\t")  # noqa: T201 - read by whoever started this


def _most_kilobytes() -> int:
    """Return the most that this process had; the system's own figure begins with its parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lines = status.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
