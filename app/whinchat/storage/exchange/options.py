"""What of a conversation leaves with an export, as the user chooses it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from whinchat.storage.exchange.format_names import Format


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What is said besides the words themselves. JSON is whole with all of it."""

    all_branches: bool = False
    """Every version of every message, not the branch that is shown alone."""
    reasoning: bool = True
    sources: bool = True
    cost: bool = True
    """Tokens, money and seconds of each reply."""
    times: bool = True
    instructions: bool = True


OPTION_NAMES = tuple(field.name for field in fields(ExportOptions))
_WORDS = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """How conversations leave: the format, and what is in it."""

    file_format: Format = Format.MARKDOWN
    options: ExportOptions = ExportOptions()


def plan_to_texts(plan: ExportPlan) -> dict[str, str]:
    """Return a plan as the settings keep it."""
    chosen = {name: getattr(plan.options, name) for name in OPTION_NAMES}
    return {"format": plan.file_format, **{name: _WORDS[on] for name, on in chosen.items()}}


def plan_from_texts(texts: Mapping[str, str]) -> ExportPlan:
    """Return the plan that was kept; what is missing or odd has its default."""
    answers = {word: on for on, word in _WORDS.items()}
    chosen = {name: answers[texts[name]] for name in OPTION_NAMES if texts.get(name) in answers}
    known = {kind.value: kind for kind in Format}
    file_format = known.get(texts.get("format", ""), Format.MARKDOWN)
    return ExportPlan(file_format, replace(ExportOptions(), **chosen))
