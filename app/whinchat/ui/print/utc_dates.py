"""The dates of a PDF of Qt's made to say nothing of where it was written."""

import re
from datetime import UTC, datetime

_INFO = re.compile(rb"\(D:(\d{14})([+-]\d\d)'(\d\d)'\)")
_METADATA = re.compile(rb'"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([+-]\d\d):(\d\d)"')
_END_OF_METADATA = b"endstream"


def dates_in_utc(beginning: bytes) -> bytes:
    """Return the first bytes of a PDF with its dates in UTC; no byte changes its place."""
    head, mark, rest = beginning.partition(_END_OF_METADATA)
    head = _INFO.sub(_info, head)
    return _METADATA.sub(_metadata, head) + mark + rest


def _info(found: re.Match[bytes]) -> bytes:
    return f"(D:{_utc(found, '%Y%m%d%H%M%S')}+00'00')".encode()


def _metadata(found: re.Match[bytes]) -> bytes:
    return f'"{_utc(found, "%Y-%m-%dT%H:%M:%S")}+00:00"'.encode()


def _utc(found: re.Match[bytes], form: str) -> str:
    moment, hours, minutes = (group.decode() for group in found.groups())
    local = datetime.strptime(f"{moment}{hours}{minutes}", f"{form}%z")
    return local.astimezone(UTC).strftime(form)
