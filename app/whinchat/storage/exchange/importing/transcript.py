"""Conversations written as plain Markdown: our own export, and the shapes that others are fond of.

Who speaks is told by headings (``## You``, ``## Assistant``, or with pictures before the word, see
CherryHQ/cherry-studio, ``src/renderer/src/utils/export.ts``), by bold words (``**You:**``) or by
plain ones (``User:``), never inside a fence of code.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from whinchat.domain.conversation import Role
from whinchat.domain.parts import Part, ReasoningPart, TextPart
from whinchat.storage.exchange.importing.bundle import Member
from whinchat.storage.exchange.importing.imported import App
from whinchat.storage.exchange.importing.intake import Intake
from whinchat.storage.exchange.importing.lenient import moment_of
from whinchat.storage.exchange.importing.reading import Outcome, finished
from whinchat.storage.exchange.importing.refusal import Refused
from whinchat.storage.exchange.importing.sketch import Drawn, Sketch

_LARGEST_BYTES = 16 * 1024 * 1024
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.{1,200}?)[ \t]*#*$")
_BOLD = re.compile(r"\*\*(.{1,80}?)(?::\*\*|\*\*:|\*\*$)[ \t]*(.*)$")
_PLAIN = re.compile(r"([A-Z][A-Za-z ]{1,20}):[ \t]*(.*)$")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_TIME = re.compile(r"\*(\d{4}-\d\d-\d\d \d\d:\d\d) UTC\*$")
_FACTS = re.compile(
    r"\*(?=[M\d])(?:Message \d+)?(?:, )?(?:(\d{4}-\d\d-\d\d \d\d:\d\d) UTC)?\*(?:\n+|$)"
)
"""What our export says below the name of who speaks."""
_COST = re.compile(r"\n*\*[\d,]+ tokens (?:in|out)[^*\n]*\*$")
_THOUGHTS = re.compile(r"> \*Reasoning\*\n((?:>.*(?:\n|$))+)")
_NOT_WORDS = re.compile(r"^[^\w🤖👤🧑]+|[\W\d_]+$")
_USERS = {"you", "user", "human", "me", "prompt", "question", "asker"}
_ASSISTANTS = {
    *("assistant", "ai", "bot", "chatgpt", "claude", "gemini", "copilot", "deepseek", "grok"),
    *("model", "answer", "response", "reply", "llm", "gpt", "mistral", "llama", "qwen"),
}
_MOST_WORDS = 4
"""Of the name of somebody who speaks: a longer heading is one of the text."""
_INSTRUCTIONS = {"instructions", "system", "system prompt"}


@dataclass(frozen=True, slots=True)
class _Label:
    """A line that may say who speaks next."""

    line: int
    style: str
    """The same for labels that look alike."""
    name: str
    rest: str = ""


def is_transcript(text: str) -> bool:
    """Tell whether somebody speaks in a text."""
    lines = text.split("\n")
    return bool(_turns(lines, [*_labels(lines)]))


def read(member: Member, intake: Intake) -> Iterator[Outcome]:
    """Yield the conversation of one file. Raises ``Refused``."""
    data = member.read_whole(_LARGEST_BYTES)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Refused("It is not text in UTF-8.") from None
    lines = text.split("\n")
    turns = _turns(lines, [*_labels(lines)])
    if not turns:
        raise Refused("Nobody speaks in it: no line says “You” or “Assistant”.")
    sketch = Sketch(App.MARKDOWN, hashlib.sha256(data).hexdigest()[:32])
    head = lines[: turns[0].line]
    sketch.title = _title(head) or member.base_name.rpartition(".")[0]
    sketch.created_at = next(filter(None, map(_time, head)), None) or member.changed_at
    ends = [*(turn.line for turn in turns[1:]), len(lines)]
    for number, (turn, end) in enumerate(zip(turns, ends, strict=True)):
        words, at = _without_facts(_words([turn.rest, *lines[turn.line + 1 : end]]))
        role = _role(turn.name)
        if turn.name.casefold() in _INSTRUCTIONS:
            sketch.instruct(words)
            continue
        parts = [*_parts(words)]
        model = turn.name if role is None else ""
        speaker = role or Role.ASSISTANT
        above = sketch.last_id
        drawn = Drawn(id=str(number), parent=above, role=speaker, parts=parts, at=at, model=model)
        sketch.put(drawn)
    yield finished(sketch, intake)


def _labels(lines: Sequence[str]) -> Iterator[_Label]:
    fence = ""
    for number, line in enumerate(lines):
        if found := _FENCE.match(line):
            mark = found.group(1)
            if not fence:
                fence = mark
            elif mark.startswith(fence) and not line.strip().strip(mark[0]):
                fence = ""
        elif not fence and (label := _label(number, line)):
            yield label


def _label(number: int, line: str) -> _Label | None:
    if found := _HEADING.match(line):
        return _Label(number, found.group(1), _ESCAPED.sub(r"\1", found.group(2)))
    if found := _BOLD.match(line):
        return _Label(number, "**", found.group(1), found.group(2))
    if found := _PLAIN.match(line):
        return _Label(number, ":", found.group(1), found.group(2))
    return None


def _turns(lines: Sequence[str], labels: Sequence[_Label]) -> list[_Label]:
    """Return the labels that begin a turn: those of the style in which most speak."""
    speaking = Counter(label.style for label in labels if _role(label.name))
    asked = {label.style for label in labels if _role(label.name) is Role.USER}
    styles = [style for style, _ in speaking.most_common() if style in asked]
    # Headings first: under them the other two are words like any.
    styles.sort(key=lambda style: not style.startswith("#"))
    if not styles:
        return []
    alike = [label for label in labels if label.style == styles[0]]
    names = _other_speakers(alike) if styles[0].startswith("#") else set()
    turns = [
        label
        for label in alike
        if _role(label.name) or label.name in names or label.name.casefold() in _INSTRUCTIONS
    ]
    return turns if len(turns) > 1 or len(lines) > 1 else []


def _other_speakers(labels: Sequence[_Label]) -> set[str]:
    """Return the names of models: headings that follow the user's, where nobody else answers."""
    if any(_role(label.name) is Role.ASSISTANT for label in labels):
        return set()
    unknown = [label.name for label in labels if _role(label.name) is None]
    unknown = [name for name in unknown if name.casefold() not in _INSTRUCTIONS]
    looks = {name for name in unknown if " " not in name and re.search(r"[-/\d]", name)}
    return looks or set(unknown[:1])


def _role(name: str) -> Role | None:
    if "🤖" in name:
        return None if name.casefold().endswith("system") else Role.ASSISTANT
    words = _NOT_WORDS.sub("", re.sub(r"\(.*\)$", "", name)).casefold().split()
    first = words[0].lstrip("👤🧑\u200d💻 ") if words else ""
    first = first or (words[1] if len(words) > 1 else "")
    if len(words) > _MOST_WORDS:
        return None
    if first in _USERS:
        return Role.USER
    return Role.ASSISTANT if first in _ASSISTANTS else None


def _title(head: Sequence[str]) -> str:
    found = (_HEADING.match(line) for line in head)
    return next((_ESCAPED.sub(r"\1", one.group(2)) for one in found if one), "")


def _time(line: str) -> datetime | None:
    found = _TIME.match(line)
    return moment_of(found.group(1)) if found else None


def _words(lines: Sequence[str]) -> str:
    text = "\n".join(lines).strip("\n ")
    # A rule between two turns belongs to neither.
    return re.sub(r"\n+ {0,3}(-{3,}|\*{3,}|_{3,})$", "", text).strip("\n ")


def _without_facts(words: str) -> tuple[str, datetime | None]:
    """Return the words without what our export says of them, and when they were begun."""
    found = _FACTS.match(words)
    at = moment_of(found.group(1)) if found and found.group(1) else None
    return _COST.sub("", words[found.end() :] if found else words), at


def _parts(words: str) -> Iterator[Part]:
    thoughts = _THOUGHTS.match(words)
    if thoughts:
        yield ReasoningPart(re.sub(r"^> ?", "", thoughts.group(1), flags=re.MULTILINE).strip())
        words = words[thoughts.end() :].strip("\n")
    if words:
        yield TextPart(words)
