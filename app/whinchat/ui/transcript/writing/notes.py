"""Footnotes in a text: a small raised number that leads to the note, and a sign that leads back."""

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument

from whinchat.ui.document_pieces import fragments_in
from whinchat.ui.transcript.writing.signs import WAY_BACK, added_format
from whinchat.ui.transcript.writing.typography import Typography

_TO_NOTE = "#note:"
_BACK = "#back:"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def write_reference(
    cursor: QTextCursor, meta: dict[str, object], base: QTextCharFormat, typography: Typography
) -> None:
    """Write the number of a note as a link to it, which tells how the note begins."""
    label, number = str(meta["label"]), str(meta["number"])
    form = _link(base, f"{_TO_NOTE}{label}", typography)
    form.setAnchorNames([_name(_BACK, label)])
    form.setToolTip(f"{number}. {meta['words']}")
    cursor.insertText(number.translate(_RAISED), form)


def write_number(cursor: QTextCursor, meta: dict[str, object], base: QTextCharFormat) -> None:
    """Write the number of a note before its words."""
    form = QTextCharFormat(base)
    form.setAnchorNames([_name(_TO_NOTE, str(meta["label"]))])
    cursor.insertText(str(meta["number"]).translate(_RAISED), form)
    cursor.insertText("\u2009", base)


def write_way_back(
    cursor: QTextCursor, meta: dict[str, object], base: QTextCharFormat, typography: Typography
) -> None:
    """Write the link from a note to where it is first referred to; it is not copied."""
    form = added_format(_link(base, f"{_BACK}{meta['label']}", typography))
    form.setToolTip("Back to the text")
    cursor.insertText(f"\u00a0{WAY_BACK}", form)


def is_inner(address: str) -> bool:
    """Tell whether a link leads to another place in the same message."""
    return address.startswith((_TO_NOTE, _BACK))


def leads_to_note(address: str) -> bool:
    """Tell whether a link within a message leads to a note, rather than back from it."""
    return address.startswith(_TO_NOTE)


def label_of(address: str) -> str:
    """Return the label of the note that a link within a message is about."""
    return address.removeprefix(_TO_NOTE).removeprefix(_BACK)


def anchor_of(address: str) -> str:
    """Return the name of the anchor that a link within a message leads to."""
    return address.removeprefix("#")


def cursor_at_anchor(document: QTextDocument, name: str) -> QTextCursor | None:
    """Return a cursor at an anchor of a document; ``None`` where there is none of that name."""
    for fragment in fragments_in(document):
        if name in fragment.charFormat().anchorNames():
            cursor = QTextCursor(document)
            cursor.setPosition(fragment.position())
            return cursor
    return None


def _name(kind: str, label: str) -> str:
    return anchor_of(f"{kind}{label}")


def _link(base: QTextCharFormat, address: str, typography: Typography) -> QTextCharFormat:
    link = QTextCharFormat(base)
    link.setAnchor(True)
    link.setAnchorHref(address)
    link.setForeground(QColor(typography.tokens.accent))
    return link
