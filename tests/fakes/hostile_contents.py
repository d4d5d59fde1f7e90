"""Five hundred messages, each of which would like to reach a file or a host of its own."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import TypeAlias

from fakes.conversations import a_message
from whinchat.domain.conversation import Message, Role, Status
from whinchat.domain.errors import Failure, FailureKind
from whinchat.domain.parts import (
    Attachment,
    Citation,
    FilePart,
    ImagePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    UnknownPart,
)

CANARY = "canary"
"""In the name of everything that nobody may touch."""
_ATTEMPTS = Path(__file__).with_name("hostile_attempts.txt")
"""Separated by lines of %%; URL, HOST, PATH and SVG stand for what each is aimed at."""

Wrap: TypeAlias = Callable[[str, Path], tuple[Part, ...]]


def _named(text: str, path: Path, media_type: str) -> Attachment:
    return Attachment("0" * 64, media_type, f"{path} {text}"[:200], 9)


_WRAPS: tuple[Wrap, ...] = (
    lambda text, _path: (TextPart(text),),
    lambda text, _path: (TextPart(f"1. one\n\n   {text.replace(chr(10), chr(10) + '   ')}\n"),),
    lambda text, _path: (ReasoningPart(text, 2.0), TextPart("Done.")),
    lambda text, _path: (RefusalPart(text),),
    lambda text, path: (TextPart("Said.", (Citation(f"file://{path}", text), Citation(text))),),
    lambda text, path: (
        ToolCallPart("1", text, f'{{"path": "{path}"}}'),
        ToolResultPart("1", text),
    ),
    lambda text, path: (FilePart(_named(text, path, "application/pdf")),),
    lambda text, path: (ImagePart(_named(text, path, "image/png")),),
    lambda text, path: (ImagePart(Attachment(f"../../{path.name}", "image/png", text, 9)),),
    lambda text, path: (UnknownPart({"type": text, "image_url": f"file://{path}"}),),
    lambda text, _path: (TextPart(f"````html\n{text}\n````"),),
)


def hostile_messages(folder: Path, count: int) -> Iterator[Message]:
    """Give the messages, each the next one's parent; their files exist in the folder."""
    before: Message | None = None
    attempts, wraps = (
        cycle(_ATTEMPTS.read_text("utf-8").strip().split("\n%%\n")),
        cycle(range(len(_WRAPS))),
    )
    for number, attempt, wrap in islice(zip(range(count), attempts, wraps, strict=False), count):
        path = folder / f"{CANARY}-{number}.png"
        path.write_bytes(_PICTURE)
        text = _aimed(attempt, path, number)
        # A third of them the user has pasted.
        role = Role.USER if number % 3 == 0 else Role.ASSISTANT
        parts = _WRAPS[wrap](text, path)
        before = replace(
            a_message("", before), role=role, parts=parts, model=text, answered_by=text
        )
        if number % 5 == 1:
            failure = Failure(FailureKind.CUT, text, text, server_words=text, details=text)
            before = replace(before, failure=failure, status=Status.FAILED)
        yield before


def _aimed(attempt: str, path: Path, number: int) -> str:
    # Every other one would be looked up first, the rest could be connected to at once.
    host = f"{CANARY}-{number}.invalid" if number % 2 else "127.0.0.1:9"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="file://{path}"/></svg>'
    encoded = base64.b64encode(svg.encode()).decode()
    aims = (("URL", f"http://{host}/{number}.png"), ("HOST", host), ("PATH", str(path)))
    for word, aim in (*aims, ("SVG", encoded)):
        attempt = attempt.replace(word, aim)
    return attempt


_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
