"""Text in any pieces to lines, ended as Markdown ends them."""

import re

# U+2028 and its like end no line here, so str.splitlines() would cut too often.
_LINE_END = re.compile(r"\r\n?|\n")


class LineAssembler:
    """Gathers pieces of text and gives the lines that have ended."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._ended_in_return = False

    def feed(self, piece: str) -> list[str]:
        r"""Return the lines that end in ``piece``, without their ends.

        CR, LF and CRLF end a line, also a CRLF that comes in two pieces; U+0000 becomes U+FFFD.
        """
        if not piece:
            return []
        if self._ended_in_return and piece[0] == "\n":
            piece = piece[1:]
            self._ended_in_return = False
            if not piece:
                return []
        self._ended_in_return = piece[-1] == "\r"
        first, *rest = _LINE_END.split(piece.replace("\0", "\ufffd"))
        self._pieces.append(first)
        if not rest:
            return []
        lines = ["".join(self._pieces), *rest]
        self._pieces = [lines.pop()]
        return lines

    @property
    def unfinished(self) -> str:
        """Return what has come of the line that has not ended."""
        if len(self._pieces) > 1:
            self._pieces = ["".join(self._pieces)]
        return self._pieces[0] if self._pieces else ""
