"""Writes down what windows say to a screen reader by themselves, a JSON line for each event.

Run by the system's own Python, which has the accessibility bindings.
"""

import json
from typing import Any

import gi  # type: ignore[import-not-found, unused-ignore]  # only the system's Python has it

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found, unused-ignore]  # noqa: E402 - only now

_EVENTS = ("object:announcement", "object:property-change:accessible-name")


def _write_down(event: Any) -> None:
    try:
        role = event.source.get_role_name()
    except GLib.Error:
        role = ""
    said = {"event": event.type.split(":")[1], "words": str(event.any_data or ""), "role": role}
    print(json.dumps(said), flush=True)  # noqa: T201 - its output


def main() -> None:
    """Listen until the process is ended."""
    listener = Atspi.EventListener.new(_write_down)
    for event in _EVENTS:
        listener.register(event)
    print(json.dumps({"event": "ready", "words": "", "role": ""}), flush=True)  # noqa: T201 - its output
    Atspi.event_main()


if __name__ == "__main__":
    main()
