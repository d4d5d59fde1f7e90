"""What of a conversation leaves with an export, as the user chooses it."""

from dataclasses import dataclass, fields

from whinchat.domain.values import Json, JsonObject
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


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """How conversations leave: the format, and what is in it."""

    file_format: Format = Format.MARKDOWN
    options: ExportOptions = ExportOptions()


def plan_to_json(plan: ExportPlan) -> JsonObject:
    """Return a plan as the settings keep it."""
    names = (field.name for field in fields(ExportOptions))
    chosen: dict[str, Json] = {name: bool(getattr(plan.options, name)) for name in names}
    return {"format": plan.file_format.value, **chosen}


def plan_from_json(document: JsonObject) -> ExportPlan:
    """Return the plan that was kept; what is missing or odd has its default."""
    chosen = {
        field.name: value
        for field in fields(ExportOptions)
        if isinstance(value := document.get(field.name), bool)
    }
    name = document.get("format")
    known = next((kind for kind in Format if kind == name), Format.MARKDOWN)
    return ExportPlan(known, ExportOptions(**chosen))
