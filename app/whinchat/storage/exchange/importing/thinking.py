"""Thoughts and calls of tools that other programs write into the words themselves."""

import html
import re
from collections.abc import Iterator

from whinchat.domain.parts import Part, ReasoningPart, TextPart, ToolCallPart, ToolResultPart

_THINK = re.compile(r"\s*<think(?:ing)?>(.*?)</think(?:ing)?>\s*", re.DOTALL)
_DETAILS = re.compile(
    r"<details type=\"(reasoning|tool_calls|code_interpreter)\"([^>]*)>(.*?)</details>\s*",
    re.DOTALL,
)
_SUMMARY = re.compile(r"\s*<summary>.*?</summary>\s*", re.DOTALL)
_ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")
_QUOTED = re.compile(r"^> ?", re.MULTILINE)


def parts_of_text(text: str) -> Iterator[Part]:
    """Yield the parts of a text that begins with ``<think>``, or has ``<details type=…>`` in it.

    The second shape is Open WebUI's: ``serialize_output`` in its ``backend/open_webui/utils/
    middleware.py``.
    """
    if found := _THINK.match(text):
        yield from thought(found.group(1).strip())
        text = text[found.end() :]
    start = 0
    for found in _DETAILS.finditer(text):
        yield from said(text[start : found.start()].strip("\n"))
        yield from _details(*found.groups())
        start = found.end()
    yield from said(text[start:].strip("\n"))


def said(text: str) -> Iterator[Part]:
    """Yield the part for words, none for blanks."""
    if text.strip():
        yield TextPart(text)


def thought(text: str, seconds: float | None = None) -> Iterator[Part]:
    """Yield the part for thoughts, none for blanks."""
    if text.strip():
        yield ReasoningPart(text, seconds)


def _details(kind: str, written: str, body: str) -> Iterator[Part]:
    attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(written)}
    words = html.unescape(_SUMMARY.sub("", body, count=1)).strip()
    if kind == "tool_calls":
        call_id, name = attributes.get("id", ""), attributes.get("name", "tool")
        yield ToolCallPart(call_id, name, attributes.get("arguments", ""))
        if result := attributes.get("result") or words:
            yield ToolResultPart(call_id, result)
    elif words:
        seconds = attributes.get("duration", "")
        known = float(seconds) if re.fullmatch(r"\d{1,7}", seconds, re.ASCII) else None
        yield ReasoningPart(_QUOTED.sub("", words).strip(), known)
