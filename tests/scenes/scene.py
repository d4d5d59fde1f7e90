"""A scene: widgets with made-up data, drawn by the golden pictures and shown by the gallery."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from whinchat.ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: ``build`` makes the widget, ``size`` is its width and height."""

    name: str
    build: Callable[[Theme], QWidget]
    size: tuple[int, int]
    scales: tuple[int, ...] = (1, 2)
    """Device pixels to a logical one; a large scene may do with one."""
    needs_fonts: bool = False
    """Whether letters come from the system's fonts, so that they look the same nowhere else."""
    is_active: bool = False
    """Whether the window has the keyboard, so that a focus and a caret show."""


def all_scenes() -> dict[str, Scene]:
    """Return the scenes of every module beside this one, each in a tuple called ``SCENES``."""
    found: dict[str, Scene] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        scenes = getattr(importlib.import_module(f"scenes.{module.name}"), "SCENES", ())
        found.update({scene.name: scene for scene in scenes})
    return found
