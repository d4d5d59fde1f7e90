"""A scene of tables: narrow, with words that wrap, and wider than the page."""

from PySide6.QtWidgets import QWidget

from fakes.entries import reply
from scenes.scene import Scene
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
)
_DRAWBACK = "A slow worker has to renew it in time"
_TEXT = rf"""Small:

| Sign | Meaning | Left | Middle | Right |
|---|---|:--|:-:|--:|
| `\|` | a bar | x | x | x |
| $x^2$ | [a link](https://example.org) and **strength** | long | longer | longest |
|  | nothing before |  | ~~gone~~ | 1,000 |

Words that wrap:

| Way | What is good about it | What is not |
|---|---|---|
| Lease | Runs out by itself when a worker dies, and needs nobody who looks after it | {_DRAWBACK} |
| Lock | Simple | Is held for as long as the connection is open, and nobody sees how long that is |

Too wide:

| Year | {" | ".join(_MONTHS)} |
|---|{"--:|" * len(_MONTHS)}
| 2023 | {" | ".join(f"{place * 1_137:,}" for place in range(1, 12))} |
| 2024 | {" | ".join(f"{place * 2_411:,}" for place in range(1, 12))} |

After it."""


def build_tables(theme: Theme) -> QWidget:
    """Three tables with words between them."""
    shown = Transcript(theme)
    shown.show_entries([reply(_TEXT)])
    return shown


SCENES = (
    Scene("transcript-tables", build_tables, (828, 600)),
    Scene("transcript-tables-narrow", build_tables, (480, 720), scales=(1,)),
)
