"""Conversations as files of every format, piece by piece."""

from collections.abc import Iterator

from whinchat.domain.conversation import Conversation
from whinchat.storage.exchange.archive import to_archive
from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.html_page import to_html
from whinchat.storage.exchange.json_document import to_json
from whinchat.storage.exchange.markdown_text import to_markdown
from whinchat.storage.exchange.materials import Materials
from whinchat.storage.exchange.odt.document import to_odt
from whinchat.storage.exchange.options import ExportPlan
from whinchat.storage.exchange.plain_text import to_text
from whinchat.storage.exchange.record import record_of


def export(conversation: Conversation, plan: ExportPlan, materials: Materials) -> Iterator[bytes]:
    """Yield a conversation as a file, text in UTF-8.

    It says nothing but what was said, by whom, when and at what cost, as far as that is wanted: no
    key, no unknown field, no server's words. Raises whatever ``materials`` does.
    """
    for piece in _pieces(conversation, plan, materials):
        materials.check()
        yield piece


def _pieces(conversation: Conversation, plan: ExportPlan, materials: Materials) -> Iterator[bytes]:
    record = record_of(conversation, plan.options)
    match plan.file_format:
        case Format.JSON:
            return to_json(conversation, plan.options)
        case Format.ARCHIVE:
            return to_archive(conversation, plan.options, materials)
        case Format.PDF:
            return materials.print(record, materials)
        case Format.ODT:
            return to_odt(record, materials)
        case Format.HTML:
            text = to_html(record, materials)
        case Format.TEXT:
            text = to_text(record)
        case Format.MARKDOWN:
            text = to_markdown(record)
    return (piece.encode() for piece in text)
