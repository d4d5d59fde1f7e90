"""Scenes of the export dialog."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from scenes.scene import Scene
from whinchat.domain.values import ConversationId
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.options import ExportPlan
from whinchat.ui.exporting.dialog import ExportDialog
from whinchat.ui.exporting.order import MANY, Order, Scope
from whinchat.ui.theme.theme import Theme

FOLDER = Path("/home/you/Documents")
ONE = Scope("“Retry politely”", (ConversationId("1"),), "Retry politely")
ALL = Scope("All conversations (1,204)", tuple(map(ConversationId, map(str, range(1204)))), MANY)


def _one(theme: Theme) -> QWidget:
    return ExportDialog(
        theme, [ONE, ALL], Order(ONE, ExportPlan(Format.PDF), FOLDER, ONE.name), None
    )


def _many(theme: Theme) -> QWidget:
    order = Order(ALL, ExportPlan(Format.MARKDOWN), FOLDER, ALL.name, as_zip=True)
    dialog = ExportDialog(theme, [ALL], order, None)
    dialog.show_progress(318, len(ALL.ids))
    return dialog


def _failed(theme: Theme) -> QWidget:
    order = Order(ALL, ExportPlan(Format.MARKDOWN), FOLDER, ALL.name)
    dialog = ExportDialog(theme, [ALL], order, None)
    dialog.show_trouble(
        "1,203 were exported, 1 could not be.\n“Birds”: birds.json is damaged. Its end is missing."
    )
    return dialog


SCENES = (
    Scene("export-one", _one, (560, 590)),
    Scene("export-many", _many, (560, 660)),
    Scene("export-failed", _failed, (560, 660)),
)
