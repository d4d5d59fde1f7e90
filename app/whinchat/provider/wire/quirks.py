"""Departures from the documented stream, counted for the curious."""

from enum import StrEnum


class Quirk(StrEnum):
    """A departure that was met and put up with."""

    ALPHA_DIALECT = "dialect of the alpha page"
    BAD_JSON = "frames that are not JSON"
    CHAT_CHUNKS = "Chat-Completions chunks"
    IDS_CHANGED = "item ids that change"
    JSON_FOR_STREAM = "a document instead of a stream"
    LATE_DELTA = "a delta after the end of its part"
    NO_DELTAS = "text without deltas"
    NO_INDEX = "no indices"
    NO_OUTPUT_AT_END = "no output in the final snapshot"
    NO_TERMINAL_EVENT = "no terminal event"
    NO_TYPE = "events without a type"
    UNKNOWN_EVENT = "unknown events"
