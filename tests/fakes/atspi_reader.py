"""Reads and works the windows on a desktop as a screen reader does; a JSON line for each request.

Run by the system's own Python, which has the accessibility bindings; requests are
``{"verb": "find", "name": "Message", "role": "text"}`` and the like on standard input. A name that
ends in “…” is the beginning of one.
"""

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import gi  # type: ignore[import-not-found, unused-ignore]  # only the system's Python has it

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found, unused-ignore]  # noqa: E402 - only now

_STATES = ("showing", "enabled", "focusable", "focused", "selected", "editable")
_NEW_ROLES = {"button": "push button"}
"""What later versions call a role."""


def _objects() -> Iterator[Any]:
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        app = desktop.get_child_at_index(place)
        if app is not None:
            # Names change while a reply streams; a cache would need a loop that hears of it.
            app.set_cache_mask(Atspi.Cache.NONE)
            yield from _subtree(app)


def _subtree(node: Any) -> Iterator[Any]:
    yield node
    for child in _children(node):
        yield from _subtree(child)


def _children(node: Any) -> Iterator[Any]:
    for place in range(_asked(node.get_child_count, 0)):
        child = _asked(partial(node.get_child_at_index, place), None)
        if child is not None:
            yield child


def _asked(question: Callable[[], Any], otherwise: Any) -> Any:
    """Ask an object that may be gone by now."""
    try:
        return question()
    except GLib.Error:
        return otherwise


def _find(name: str, role: str = "") -> Any:
    for node in _objects():
        if _is_called(node, name) and role in ("", _role(node)) and _is(node, "showing"):
            return node
    return None


def _is_called(node: Any, name: str) -> bool:
    found: str = _asked(node.get_name, "")
    return found.startswith(name[:-1]) if name.endswith("…") else found == name


def _role(node: Any) -> str:
    role: str = _asked(node.get_role_name, "")
    return _NEW_ROLES.get(role, role)


def _is(node: Any, state: str) -> bool:
    states = _asked(node.get_state_set, None)
    return states is not None and states.contains(getattr(Atspi.StateType, state.upper()))


def _seen(node: Any) -> dict[str, Any]:
    return {
        "name": _asked(node.get_name, ""),
        "role": _role(node),
        "description": _asked(node.get_description, ""),
        "text": _asked(lambda: Atspi.Text.get_text(node, 0, -1), ""),
        "states": [state for state in _STATES if _is(node, state)],
    }


def _needed(name: str, role: str = "") -> Any:
    node = _find(name, role)
    if node is None:
        raise LookupError(f"nothing is named {name!r} {role}")
    return node


def _press(name: str, role: str = "") -> None:
    node = _needed(name, role)
    if not Atspi.Action.do_action(node, 0):
        raise LookupError(f"{name!r} has no action")


def _focus(node: Any) -> bool:
    return bool(Atspi.Component.grab_focus(node))


def _place(node: Any) -> list[int]:
    area = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
    return [area.x, area.y, area.width, area.height]


_ON_SCREEN: dict[str, Callable[[Any], Any]] = {"focus": _focus, "place": _place}


def _write(name: str, text: str) -> None:
    node = _needed(name)
    if not Atspi.EditableText.set_text_contents(node, text):
        raise LookupError(f"{name!r} takes no text")


def _answer(verb: str, **about: str) -> Any:
    match verb:
        case "find":
            node = _find(**about)
            return None if node is None else _seen(node)
        case "all":
            return [_seen(node) for node in _objects()]
        case "press":
            return _press(**about)
        case "write":
            return _write(**about)
        case "focus" | "place":
            return _ON_SCREEN[verb](_needed(**about))
        case "children":
            return [_seen(node) for node in _children(_needed(**about))]
    raise LookupError(verb)


def main() -> None:
    """Answer until nobody asks any more."""
    for line in sys.stdin:
        try:
            answer = {"answer": _answer(**json.loads(line))}
        except (LookupError, GLib.Error) as error:
            answer = {"error": str(error)}
        print(json.dumps(answer), flush=True)  # noqa: T201 - its output


if __name__ == "__main__":
    main()
