"""What can be done with a formula besides reading it."""

from functools import partial

from whinchat.ui.transcript.clipboard import copy_formula
from whinchat.ui.transcript.rows.row import Command, Thing


def formula_thing(tex: str) -> Thing:
    """Return a formula for menus."""
    return Thing("Formula", tex, (Command("Copy formula", partial(copy_formula, tex)),))
