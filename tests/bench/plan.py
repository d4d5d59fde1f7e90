"""Which benchmarks there are, and what each is compared with."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What a case is in its benchmark."""

    OURS = "Whinchat"
    NAIVE = "naive"
    FLOOR = "floor"


@dataclass(frozen=True, slots=True)
class Case:
    """Something to measure in a process of its own."""

    part: Part
    what: str
    function: str
    """Module and name: ``splitting:ours``."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Cases that do the same work in different ways, measured in turn."""

    name: str
    what: str
    cases: tuple[Case, ...]


BENCHMARKS = (
    Benchmark(
        "streaming",
        "A reply of 20,000 deltas of 4 characters, as fast as they come, from a server's socket to "
        "disk and window",
        (
            Case(Part.OURS, "the program", "streaming:ours"),
            Case(Part.NAIVE, "`setMarkdown` for each delta (sampled)", "browsing:naive"),
            Case(Part.FLOOR, "`insertText` for each delta, painted every 17", "browsing:plain"),
            Case(Part.FLOOR, "events and JSON parsed, nothing shown", "browsing:parsing"),
        ),
    ),
    Benchmark(
        "trickle",
        "100 deltas of 4 characters a second, for 10 seconds",
        (
            Case(Part.OURS, "the program", "streaming:trickle"),
            Case(Part.NAIVE, "`setMarkdown` for each delta", "browsing:naive_trickle"),
            Case(Part.FLOOR, "`insertText` for each delta, painted each", "browsing:plain_trickle"),
        ),
    ),
    Benchmark(
        "rush",
        "A reply of 20,000 deltas of 4 characters, 1,000 a second",
        (
            Case(Part.OURS, "the program", "streaming:rush"),
            Case(
                Part.NAIVE, "`setMarkdown` for each delta, painted each (sampled)", "browsing:naive"
            ),
            Case(
                Part.FLOOR, "`insertText` for each delta, painted every 17", "browsing:plain_rush"
            ),
        ),
    ),
    Benchmark(
        "length",
        "1,000 deltas of 4 characters, 100 a second, at the end of what has come already",
        (
            Case(Part.OURS, "the program, after 10 kB", "streaming:into_short"),
            Case(Part.OURS, "the program, after 1 MB", "streaming:into_long"),
            Case(Part.NAIVE, "`setMarkdown`, after 1 MB (sampled)", "browsing:naive_into_long"),
            Case(
                Part.FLOOR, "`insertText`, painted each, after 10 kB", "browsing:plain_into_short"
            ),
            Case(Part.FLOOR, "`insertText`, painted each, after 1 MB", "browsing:plain_into_long"),
        ),
    ),
    Benchmark(
        "start",
        "From the start of the process to the first paint",
        (
            Case(Part.OURS, "the program", "starting:ours"),
            Case(Part.OURS, "the program, 3 seconds later", "starting:settled"),
            Case(Part.FLOOR, "an empty `QMainWindow`", "starting:bare"),
        ),
    ),
    Benchmark(
        "list",
        "A list of 10,000 conversations, from the first paint of the window to that of the list",
        (
            Case(Part.OURS, "the program", "listing:known"),
            Case(Part.OURS, "the program, without its cache", "listing:unknown"),
            Case(Part.FLOOR, "names and stamps of the files alone", "listing:floor"),
        ),
    ),
    Benchmark(
        "save",
        "50 messages more in a conversation of 1,000",
        (
            Case(Part.OURS, "journal for each, file at the end", "saving:ours"),
            Case(Part.NAIVE, "`json.dump` of all for each, synced", "saving:naive"),
            Case(Part.FLOOR, "one line for each, synced", "saving:floor"),
        ),
    ),
    Benchmark(
        "save-long",
        "Single messages into a conversation of 100,000 (158 MB), each on the disk itself",
        (
            Case(Part.OURS, "100, one after the other", "saving_long:ours"),
            Case(Part.OURS, "as many as come while the file is folded", "saving_long:in_a_fold"),
            Case(Part.OURS, "5, and leaving the conversation", "saving_long:leaving"),
            Case(Part.NAIVE, "2, `json.dump` of all for each, synced", "saving_long:naive"),
            Case(Part.FLOOR, "100 lines, synced", "saving_long:floor"),
        ),
    ),
    Benchmark(
        "splitting",
        "80,000 characters of Markdown in 20,000 deltas to blocks",
        (
            Case(Part.OURS, "block by block", "splitting:ours"),
            Case(Part.NAIVE, "all of it parsed for each delta (sampled)", "splitting:naive"),
            Case(Part.FLOOR, "all of it parsed once", "splitting:floor"),
        ),
    ),
    Benchmark(
        "read-1k",
        "A conversation of 1,000 messages of 1,200 characters, from its file to the screen",
        (
            Case(Part.OURS, "the program", "opening:read_1k"),
            Case(Part.NAIVE, "one `setMarkdown`, texts at hand", "naive_reading:open_1k"),
            Case(Part.FLOOR, "one message, at hand", "naive_reading:open_one"),
        ),
    ),
    Benchmark(
        "read-100k",
        "A conversation of 100,000 messages, from its file to the screen",
        (
            Case(Part.OURS, "the program", "opening:read_100k"),
            Case(Part.FLOOR, "read, and decoded at once", "opening:floor_read"),
        ),
    ),
    Benchmark(
        "open-10k",
        "A conversation of 10,000 messages that was read already, to the screen",
        (
            Case(Part.OURS, "the program", "opening:open_10k"),
            Case(Part.NAIVE, "one `setMarkdown` (sampled)", "naive_reading:open_10k"),
            Case(Part.FLOOR, "one message", "naive_reading:open_one"),
        ),
    ),
    Benchmark(
        "open-100k",
        "The same with 100,000 messages",
        (
            Case(Part.OURS, "the program", "opening:open_100k"),
            Case(Part.NAIVE, "one `setMarkdown` (sampled)", "naive_reading:open_100k"),
            Case(Part.FLOOR, "one message", "naive_reading:open_one"),
        ),
    ),
    Benchmark(
        "filter",
        "39 keys typed into the list's field with 10,000 conversations, the list painted each time",
        (
            Case(Part.OURS, "words, tags and folders", "filtering:ours"),
            Case(Part.FLOOR, "`QSortFilterProxyModel`, titles alone", "filtering:proxy"),
        ),
    ),
    Benchmark(
        "search",
        "30 questions to 100,000 messages (200 MB), each five times, as far as the first results; "
        "a step is a question",
        (
            Case(Part.OURS, "the index", "searching:ours"),
            Case(Part.NAIVE, "each file read and looked at, five questions", "searching:naive"),
            Case(Part.FLOOR, "forty texts taken by their keys", "searching:floor"),
        ),
    ),
    Benchmark(
        "search-index",
        "The index of 100,000 messages (200 MB), from nothing",
        (
            Case(Part.OURS, "the index", "searching:build"),
            Case(Part.FLOOR, "all files parsed", "searching:parse"),
        ),
    ),
    Benchmark(
        "search-panel",
        "The panel opened over 100,000 messages and 28 keys typed, ten a second; then the program "
        "at rest for ten seconds",
        (
            Case(Part.OURS, "the program, typed into", "searching:panel"),
            Case(Part.OURS, "the program at rest", "searching:rest"),
        ),
    ),
    Benchmark(
        "scroll",
        "400 frames through 10,000 messages: the wheel, then the handle of the scroll bar",
        (
            Case(Part.OURS, "the program", "opening:scroll_10k"),
            Case(Part.NAIVE, "one text of 1,000 messages, the wheel alone", "naive_reading:scroll"),
            Case(Part.FLOOR, "a screen of strings, drawn each", "naive_reading:scroll_lines"),
        ),
    ),
    Benchmark(
        "resize",
        "100 frames of another size of the window, with 10,000 messages open",
        (
            Case(Part.OURS, "the program", "opening:resize_10k"),
            Case(Part.NAIVE, "one text of 1,000 messages, 20 frames", "naive_reading:resize"),
            Case(Part.FLOOR, "a screen of strings, drawn each", "naive_reading:resize_lines"),
        ),
    ),
    Benchmark(
        "hostile",
        "132 texts of a million characters that are made to be slow, one after the other: shown, "
        "scrolled through, resized",
        (Case(Part.OURS, "the transcript", "hostile:ours"),),
    ),
)
