"""A scene of diagrams: drawn where they can be, code with a note where not."""

from PySide6.QtWidgets import QWidget

from fakes.entries import reply
from scenes.scene import Scene
from whinchat.ui.theme.theme import Theme
from whinchat.ui.transcript.transcript import Transcript

_FLOW = """flowchart LR
  A[Type a message] --> B{Provider ready?}
  B -- yes --> C[Stream the reply]
  B -- no --> D[Keep a draft]
  C --> E[(Journal)]"""
_SEQUENCE = """sequenceDiagram
  participant U as User
  participant W as Whinchat
  U->>W: Enter
  W-->>U: words, as they come
  Note over W: saved first"""
_PATIENCE_SECONDS = 100.0
"""A computer that runs all tests at once is not at leisure."""
_BROKEN = "flowchart TD\n  A -->"


def build_diagrams(theme: Theme) -> QWidget:
    """A flow, a sequence, and one that is wrong."""
    shown = Transcript(theme)
    shown._board._stage.diagrams.patience_seconds = _PATIENCE_SECONDS
    fenced = (f"```mermaid\n{source}\n```" for source in (_FLOW, _SEQUENCE, _BROKEN))
    shown.show_entries([reply("This is how it goes:\n\n" + "\n\n".join(fenced))])
    return shown


SCENES = (Scene("transcript-diagrams", build_diagrams, (828, 864)),)
