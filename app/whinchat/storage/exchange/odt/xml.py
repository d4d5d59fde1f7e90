"""Text as XML of OpenDocument has it, where blanks, tabs and line ends are elements."""

import re
from html import escape

# What XML 1.0 cannot hold in any form.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LAID_OUT = re.compile(r"\r\n|[\r\n\u2028]|\t|(?:(?<=\n)|(?<=\r)|(?<=\t)|^) +| {2,}")


def xml(text: str) -> str:
    """Return text for between tags or for an attribute."""
    return escape(_FORBIDDEN.sub("\ufffd", text))


def laid_out(text: str) -> str:
    """Return text with its lines, tabs and blanks as they are."""
    position, pieces = 0, []
    for found in _LAID_OUT.finditer(text):
        pieces += [xml(text[position : found.start()]), _element(found[0])]
        position = found.end()
    return "".join([*pieces, xml(text[position:])])


def flowing(text: str) -> str:
    """Return text whose blanks are only what parts words."""
    return xml(" ".join(re.split(r"[ \t\r\n]+", text)))


def _element(layout: str) -> str:
    if layout == "\t":
        return "<text:tab/>"
    if layout[0] == " ":
        return f'<text:s text:c="{len(layout)}"/>'
    return "<text:line-break/>"
