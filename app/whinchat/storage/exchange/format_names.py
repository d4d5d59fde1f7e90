"""The formats in which a conversation can leave."""

from enum import StrEnum


class Format(StrEnum):
    """A kind of file that a conversation can be written to."""

    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    ODT = "odt"
    TEXT = "text"
    JSON = "json"
    ARCHIVE = "archive"
    """JSON in a zip, with the attachments beside it."""

    @property
    def suffix(self) -> str:
        """Return the end of the file's name, with its dot."""
        return _SUFFIXES[self]

    @property
    def label(self) -> str:
        """Return what to call it before a person."""
        return _LABELS[self]

    @property
    def draws_formulas(self) -> bool:
        """Tell whether formulas are drawn in it rather than written as TeX."""
        return self in (Format.HTML, Format.PDF, Format.ODT)


_SUFFIXES = {
    Format.MARKDOWN: ".md",
    Format.HTML: ".html",
    Format.PDF: ".pdf",
    Format.ODT: ".odt",
    Format.TEXT: ".txt",
    Format.JSON: ".json",
    Format.ARCHIVE: ".zip",
}
_LABELS = {
    Format.MARKDOWN: "Markdown",
    Format.HTML: "Web page",
    Format.PDF: "PDF",
    Format.ODT: "OpenDocument text",
    Format.TEXT: "Plain text",
    Format.JSON: "JSON",
    Format.ARCHIVE: "JSON with attachments",
}
