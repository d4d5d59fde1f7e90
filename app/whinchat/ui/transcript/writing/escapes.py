"""Escape sequences of terminals, which mean nothing outside one."""

import re

# Colours and movements (CSI), titles and links (OSC), the short ones; and one that is cut at the
# end of a text, since the rest of it may be still to come.
_SEQUENCES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]{0,500}(?:\x07|\x1b\\)|[ -/]*[0-Z\\^-~]"
    r"|\[[0-?]*[ -/]*\Z|\][^\x07\x1b\n]{0,500}\x1b?\Z|\Z)"
)


def without_escapes(text: str) -> str:
    """Return the text without a terminal's sequences; half a one at the end is left out too."""
    return _SEQUENCES.sub("", text) if "\x1b" in text else text
