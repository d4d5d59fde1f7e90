"""Every family of hostile texts in one window: the longest gap, and what it holds.

`python -m bench.hostile [CHARACTERS] [PART OF A NAME] [--write]` tells of each family by itself.
"""

import gc
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from bench.figures import Figures, Watch, resident_mib, share_of
from bench.heartbeat import Heartbeat
from bench.report import write_into_readme
from fakes.entries import reply, user
from fakes.hostile_texts import FAMILIES
from fakes.whole_texts import missing_of
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.message_view import MessageView
from whinchat.ui.transcript.stage import Stage
from whinchat.ui.transcript.transcript import Transcript

_CHARACTERS = 1_000_000
_LONGEST_SECONDS = 30.0
_WORST = 10
_AIM_MS = 100
_WRITE = "--write"
_SECTION = "hostile, by families"


@dataclass(frozen=True, slots=True)
class Told:
    """What one family took."""

    name: str
    gap_ms: float
    work_ms: float
    growth_mib: float
    missing: str
    """What of the text no row holds."""


def ours(deltas: int, _folder: Path) -> Figures:
    """Show each family with a million characters, scroll through it and resize it."""
    transcript = _transcript()
    watch = Watch()
    told = [_show(transcript, name, share_of(_CHARACTERS, deltas)) for name in FAMILIES]
    return watch.read(
        gap_ms=max(one.gap_ms for one in told), work_ms=max(one.work_ms for one in told)
    )


def _transcript() -> Transcript:
    app = _application()
    # The program too collects garbage between events alone, and never what the start made.
    gc.disable()
    transcript = Transcript(Theme(app))
    transcript.resize(1_000, 800)
    transcript.show()
    transcript.show_entries([reply("```python\na = 1\n```\n\n- a\n\n|a|\n|-|\n|b|")])
    _spin(0.5)
    return transcript


def _show(transcript: Transcript, name: str, characters: int) -> Told:
    text = FAMILIES[name](max(64, characters))
    transcript.show_entries([user("Next.")])
    gc.collect()
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
    growth = resident_mib() - before
    missing = _missing(name, text, transcript)
    return Told(name, heartbeat.longest_gap_ms, heartbeat.longest_work_ms, growth, missing)


def _missing(name: str, text: str, transcript: Transcript) -> str:
    """Say what of a text is not there, in a view of its own: rows differ in nothing but that."""
    stage = Stage(
        Theme(_application()), transcript, lambda: None, lambda _id, _act: None, lambda _n, _c: None
    )
    view = MessageView(stage, reply(text))
    view.build(640)
    while view.is_filling:
        view.fill()
    missing = missing_of(name, text, view)
    view.discard()
    return missing


def _application() -> QApplication:
    app = QApplication.instance()
    return app if isinstance(app, QApplication) else QApplication([])


def _spin(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def as_table(told: list[Told], characters: int) -> str:
    """Return the worst ten families as Markdown, and what is true of all."""
    worst = sorted(told, key=lambda one: one.work_ms, reverse=True)[:_WORST]
    slow = sum(one.work_ms > _AIM_MS for one in told)
    whole = sum(not one.missing for one in told)
    most = max(one.growth_mib for one in told)
    rows = [
        f"| {one.name} | {one.gap_ms:.0f} | {one.work_ms:.0f} | {one.growth_mib:.1f} |"
        for one in worst
    ]
    summary = (
        f"{len(told)} families of {characters:,} characters: {slow} hold the thread up for more "
        f"than {_AIM_MS} ms, {whole} are there completely, none grows by more than {most:.0f} MiB."
    )
    head = ["| the worst ten | longest gap ms | longest work ms | grown by MiB |"]
    return "\n".join([f"### {_SECTION}", "", summary, "", *head, "|---|--:|--:|--:|", *rows, ""])


def main() -> None:
    """Tell of each family that the command line names."""
    words = [word for word in sys.argv[1:] if word != _WRITE]
    characters = int(float(words[0])) if words else _CHARACTERS
    wanted = words[1] if len(words) > 1 else ""
    transcript = _transcript()
    told = []
    for name in [name for name in FAMILIES if wanted in name]:
        told.append(one := _show(transcript, name, characters))
        line = f"{one.gap_ms:7.0f} ms {one.work_ms:7.0f} ms {one.growth_mib:7.1f} MiB  {name}"
        print(line, one.missing[:20], flush=True)  # noqa: T201  # for a person
    table = as_table(told, characters)
    print(table)  # noqa: T201  # for a person
    if _WRITE in sys.argv:
        write_into_readme(Path(__file__).with_name("README.md"), {_SECTION: table})


if __name__ == "__main__":
    main()
