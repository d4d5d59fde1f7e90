"""What the export dialog asks for, and where it would be written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from whinchat.domain.values import ConversationId
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.names import Names
from whinchat.storage.exchange.options import ExportPlan, plan_from_texts, plan_to_texts

MANY = "Whinchat conversations"


@dataclass(frozen=True, slots=True)
class Scope:
    """Conversations that can be exported together."""

    label: str
    ids: tuple[ConversationId, ...]
    name: str
    """What their file or folder is called unless the user calls it otherwise."""


@dataclass(frozen=True, slots=True)
class Order:
    """Everything that the dialog's user chose."""

    scope: Scope
    plan: ExportPlan
    folder: Path
    """Where the file, the folder of files or the zip is put."""
    name: str
    """Of the file, the folder or the zip, without suffix."""
    as_zip: bool = False
    """Several in one zip rather than in a folder."""

    @property
    def is_single(self) -> bool:
        """Tell whether one conversation becomes one file."""
        return len(self.scope.ids) == 1

    @property
    def becomes_folder(self) -> bool:
        """Tell whether a folder is made, with a file for each conversation."""
        return not self.is_single and not self.as_zip

    def path(self, taken: Iterable[str]) -> Path:
        """Return what is made, under a name that is none of those taken in the folder."""
        if self.is_single:
            suffix = self.plan.file_format.suffix
        else:
            suffix = Format.ARCHIVE.suffix if self.as_zip else ""
        return self.folder / Names(taken).unique(self.name, suffix)

    def sentence(self, taken: Iterable[str]) -> str:
        """Return what will be written, for the user to read."""
        if not self.scope.ids:
            return "There is nothing to export."
        path = self.path(taken)
        where = f"“{path.name}” in {self.folder}"
        if self.is_single:
            return f"Writes {where}."
        kind = self.plan.file_format.label
        return f"Writes {len(self.scope.ids):,} files ({kind}) into {where}."


def order_to_texts(order: Order) -> dict[str, str]:
    """Return what is remembered of an order."""
    as_zip = "yes" if order.as_zip else "no"
    return {**plan_to_texts(order.plan), "folder": str(order.folder), "as_zip": as_zip}


def remembered_order(scope: Scope, texts: Mapping[str, str], usual_folder: Path) -> Order:
    """Return an order like the last one; whether its folder is still there is not known."""
    kept = Path(texts.get("folder", ""))
    folder = kept if kept.is_absolute() else usual_folder
    as_zip = texts.get("as_zip") == "yes"
    return Order(scope, plan_from_texts(texts), folder, scope.name, as_zip)
