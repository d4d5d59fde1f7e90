"""The formats in which a conversation can leave, and the names of such files."""

import re
import unicodedata
from enum import StrEnum

from whinchat.domain.conversation import Conversation
from whinchat.storage.exchange.html_page import to_html
from whinchat.storage.exchange.json_document import to_json
from whinchat.storage.exchange.markdown_text import to_markdown
from whinchat.storage.exchange.plain_text import to_text
from whinchat.storage.exchange.record import record_of

_LONGEST_NAME_BYTES = 120
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# What Windows keeps for devices, with any suffix.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


class Format(StrEnum):
    """A kind of file that a conversation can be written to."""

    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"
    JSON = "json"

    @property
    def suffix(self) -> str:
        """Return the end of the file's name, with its dot."""
        return {"markdown": ".md", "html": ".html", "text": ".txt", "json": ".json"}[self]

    @property
    def label(self) -> str:
        """Return what to call it before a person."""
        return {"markdown": "Markdown", "html": "Web page", "text": "Plain text", "json": "JSON"}[
            self
        ]


def export(conversation: Conversation, file_format: Format) -> bytes:
    """Return the branch that is shown as a file, in UTF-8.

    Says nothing but what was said, by whom and when: no key, no unknown field, no server's words.
    """
    match file_format:
        case Format.MARKDOWN:
            return to_markdown(record_of(conversation)).encode()
        case Format.HTML:
            return to_html(record_of(conversation)).encode()
        case Format.TEXT:
            return to_text(record_of(conversation)).encode()
        case Format.JSON:
            return to_json(conversation)


def suggested_name(conversation: Conversation, file_format: Format) -> str:
    """Return a file name from the title that every system takes, without a folder."""
    title = unicodedata.normalize("NFC", record_of(conversation).title)
    visible = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in title)
    words = " ".join(_FORBIDDEN.sub(" ", visible).split())
    name = words.encode()[:_LONGEST_NAME_BYTES].decode(errors="ignore").strip(" .-~")
    if not name or _DEVICES.fullmatch(name):
        name = f"Conversation {name}".strip()
    return name + file_format.suffix
