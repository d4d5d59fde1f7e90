"""Why something is not imported, said for a person."""

from whinchat.domain.errors import WhinchatError


class Refused(WhinchatError):
    """A file, or one conversation in it, is not imported; the message says why."""


class CutShort(Refused):
    """A file ends before what it holds does; what came before the end can be had."""
