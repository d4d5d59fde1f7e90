"""Exports in memory, for tests of what is in them."""

from whinchat.domain.conversation import Conversation
from whinchat.storage.exchange.finding import WantedFormula
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.formats import export
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.options import ExportOptions, ExportPlan

WRITTEN_BY_US = tuple(kind for kind in Format if kind is not Format.PDF)
"""The formats that need no Qt."""
AS_TEXT = tuple(kind for kind in Format if kind.suffix in (".md", ".html", ".txt", ".json"))


def exported(
    conversation: Conversation,
    file_format: Format,
    options: ExportOptions | None = None,
    materials: Materials | None = None,
) -> bytes:
    """Return a conversation as a file."""
    plan = ExportPlan(file_format, options or ExportOptions())
    return b"".join(export(conversation, plan, materials or Materials()))


class NoPress:
    """Draws nothing and prints nothing."""

    async def materials(self, _formulas: frozenset[WantedFormula]) -> Materials:
        """Return nothing but words."""
        return Materials()
