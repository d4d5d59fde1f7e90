"""Every family of hostile texts in one window: the longest gap, and what it holds.

`python -m bench.hostile [CHARACTERS] [PART OF A NAME]` tells of each family by itself.
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from bench.figures import Figures, Watch, resident_mib
from bench.heartbeat import Heartbeat
from fakes.entries import reply, user
from fakes.hostile_texts import FAMILIES
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript

_FULL = 20_000
"""What the command line calls all of the work."""
_CHARACTERS = 1_000_000
_LONGEST_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Told:
    """What one family took."""

    gap_ms: float
    work_ms: float
    growth_mib: float


def ours(deltas: int, _folder: Path) -> Figures:
    """Show each family with a million characters, scroll through it and resize it."""
    transcript = _transcript()
    watch = Watch()
    told = [_show(transcript, name, _CHARACTERS * deltas // _FULL) for name in FAMILIES]
    return watch.read(
        gap_ms=max(one.gap_ms for one in told), work_ms=max(one.work_ms for one in told)
    )


def _transcript() -> Transcript:
    app = QApplication([])
    transcript = Transcript(Theme(app))
    transcript.resize(1_000, 800)
    transcript.show()
    transcript.show_entries([reply("```python\na = 1\n```\n\n- a\n\n|a|\n|-|\n|b|")])
    _spin(0.5)
    return transcript


def _show(transcript: Transcript, name: str, characters: int) -> Told:
    text = FAMILIES[name](max(64, characters))
    before, heartbeat = resident_mib(), Heartbeat()
    transcript.show_entries([user("Tell me."), reply(text)])
    end = time.monotonic() + _LONGEST_SECONDS
    _spin(0.02)
    while not transcript.is_settled and time.monotonic() < end:
        _spin(0.02)
    bar = transcript.verticalScrollBar()
    for step in range(8):
        bar.setValue(bar.maximum() * step // 8)
        _spin(0.01)
    transcript.resize(980 if transcript.width() == 1_000 else 1_000, 800)  # back
    _spin(0.02)
    return Told(heartbeat.longest_gap_ms, heartbeat.longest_work_ms, resident_mib() - before)


def _spin(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def main() -> None:
    """Tell of each family that the command line names."""
    characters = int(float(sys.argv[1])) if len(sys.argv) > 1 else _CHARACTERS
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""  # the second word
    transcript = _transcript()
    for name in [name for name in FAMILIES if wanted in name]:
        told = _show(transcript, name, characters)
        line = f"{told.gap_ms:7.0f} ms {told.work_ms:7.0f} ms {told.growth_mib:7.1f} MiB  {name}"
        print(line, flush=True)  # noqa: T201  # for a person


if __name__ == "__main__":
    main()
